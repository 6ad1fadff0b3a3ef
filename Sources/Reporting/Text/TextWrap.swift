/// Text broken into lines at spaces.
enum TextWrap {
    /// `first` and the words of `text` behind it; further lines begin with `indent` spaces.
    ///
    /// A word longer than a line stays whole. Complexity: O(length).
    static func lines(_ text: String, first: String, indent: Int, width: Int) -> [String] {
        var lines: [String] = []
        var line = first
        var isFirstWord = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !isFirstWord, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent)
                isFirstWord = true
            }
            line += (isFirstWord ? "" : " ") + word
            isFirstWord = false
        }
        lines.append(line)
        return lines
    }
}
