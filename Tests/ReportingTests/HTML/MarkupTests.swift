import Testing

@testable import Reporting

@Suite("Pieces of a page")
struct MarkupTests {
    @Test func everythingButTheCodeIsText() {
        let piece = Markup.tag("p", ["title": "\"><b", "class": nil], .text("<i>&'"), .name("</p>"), "a \("<u>") b")
        #expect(
            piece.source
                == "<p title=\"&quot;&gt;&lt;b\">&lt;i&gt;&amp;&#39;<bdi>&lt;/p&gt;</bdi>a &lt;u&gt; b</p>")
    }

    @Test func emptyElementsAreClosedAsTheirKindIs() {
        #expect(Markup.tag("td").source == "<td></td>")
        #expect(Markup.tag("path", ["d": "M0 0"]).source == "<path d=\"M0 0\" />")
    }

    @Test func dataCannotEndTheirElement() {
        for raw in PageMaterial.hostile {
            let source = Markup.data(id: "x", .array([.text(raw)])).source
            let inside = source.dropFirst("<script type=\"application/json\" id=\"x\">".count).dropLast(
                "</script>".count)
            #expect(!inside.contains("<") && !inside.contains("&") && !inside.contains(">"))
        }
    }

    /// The test vectors of RFC 4648, section 10.
    @Test func base64() {
        let vectors = [
            "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=",
            "foobar": "Zm9vYmFy",
        ]
        for (plain, text) in vectors { #expect(Base64.text(Array(plain.utf8)) == text) }
        #expect(Base64.text([0xFB, 0xFF, 0xBF]) == "+/+/")
    }

    @Test func tablesHaveCaptionsAndHeaders() {
        var table = PageTable("What", [.text("a"), .number("b")])
        table.add(["x", "1"])
        let source = table.markup.source
        #expect(source.contains("<caption>What</caption>"))
        #expect(source.contains("<th scope=\"col\">a</th><th scope=\"col\" class=\"num\">b</th>"))
        #expect(source.contains("<th scope=\"row\">x</th><td class=\"num\">1</td>"))
    }
}
