import ScanModel

/// Tells whether all pages of the listings are there, in whatever order.
///
/// A page of the management interface has a link to the next one, and the last page of a listing has none; so a listing
/// of which some page has a link needs a page without. Pages belong to a listing by the subscription and the type of
/// their first resource.
///
/// A page of Resource Graph tells how many rows there are in all, and a token if more pages follow. The rows of all pages
/// must be as many as the last pages tell. Machines come and go while pages are fetched, so only a difference of half
/// a page counts.
struct AzurePageCounts {
    private struct Place {
        var file: String
        var position: TextPosition?
        var path: String
    }

    private struct Listing {
        var hasEnd = false
        /// Where a page has a link to the next one; the last that was read.
        var link: Int?
    }

    /// By subscription and type.
    private var services: [String: Listing] = [:]
    /// Last pages without resources, which may end any listing.
    private var emptyEnds = 0

    private var graphRows = 0
    private var graphTotal = 0
    private var graphEnds = 0
    private var largestOpenPage = 0
    private var graphMark: Int?

    private var places: [Int: Place] = [:]
    private var marks = 0
    private var asked: [(mark: Int, document: Int, path: JSONPath)] = []

    /// Adds a page of the management interface.
    ///
    /// - Parameters:
    ///   - services: the subscription and type of its first resource; nil for a page without.
    ///   - path: where the link stands.
    mutating func add(services: String?, hasMore: Bool, at path: JSONPath, document: Int) {
        switch (services, hasMore) {
        case (nil, false): emptyEnds += 1
        case (nil, true): self.services["", default: Listing()].link = mark(path, document)
        case (let services?, false): self.services[services, default: Listing()].hasEnd = true
        case (let services?, true): self.services[services, default: Listing()].link = mark(path, document)
        }
    }

    /// Adds a page of Resource Graph.
    ///
    /// - Parameters:
    ///   - total: rows of all its pages; nil if it does not say, and then it counts as complete by itself if none follow.
    ///   - path: where the token or the total stands.
    mutating func add(graphRows rows: Int, of total: Int?, hasMore: Bool, at path: JSONPath, document: Int) {
        graphRows += rows
        if hasMore {
            largestOpenPage = max(largestOpenPage, rows)
            graphMark = mark(path, document)
        } else {
            graphEnds += 1
            // Hostile totals must not overflow.
            graphTotal += min(max(total ?? rows, 0), 1 << 40)
            if total != nil, total != rows, graphMark == nil { graphMark = mark(path, document) }
        }
    }

    private mutating func mark(_ path: JSONPath, _ document: Int) -> Int {
        asked.append((marks, document, path))
        marks += 1
        return marks - 1
    }

    /// Gives the pages of a file their places.
    mutating func place(file: String, _ text: [UInt8], starts: [Int]) {
        let named = Set(services.values.compactMap(\.link) + [graphMark].compactMap { $0 })
        let needed = asked.filter { named.contains($0.mark) }
        asked = []
        places = places.filter { named.contains($0.key) }
        if needed.isEmpty { return }
        let found = TextPlaces(needed.map { (document: $0.document, path: $0.path) }, in: text, starts: starts)
        for (index, entry) in needed.enumerated() {
            places[entry.mark] = Place(file: file, position: found.positions[index], path: entry.path.description)
        }
    }

    /// One issue for each listing of which pages are missing.
    func issues() -> [InputIssue] {
        var marks: [(mark: Int, problem: String)] = []
        let open = services.values.filter { !$0.hasEnd }.compactMap(\.link)
        if open.count > emptyEnds { marks += open.map { ($0, "the listing is incomplete: more pages follow") } }
        if let graphMark {
            let missing = abs(graphRows - graphTotal)
            if graphEnds == 0 {
                marks.append((graphMark, "the answer is incomplete: more pages follow"))
            } else if missing >= max(1, largestOpenPage / 2) {
                marks.append(
                    (
                        graphMark,
                        "the answer is incomplete: there are \(graphRows) rows, and the last pages tell of \(graphTotal)"
                    ))
            }
        }
        return marks.sorted { $0.mark < $1.mark }.compactMap { entry in
            guard let place = places[entry.mark] else { return nil }
            return InputIssue(
                file: place.file, line: place.position?.line ?? 0, column: place.position?.column ?? 0,
                path: place.path, problem: entry.problem, expected: "every page of a listing, in one file or several")
        }
    }
}
