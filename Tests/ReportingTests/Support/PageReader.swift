import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page as a strict reader of XML sees it.
final class PageReader: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        /// The view box that it is drawn in, if it is part of a drawing.
        var frame: (width: Double, height: Double)?
        var text = ""
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []
    private var fault: String?

    init(_ page: String) throws {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        let isWhole = parser.parse()
        try #require(isWhole, "line \(parser.lineNumber): \(fault ?? "")")
    }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { fault = "\(parseError)" }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        var element = Element(name: name, attributes: attributes)
        element.frame = open.last.flatMap { elements[$0].frame }
        if let box = attributes["viewBox"]?.split(separator: " ").compactMap({ Double($0) }), box.count == 4 {
            element.frame = (box[2], box[3])
        }
        open.append(elements.count)
        elements.append(element)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        for index in open { elements[index].text += string }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
}
