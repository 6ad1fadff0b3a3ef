import Testing

@testable import ScenarioInput

@Suite("Address blocks")
struct CIDRBlockTests {
    @Test("Parsing", arguments: ["10.82.64.0/22", "0.0.0.0/0", "255.255.255.255/32", "192.168.0.0/16"])
    func parse(text: String) { #expect(CIDRBlock.parse(text)?.block.description == text) }

    @Test(
        "What is no block",
        arguments: [
            "", "10.0.0.0", "10.0.0/8", "10.0.0.0.0/8", "10.0.0.0/33", "10.0.0.256/8", "10.0.0.01/8", "10.0.0.0/08",
            "10.0.0.0/", "/8", "10.0.0.-1/8", "10.0.0.0/8/8", "a.b.c.d/8", "10.0.0.1000/8", " 10.0.0.0/8",
        ])
    func refuse(text: String) { #expect(CIDRBlock.parse(text) == nil) }

    @Test("Bits behind the prefix are cleared")
    func hostBits() {
        #expect(CIDRBlock.parse("10.82.65.7/22")?.block.description == "10.82.64.0/22")
        #expect(CIDRBlock.parse("10.82.65.7/0")?.block.description == "0.0.0.0/0")
    }

    @Test("Containment")
    func contains() throws {
        let network = try #require(CIDRBlock.parse("10.82.64.0/22")?.block)
        for (text, isInside) in [
            ("10.82.64.0/22", true), ("10.82.67.0/24", true), ("10.82.68.0/24", false), ("10.82.64.0/21", false),
        ] {
            #expect(CIDRBlock.parse(text).map { network.contains($0.block) } == isInside)
        }
    }
}
