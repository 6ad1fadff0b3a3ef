/// Finds the word that was probably meant.
enum NearestKey {
    /// The candidate nearest to `word`: equal but for the case of letters, or at most two edits away (insertion,
    /// deletion, substitution, exchange of neighbours). A short word allows fewer, or it would be near to everything:
    /// one edit below five letters, none below two.
    ///
    /// - Returns: nil if no candidate is near; among equally near ones the first in alphabetical order.
    /// - Complexity: O(candidates * length^2).
    static func find(_ word: String, among candidates: some Sequence<String>) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let letters = Array(word.lowercased().unicodeScalars)
        let most = letters.count < 2 ? 0 : letters.count < 5 ? 1 : 2
        var best: (distance: Int, word: String)?
        for candidate in candidates {
            let distance = distance(letters, Array(candidate.lowercased().unicodeScalars))
            guard distance <= most else { continue }
            if let known = best, (known.distance, known.word) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.word
    }

    /// Damerau-Levenshtein distance (no part of the text is edited twice).
    static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        if abs(first.count - second.count) > 2 { return 3 }
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for i in 0..<first.count {
            var current = [i + 1]
            for j in 0..<second.count {
                let substitution = last[j] + (first[i] == second[j] ? 0 : 1)
                var cost = min(last[j + 1] + 1, current[j] + 1, substitution)
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
