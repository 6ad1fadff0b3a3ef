import ApplianceScanning
import Testing

@Suite("Address block")
struct AddressBlockTests {
    @Test(
        "the notation is read and written back",
        arguments: ["0.0.0.0/0", "10.1.0.0/16", "10.1.2.3/32", "192.168.4.0/22"])
    func roundTrip(text: String) throws {
        #expect(try #require(AddressBlock(text)).description == text)
    }

    @Test("first and last address")
    func ends() throws {
        let block = try #require(AddressBlock("10.1.4.0/22"))
        #expect(block.first == 10 << 24 | 1 << 16 | 4 << 8)
        #expect(block.last - block.first == 1023)
        #expect(try #require(AddressBlock("0.0.0.0/0")).last == .max)
    }

    @Test(
        "what is no block is refused",
        arguments: [
            "", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "10.0.0.256/32", "10.0.0.1/24", "10.0.0.0/-1", "+1.0.0.0/8",
            "10.0.0.0/8/8", "10.0.0.0.0/8", "a.b.c.d/8", "10.0.0.0/", "10..0.0/8",
        ])
    func refused(text: String) {
        #expect(AddressBlock(text) == nil)
    }

    @Test(
        "blocks overlap when one holds the other",
        arguments: [
            ("10.0.0.0/8", "10.1.0.0/16", true), ("10.1.0.0/16", "10.0.0.0/8", true),
            ("10.0.0.0/9", "10.128.0.0/9", false), ("10.0.0.0/24", "10.0.1.0/24", false),
            ("0.0.0.0/0", "255.255.255.255/32", true),
        ])
    func overlap(one: String, other: String, expected: Bool) throws {
        #expect(try #require(AddressBlock(one)).overlaps(#require(AddressBlock(other))) == expected)
    }
}
