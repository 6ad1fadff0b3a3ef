/// Finds words of the domain in code that should serve any domain.
enum CloudWords {
    private static let words: Set<String> = ["aws", "azure", "snapshot", "volume", "scanner", "region"]

    /// Words in code and comments alike, alone or as a part of a name, in singular or plural.
    static func uses(in file: SourceFile) -> [String] {
        file.lines.enumerated().flatMap { index, line in
            parts(of: line).filter {
                words.contains($0) || ($0.hasSuffix("s") && words.contains(String($0.dropLast())))
            }
            .map { "\(file.path):\(index + 1): knows the word \($0)" }
        }
    }

    /// `regionGate, AWSListing` -> region, gate, aws, listing
    static func parts(of line: Substring) -> [String] {
        var parts: [String] = []
        var part = ""
        let letters = Array(line)
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : " "
            let startsPart = letter.isUppercase && (part.last?.isLowercase == true || next.isLowercase)
            if startsPart || !letter.isLetter {
                if !part.isEmpty { parts.append(part.lowercased()) }
                part = ""
            }
            if letter.isLetter { part.append(letter) }
        }
        return part.isEmpty ? parts : parts + [part.lowercased()]
    }
}
