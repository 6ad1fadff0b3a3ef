/// The heaviest choice of items that fits into a capacity, exactly, in 32-bit numbers.
struct PatternPricing: ~Copyable {
    let capacity: Int
    /// The size index of each item; a size occurs as often as it can be used.
    private let sizeOfItem: [Int]
    private let sizes: [Int]
    /// heaviest[row][room], a row more for every item of weight.
    private let table: Flat<Int32>
    private let rowItems: Flat<Int32>
    private(set) var pattern: [Int32]

    /// Words of work for one pricing.
    let steps: Int
    /// Weights from 0 to here never overflow.
    let scale: Double

    /// Cells of the table, 64 MiB at most.
    static let mostCells = 1 << 24

    static func items(_ sizes: [(duration: Int, count: Int)], capacity: Int) -> Int {
        sizes.reduce(0) { $0 + min($1.count, capacity / $1.duration) }
    }

    /// - Precondition: The table fits: (items + 1) (capacity + 1) is at most ``mostCells``.
    init(_ sizes: [(duration: Int, count: Int)], capacity: Int) {
        self.capacity = capacity
        self.sizes = sizes.map(\.duration)
        var sizeOfItem: [Int] = []
        for (index, size) in sizes.enumerated() {
            for _ in 0..<min(size.count, capacity / size.duration) { sizeOfItem.append(index) }
        }
        self.sizeOfItem = sizeOfItem
        let cells = (sizeOfItem.count + 1) * (capacity + 1)
        precondition(cells <= Self.mostCells, "the table fits")
        table = Flat(repeating: 0, count: cells)
        rowItems = Flat(repeating: 0, count: sizeOfItem.count + 1)
        pattern = [Int32](repeating: 0, count: sizes.count)
        steps = cells / 4 + 16
        // The most items that fit together: the shortest ones.
        var (room, most) = (capacity, 1)
        for item in sizeOfItem.reversed() {
            room -= sizes[item].duration
            guard room >= 0 else { break }
            most += 1
        }
        scale = min(Double(1 << 24), Double((1 << 30) / most))
    }

    /// Finds the heaviest pattern for a weight of each size, leaves it in ``pattern`` and returns what it weighs.
    mutating func heaviest(_ weights: [Int32]) -> Int32 {
        let width = capacity + 1
        var row = table.base
        var rows = 0
        for item in sizeOfItem {
            let weight = weights[item]
            guard weight > 0 else { continue }
            let size = sizes[item]
            let newRow = row + width
            newRow.update(from: row, count: size)
            let source = row
            for room in size..<width {
                newRow[room] = max(source[room], source[room &- size] &+ weight)
            }
            rowItems[rows] = Int32(item)
            rows += 1
            row = newRow
        }
        for size in pattern.indices { pattern[size] = 0 }
        var room = capacity
        let most = row[room]
        while rows > 0 {
            rows -= 1
            let before = row - width
            if row[room] != before[room] {
                let item = Int(rowItems[rows])
                pattern[item] += 1
                room -= sizes[item]
            }
            row = before
        }
        return most
    }
}
