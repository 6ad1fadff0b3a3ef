/// A piece of a page. Whatever text goes in comes out as text: only names of elements and attributes, which are written in
/// the code, are taken as they are.
///
/// The result is XML as well as HTML, so that a strict reader can check it.
struct Markup: Sendable, ExpressibleByStringInterpolation {
    /// The source, ready to be put into a document.
    private(set) var source: String

    static let nothing = Markup(trusted: "")

    private init(trusted source: String) { self.source = source }

    /// A literal is text, whatever is interpolated into it.
    init(stringLiteral text: String) { self = .text(text) }

    /// A sentence.
    static func text(_ raw: String) -> Markup { Markup(trusted: escaped(SafeText.sentence(raw))) }

    /// A name from outside, isolated so that its direction of writing does not turn what is around it.
    static func name(_ raw: String) -> Markup {
        Markup(trusted: "<bdi>" + escaped(SafeText.name(raw)) + "</bdi>")
    }

    /// An element. Attributes without a value are left out.
    static func tag(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ content: Markup...
    ) -> Markup {
        tag(name, attributes, parts: content)
    }

    static func tag(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], parts content: [Markup]
    ) -> Markup {
        var source = "<\(name)"
        for (key, value) in attributes {
            guard let value else { continue }
            source += " \(key)=\"" + escaped(SafeText.visible(value, most: attributeLength)) + "\""
        }
        if content.isEmpty, isVoid("\(name)") { return Markup(trusted: source + " />") }
        source += ">"
        for part in content { source += part.source }
        return Markup(trusted: source + "</\(name)>")
    }

    /// Several pieces in a row.
    static func all(_ parts: [Markup]) -> Markup {
        var source = ""
        for part in parts { source += part.source }
        return Markup(trusted: source)
    }

    static func + (left: Markup, right: Markup) -> Markup { Markup(trusted: left.source + right.source) }

    /// An element whose content is written in the code and contains no markup: a style sheet or a program.
    static func raw(_ name: StaticString, _ content: StaticString) -> Markup {
        Markup(trusted: "<\(name)>\(content)</\(name)>")
    }

    /// Data for the page's program. Nothing in it can end the element or begin another.
    static func data(id: String, _ value: JSONValue) -> Markup {
        var json = ""
        for scalar in value.line.unicodeScalars {
            switch scalar {
            case "<": json += "\\u003c"
            case ">": json += "\\u003e"
            case "&": json += "\\u0026"
            case "\u{2028}": json += "\\u2028"
            case "\u{2029}": json += "\\u2029"
            default: json.unicodeScalars.append(scalar)
            }
        }
        return Markup(trusted: "<script type=\"application/json\" id=\"\(escaped(id))\">\(json)</script>")
    }

    /// Paths of thousands of points are longer than any text.
    private static let attributeLength = 4_000_000

    /// Elements of HTML that have no end tag, and those of SVG that hold nothing here.
    private static func isVoid(_ name: String) -> Bool {
        ["meta", "input", "br", "path", "rect", "line", "circle"].contains(name)
    }

    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Markup {
    /// A part that the material lacks, with the reason.
    static func leftOut(_ reason: String) -> Markup { tag("p", ["class": "left-out"], "Left out: \(reason)") }

    static func note(_ text: String) -> Markup { tag("p", ["class": "note"], .text(text)) }
}

/// A table with a caption. The first cell of each row is its header.
struct PageTable {
    struct Column {
        var title: String
        var isNumber: Bool

        static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    var caption: String
    var columns: [Column]
    var rows: [[Markup]] = []
    /// Whether it is likely to be longer than a screen, so that it scrolls by itself.
    var isTall = false

    init(_ caption: String, _ columns: [Column], isTall: Bool = false) {
        (self.caption, self.columns, self.isTall) = (caption, columns, isTall)
    }

    mutating func add(_ cells: [Markup]) {
        precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
        rows.append(cells)
    }

    var markup: Markup {
        let head = columns.map { column -> Markup in
            .tag("th", ["scope": "col", "class": column.isNumber ? "num" : nil], .text(column.title))
        }
        let body = rows.map { row -> Markup in
            .tag(
                "tr", [:],
                parts: zip(columns, row).enumerated().map { index, cell -> Markup in
                    let kind = cell.0.isNumber ? "num" : nil
                    return index == 0
                        ? .tag("th", ["scope": "row", "class": kind], cell.1) : .tag("td", ["class": kind], cell.1)
                })
        }
        let table = Markup.tag(
            "table", [:], .tag("caption", [:], .text(caption)), .tag("thead", [:], .tag("tr", [:], parts: head)),
            .tag("tbody", [:], parts: body))
        return .tag(
            "div",
            ["class": isTall ? "scroll tall" : "scroll", "tabindex": "0", "role": "group", "aria-label": caption], table
        )
    }

    /// The table behind a chart.
    var folded: Markup {
        .tag("details", [:], .tag("summary", [:], "As a table"), markup)
    }
}
