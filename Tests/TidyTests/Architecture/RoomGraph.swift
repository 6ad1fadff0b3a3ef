/// Which targets import which, as the files say.
struct RoomGraph: Hashable {
    /// Every room with the rooms that it imports.
    var imports: [String: Set<String>]

    init(imports: [String: Set<String>]) { self.imports = imports }

    /// What the files below `Sources` import of one another, for the rooms of a list.
    init(rooms: [String], files: [SourceFile]) {
        let known = Set(rooms)
        imports = Dictionary(uniqueKeysWithValues: rooms.map { ($0, []) })
        for file in files {
            let parts = file.path.split(separator: "/")
            guard parts.count > 2, parts[0] == "Sources", known.contains(String(parts[1])) else { continue }
            for line in ImportLine.all(in: file) where known.contains(line.module) && line.module != parts[1] {
                imports[String(parts[1])]?.insert(line.module)
            }
        }
    }

    /// The rooms by name.
    var rooms: [String] { imports.keys.sorted() }

    /// Rooms without a line in `keep`, which keep their imports of the others.
    func only(_ keep: (String) -> Bool) -> RoomGraph {
        RoomGraph(imports: imports.filter { keep($0.key) }.mapValues { $0.filter(keep) })
    }

    /// What a room reaches by imports, itself left out. Complexity: O(imports); the graph has no circle.
    func reached(from room: String) -> Set<String> {
        var found: Set<String> = []
        var open = [room]
        while let next = open.popLast() {
            for below in imports[next] ?? [] where found.insert(below).inserted { open.append(below) }
        }
        return found
    }

    /// The same without imports that a longer way implies: what a room reaches stays the same.
    var thinned: RoomGraph {
        let reach = Dictionary(uniqueKeysWithValues: rooms.map { ($0, reached(from: $0)) })
        return RoomGraph(
            imports: imports.mapValues { direct in
                direct.filter { room in !direct.contains { $0 != room && reach[$0]?.contains(room) == true } }
            })
    }

    /// Rows from the ground up: a room stands above everything that it imports.
    ///
    /// First as low as it can stand; then rooms that may stand higher move up out of rows with more than `most`, those
    /// with the most freedom first.
    ///
    /// - Precondition: no circle.
    func rows(most: Int) -> [String: Int] {
        var rows: [String: Int] = [:]
        func lowest(_ room: String) -> Int {
            if let known = rows[room] { return known }
            let row = (imports[room] ?? []).map { lowest($0) + 1 }.max() ?? 0
            rows[room] = row
            return row
        }
        for room in rooms { _ = lowest(room) }
        let top = rows.values.max() ?? 0
        func freedom(_ room: String) -> Int {
            let users = rooms.filter { imports[$0]?.contains(room) == true }
            return (users.compactMap { rows[$0] }.min() ?? top + 1) - 1 - (rows[room] ?? 0)
        }
        for row in 0..<max(top, 0) {
            while true {
                let here = rooms.filter { rows[$0] == row }
                let free = here.map { ($0, freedom($0)) }.filter { $0.1 > 0 }
                // Of equal freedom the first by name stays.
                guard here.count > most, let next = free.max(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { break }
                rows[next.0] = row + 1
            }
        }
        return rows
    }
}
