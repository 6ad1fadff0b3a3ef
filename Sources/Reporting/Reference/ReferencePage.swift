/// One file of generated documentation.
public struct ReferencePage: Hashable, Sendable {
    /// Below the folder of the documentation, with `/` between its parts.
    public var path: String
    public var text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// The page that leads to the others.
    ///
    /// - Parameter command: what writes the pages anew.
    public static func index(of pages: [(page: ReferencePage, about: String)], command: String) -> ReferencePage {
        var text = "# Reference\n\n"
        text +=
            "These pages are written by the program itself, from what it runs on: \(ReferenceMarkup.code(command)). "
        text += "A test compares them with what the program says.\n\n"
        for (page, about) in pages {
            text += "- [\(page.path)](\(page.path)): \(ReferenceMarkup.prose(about))\n"
        }
        return ReferencePage(path: "README.md", text: text)
    }
}
