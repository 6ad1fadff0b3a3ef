import ScanModel
import Testing

@Suite("Names of accounts and subscriptions")
struct AccountNameTests {
    private static let guid = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"

    @Test("Twelve digits and GUIDs are names, and capitals of a GUID mean the same")
    func names() {
        #expect(AccountName.normalized("000000000012".utf8) == "000000000012")
        #expect(AccountName.normalized(Self.guid.utf8) == Self.guid)
        #expect(AccountName.normalized(Self.guid.uppercased().utf8) == Self.guid)
        #expect(AccountName.isNumber("111122223333".utf8) && !AccountName.isNumber(Self.guid.utf8))
        #expect(AccountName.isGUID(Self.guid.utf8) && !AccountName.isGUID("111122223333".utf8))
    }

    @Test("One byte changed, added or taken away makes no other name by chance")
    func mutations() {
        let bytes = Array(Self.guid.utf8)
        let digits = Set("0123456789abcdefABCDEF".utf8)
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[index] = byte
                let fits = bytes[index] == UInt8(ascii: "-") ? byte == UInt8(ascii: "-") : digits.contains(byte)
                #expect((AccountName.normalized(changed) != nil) == fits)
            }
            var shorter = bytes
            shorter.remove(at: index)
            #expect(AccountName.normalized(shorter) == nil)
            var longer = bytes
            longer.insert(UInt8(ascii: "0"), at: index)
            #expect(AccountName.normalized(longer) == nil)
        }
        for text in ["", "11112222333", "1111222233334", "11112222333x", "{\(Self.guid.dropLast(2))}", "１１１１２２２２３３３３"] {
            #expect(AccountName.normalized(text.utf8) == nil)
        }
    }
}
