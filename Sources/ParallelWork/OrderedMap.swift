internal import Synchronization

/// Independent pieces of work side by side, with results in order.
public enum ParallelWork {
    /// `body(0) ... body(count - 1)`, one after another and without any task.
    ///
    /// - Complexity: the sum of the pieces.
    public static func map<Piece>(_ count: Int, body: (Int) -> Piece) -> [Piece] {
        (0..<count).map(body)
    }

    /// The same results in the same order, computed by at most `width` child tasks.
    ///
    /// Each worker takes the next free index until none is left; results are placed by index, so the answer does not
    /// depend on `width` or on timing. Pieces must not depend on one another.
    /// - Parameter width: 1 or more; more workers than pieces are not started.
    public static func map<Piece: Sendable>(
        _ count: Int, width: Int, body: @escaping @Sendable (Int) -> Piece
    ) async -> [Piece] {
        await map(count, width: width, handOut: { $0 }, body: body)
    }

    /// The same results in the same order, with the pieces of the greatest weight worked on first.
    ///
    /// A heavy piece that is taken last keeps one worker busy while the others have nothing left.
    /// - Parameters:
    ///   - weights: about how much work each piece is; their number is that of the pieces. Of equal weights the earlier
    ///     is taken first.
    ///   - width: 1 or more; more workers than pieces are not started.
    public static func map<Piece: Sendable>(
        weights: [Int], width: Int, body: @escaping @Sendable (Int) -> Piece
    ) async -> [Piece] {
        let order = weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
        return await map(weights.count, width: width, handOut: { order[$0] }, body: body)
    }

    /// - Parameter handOut: which piece is taken at each turn; every one once.
    private static func map<Piece: Sendable>(
        _ count: Int, width: Int, handOut: @escaping @Sendable (Int) -> Int, body: @escaping @Sendable (Int) -> Piece
    ) async -> [Piece] {
        precondition(width >= 1, "width \(width)")
        let cursor = Cursor()
        let parts = await withTaskGroup(of: [(index: Int, piece: Piece)].self) { group in
            for _ in 0..<min(width, count) {
                group.addTask {
                    var own: [(index: Int, piece: Piece)] = []
                    while let turn = cursor.next(below: count) {
                        let index = handOut(turn)
                        own.append((index, body(index)))
                    }
                    return own
                }
            }
            var collected: [(index: Int, piece: Piece)] = []
            for await part in group { collected += part }
            return collected
        }
        return parts.sorted { $0.index < $1.index }.map(\.piece)
    }

    private final class Cursor: Sendable {
        private let position = Atomic<Int>(0)

        func next(below count: Int) -> Int? {
            let index = position.wrappingAdd(1, ordering: .relaxed).oldValue
            return index < count ? index : nil
        }
    }
}
