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
        precondition(width >= 1, "width \(width)")
        let cursor = Cursor()
        let parts = await withTaskGroup(of: [(index: Int, piece: Piece)].self) { group in
            for _ in 0..<min(width, count) {
                group.addTask {
                    var own: [(index: Int, piece: Piece)] = []
                    while let index = cursor.next(below: count) { own.append((index, body(index))) }
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
