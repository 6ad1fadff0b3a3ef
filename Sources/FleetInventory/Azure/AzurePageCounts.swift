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
    private struct Mark {
        var file: String
        var place: ListingPlace
        /// Counts the marks.
        var number: Int
    }

    private struct Listing {
        var hasEnd = false
        /// Where a page has a link to the next one; the last that was read.
        var link: Mark?
    }

    /// By subscription and type.
    private var services: [String: Listing] = [:]
    /// Last pages without resources, which may end any listing.
    private var emptyEnds = 0

    private var graphRows = 0
    private var graphTotal = 0
    private var graphEnds = 0
    private var largestOpenPage = 0
    private var graphMark: Mark?
    private var marks = 0

    /// Adds a page of a file.
    mutating func add(_ page: AzurePage, of file: String) {
        switch page {
        case .services(nil, nil): emptyEnds += 1
        case .services(let first, nil): services[first ?? "", default: Listing()].hasEnd = true
        case .services(let first, let link?):
            services[first ?? "", default: Listing()].link = mark(link, file)
        case .graph(let rows, let total, let token, let totalPlace):
            graphRows += rows
            if let token {
                largestOpenPage = max(largestOpenPage, rows)
                graphMark = mark(token, file)
            } else {
                graphEnds += 1
                // Hostile totals must not overflow.
                graphTotal = min(graphTotal + min(max(total.map { Int($0) } ?? rows, 0), 1 << 40), 1 << 60)
                if graphMark == nil, let totalPlace { graphMark = mark(totalPlace, file) }
            }
        }
    }

    private mutating func mark(_ place: ListingPlace, _ file: String) -> Mark {
        marks += 1
        return Mark(file: file, place: place, number: marks)
    }

    /// One issue for each listing of which pages are missing.
    func issues() -> [InputIssue] {
        var found: [(mark: Mark, problem: String)] = []
        let open = services.values.filter { !$0.hasEnd }.compactMap(\.link)
        if open.count > emptyEnds { found += open.map { ($0, "the listing is incomplete: more pages follow") } }
        if let graphMark {
            let missing = abs(graphRows - graphTotal)
            if graphEnds == 0 {
                found.append((graphMark, "the answer is incomplete: more pages follow"))
            } else if missing >= max(1, largestOpenPage / 2) {
                found.append(
                    (
                        graphMark,
                        "the answer is incomplete: there are \(graphRows) rows, and the last pages tell of \(graphTotal)"
                    ))
            }
        }
        return found.sorted { $0.mark.number < $1.mark.number }.map { mark, problem in
            mark.place.issue(
                file: mark.file, problem: problem, expected: "every page of a listing, in one file or several")
        }
    }
}
