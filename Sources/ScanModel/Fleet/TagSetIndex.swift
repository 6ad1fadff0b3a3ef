/// Finds tag sets again by what they hold.
///
/// It follows from the tag sets, so two of them are always equal. It is made when a set is first interned: a fleet that
/// comes whole from a file rarely interns another one, and hashing millions of sets takes longer than reading them.
struct TagSetIndex: Hashable, Sendable {
    private var indices: [[Tag]: Int32]?

    /// The index of a sorted set in `sets`, to which it is added if new.
    ///
    /// - Parameter sets: the same at every call, but for the sets that were added here.
    /// - Complexity: O(length), amortised; O(length of all sets) at the first call.
    mutating func intern(_ set: [Tag], in sets: inout [[Tag]]) -> Int32 {
        if indices == nil {
            var made: [[Tag]: Int32] = [:]
            made.reserveCapacity(sets.count)
            for (index, set) in sets.enumerated() { made[set] = Int32(index) }
            indices = made
        }
        if let known = indices?[set] { return known }
        let index = Int32(sets.count)
        sets.append(set)
        indices?[set] = index
        return index
    }

    static func == (left: TagSetIndex, right: TagSetIndex) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
