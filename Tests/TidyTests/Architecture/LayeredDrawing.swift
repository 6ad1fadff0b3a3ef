/// Places for the boxes of a layered graph and ways for its edges.
///
/// After K. Sugiyama, S. Tagawa, M. Toda (IEEE Transactions on Systems, Man, and Cybernetics 11, 1981): an edge over
/// several rows gets a point in each; rows are ordered by the mean place of neighbours, and by exchanging neighbours
/// where that saves crossings; then places are the nearest ones to those means that keep the distances.
struct LayeredDrawing {
    /// A box, or a point at which a long edge passes a row.
    struct Spot: Hashable {
        var room: String?
        var row: Int
        /// Of the middle.
        var place = 0.0
        var width: Double
    }

    private(set) var spots: [Spot] = []
    /// Indices of the spots of each row from the ground up, from left to right.
    private(set) var order: [[Int]]
    /// Pieces of edges, each from a row to the one below.
    private(set) var pieces: [(upper: Int, lower: Int)] = []
    /// For every edge its spots from the top down.
    private(set) var ways: [(user: String, used: String, spots: [Int])] = []

    let gap: Double

    /// - Parameters:
    ///   - graph: what is drawn; every import becomes an edge.
    ///   - rows: of each room; an import goes to a lower row.
    ///   - width: of the box of a room.
    ///   - total: of the drawing.
    init(_ graph: RoomGraph, rows: [String: Int], total: Double, gap: Double, width: (String) -> Double) {
        self.gap = gap
        order = Array(repeating: [], count: (rows.values.max() ?? 0) + 1)
        var index: [String: Int] = [:]
        func add(_ spot: Spot) -> Int {
            spots.append(spot)
            order[spot.row].append(spots.count - 1)
            return spots.count - 1
        }
        for room in graph.rooms { index[room] = add(Spot(room: room, row: rows[room] ?? 0, width: width(room))) }
        for user in graph.rooms {
            for used in (graph.imports[user] ?? []).sorted() {
                guard let from = index[user], let to = index[used] else { continue }
                var way = [from]
                for row in stride(from: spots[from].row - 1, to: spots[to].row, by: -1) {
                    way.append(add(Spot(room: nil, row: row, width: 8)))
                }
                way.append(to)
                for (upper, lower) in zip(way, way.dropFirst()) { pieces.append((upper, lower)) }
                ways.append((user, used, way))
            }
        }
        arrange()
        settle(total: total)
    }

    // MARK: Order

    private var neighbours: (below: [[Int]], above: [[Int]]) {
        var below = Array(repeating: [Int](), count: spots.count)
        var above = below
        for piece in pieces {
            below[piece.upper].append(piece.lower)
            above[piece.lower].append(piece.upper)
        }
        return (below, above)
    }

    /// Crossings of edges between all rows. Complexity: O(pieces^2).
    var crossings: Int {
        var rank = Array(repeating: 0, count: spots.count)
        for row in order { for (position, spot) in row.enumerated() { rank[spot] = position } }
        var count = 0
        for (number, one) in pieces.enumerated() {
            for other in pieces[(number + 1)...] where spots[one.upper].row == spots[other.upper].row {
                let high = rank[one.upper] - rank[other.upper]
                let low = rank[one.lower] - rank[other.lower]
                if high * low < 0 { count += 1 }
            }
        }
        return count
    }

    private mutating func arrange() {
        let (below, above) = neighbours
        var best = (order: order, crossings: crossings)
        for sweep in 0..<40 {
            let isUp = sweep % 2 == 0
            let rows = isUp ? Array(order.indices.dropFirst()) : order.indices.dropLast().reversed()
            for row in rows {
                let fixed = order[isUp ? row - 1 : row + 1]
                var rank: [Int: Double] = [:]
                for (position, spot) in fixed.enumerated() {
                    rank[spot] = Double(position) / Double(max(fixed.count - 1, 1))
                }
                let own = order[row]
                let mean = own.enumerated().map { position, spot in
                    let places = (isUp ? below : above)[spot].compactMap { rank[$0] }
                    let still = Double(position) / Double(max(own.count - 1, 1))
                    return places.isEmpty ? still : places.reduce(0, +) / Double(places.count)
                }
                let sorted = own.indices.sorted { (mean[$0], $0) < (mean[$1], $1) }
                order[row] = sorted.map { own[$0] }
            }
            exchange()
            let found = crossings
            if found < best.crossings { best = (order, found) }
        }
        order = best.order
    }

    /// Exchanges neighbours as long as that saves crossings.
    private mutating func exchange() {
        var least = crossings
        var isBetter = true
        while isBetter {
            isBetter = false
            for row in order.indices {
                for position in order[row].indices.dropLast() {
                    order[row].swapAt(position, position + 1)
                    let now = crossings
                    if now < least {
                        least = now
                        isBetter = true
                    } else {
                        order[row].swapAt(position, position + 1)
                    }
                }
            }
        }
    }

    // MARK: Places

    private mutating func settle(total: Double) {
        for row in order {
            let widths = row.map { spots[$0].width }
            var left = (total - widths.reduce(0, +) - gap * Double(row.count - 1)) / 2
            for (spot, width) in zip(row, widths) {
                spots[spot].place = left + width / 2
                left += width + gap
            }
        }
        let (below, above) = neighbours
        for sweep in 0..<60 {
            for row in sweep % 2 == 0 ? Array(order.indices) : order.indices.reversed() {
                let wanted = order[row].map { spot in
                    let places = (below[spot] + above[spot]).map { spots[$0].place }
                    return places.isEmpty ? spots[spot].place : places.reduce(0, +) / Double(places.count)
                }
                let placed = Self.nearest(
                    to: wanted, widths: order[row].map { spots[$0].width }, gap: gap, total: total)
                for (spot, place) in zip(order[row], placed) { spots[spot].place = place }
            }
        }
    }

    /// The places in this order, with these distances and between the edges, whose squared differences from the wanted
    /// ones are least.
    ///
    /// Without the distances this is monotone regression, solved by pooling neighbours that stand in each other's way.
    static func nearest(to wanted: [Double], widths: [Double], gap: Double, total: Double) -> [Double] {
        var offsets: [Double] = []
        var offset = 0.0
        for (index, width) in widths.enumerated() {
            if index > 0 { offset += widths[index - 1] / 2 + gap + width / 2 }
            offsets.append(offset)
        }
        var pools: [(sum: Double, count: Int)] = []
        for (place, offset) in zip(wanted, offsets) {
            pools.append((place - offset, 1))
            while pools.count > 1 {
                let (last, before) = (pools[pools.count - 1], pools[pools.count - 2])
                guard before.sum / Double(before.count) > last.sum / Double(last.count) else { break }
                pools.removeLast()
                pools[pools.count - 1] = (before.sum + last.sum, before.count + last.count)
            }
        }
        let least = (widths.first ?? 0) / 2
        let most = total - (offsets.last ?? 0) - (widths.last ?? 0) / 2
        let levels = pools.flatMap { pool in
            Array(repeating: min(max(pool.sum / Double(pool.count), least), max(most, least)), count: pool.count)
        }
        return zip(levels, offsets).map { $0 + $1 }
    }
}
