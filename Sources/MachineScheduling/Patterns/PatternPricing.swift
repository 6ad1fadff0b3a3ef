/// The heaviest choice of jobs that fits into a capacity, exactly: weights are whole numbers of 32 bits.
struct PatternPricing: ~Copyable {
    let capacity: Int
    private let sizes: [JobSize]
    /// Of each size, how many a machine can hold.
    private let usable: [Int]
    /// The heaviest of the items up to a row, for every room: a row more for every item.
    private let table: Flat<Int32>
    private let rowSizes: Flat<Int32>

    /// Words of work for one pricing.
    let steps: Int

    /// What a price of 1 is as a weight: as precise as no sum of weights overflows.
    let scale: Double

    /// Cells of a table, 64 MiB at most.
    static let mostCells = 1 << 24

    /// Cells of the table for a capacity, unless they are too many.
    static func cells(_ sizes: [JobSize], capacity: Int) -> Int? {
        guard capacity < mostCells else { return nil }
        let items = sizes.reduce(0) { $0 + min($1.count, capacity / $1.duration) }
        let (cells, overflow) = (items + 1).multipliedReportingOverflow(by: capacity + 1)
        return overflow || cells > mostCells ? nil : cells
    }

    /// - Precondition: ``cells(_:capacity:)`` are not too many.
    init(_ sizes: [JobSize], capacity: Int) {
        guard let cells = Self.cells(sizes, capacity: capacity) else { preconditionFailure("the table fits") }
        self.capacity = capacity
        self.sizes = sizes
        usable = sizes.map { min($0.count, capacity / $0.duration) }
        table = Flat(repeating: 0, count: cells)
        rowSizes = Flat(repeating: 0, count: cells / (capacity + 1))
        steps = cells / 4 + 16
        // The most jobs that fit together are the shortest ones.
        var (room, most) = (capacity, 1)
        for size in sizes.reversed() {
            let fit = min(size.count, room / size.duration)
            most += fit
            room -= fit * size.duration
        }
        scale = min(Double(1 << 24), Double((1 << 30) / most))
    }

    /// Finds the heaviest pattern.
    ///
    /// - Parameters:
    ///   - weights: From 0 to ``scale``, one for each size.
    ///   - counts: How many of each size may be used; more than there are do not help.
    /// - Returns: The pattern and what it weighs.
    func heaviest(_ weights: [Int32], counts: [Int]) -> (pattern: [PatternPool.Part], weight: Int) {
        let width = capacity + 1
        var row = table.base
        var rows = 0
        for size in sizes.indices where weights[size] > 0 {
            let (duration, weight) = (sizes[size].duration, weights[size])
            for _ in 0..<min(usable[size], counts[size]) {
                let newRow = row + width
                newRow.update(from: row, count: duration)
                Self.raise(row, into: newRow, from: duration, to: width, weight: weight)
                rowSizes[rows] = Int32(size)
                rows += 1
                row = newRow
            }
        }
        let weight = Int(row[capacity])
        var pattern: [PatternPool.Part] = []
        var room = capacity
        while rows > 0 {
            rows -= 1
            let before = row - width
            if row[room] != before[room] {
                let size = Int(rowSizes[rows])
                if pattern.last?.size == size {
                    pattern[pattern.count - 1].times += 1
                } else {
                    pattern.append(PatternPool.Part(size: size, times: 1))
                }
                room -= sizes[size].duration
            }
            row = before
        }
        return (pattern, weight)
    }

    @inline(__always)
    private static func raise(
        _ row: UnsafeMutablePointer<Int32>, into newRow: UnsafeMutablePointer<Int32>, from duration: Int, to end: Int,
        weight: Int32
    ) {
        for room in duration..<end { newRow[room] = max(row[room], row[room &- duration] &+ weight) }
    }
}
