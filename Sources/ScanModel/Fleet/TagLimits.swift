extension Tag {
    /// Most characters of a key in AWS.
    public static let keyLengthMax = 128
    /// Most characters of a value in AWS.
    public static let valueLengthMax = 256

    /// What is wrong with the length of a key, and what would be right; nil if AWS allows it.
    public static func fault(inKey key: String) -> (problem: String, expected: String)? {
        fault(key, "the key of a tag", most: keyLengthMax)
    }

    /// What is wrong with the length of a value, and what would be right; nil if AWS allows it.
    public static func fault(inValue value: String) -> (problem: String, expected: String)? {
        fault(value, "the value of a tag", most: valueLengthMax)
    }

    private static func fault(_ text: String, _ name: String, most: Int) -> (problem: String, expected: String)? {
        // No text has more characters than bytes, and most are short.
        guard text.utf8.count > most else { return nil }
        let count = text.unicodeScalars.count
        guard count > most else { return nil }
        let source = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"
        return ("\(name) has \(count) characters", "at most \(most), the limit of AWS (\(source))")
    }
}
