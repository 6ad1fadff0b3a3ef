import ScanModel
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// Examples of NIST, https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values, and the
    /// long one of RFC 6234, section 8.5.
    @Test(
        "gives the digests of the published examples",
        arguments: [
            ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ])
    func publishedExamples(text: String, count: Int, digest: String) {
        let bytes = [UInt8](repeatElement(text.utf8, count: count).joined())
        #expect(ContentDigest(of: bytes).text == digest)
    }

    @Test("does not depend on how the bytes come", arguments: [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000])
    func pieces(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = ContentDigest(of: bytes)
        for step in [1, 3, 63, 64, 65, 200] {
            var hash = SHA256()
            for start in stride(from: 0, to: length, by: step) { hash.update(bytes[start..<min(length, start + step)]) }
            #expect(ContentDigest(hash) == whole)
            var lazily = SHA256()
            for start in stride(from: 0, to: length, by: step) {
                lazily.update(bytes[start..<min(length, start + step)].lazy.map { $0 })
            }
            #expect(ContentDigest(lazily) == whole)
        }
    }

    @Test("tells two texts from their concatenation")
    func texts() {
        func digest(_ texts: String...) -> ContentDigest {
            var hash = SHA256()
            for text in texts { hash.update(text) }
            return ContentDigest(hash)
        }
        #expect(digest("ab", "c") != digest("a", "bc"))
        #expect(digest("abc") != digest("abc", ""))
    }

    @Test("reads back what it writes, and nothing else")
    func text() throws {
        let digest = ContentDigest(of: "abc".utf8)
        #expect(ContentDigest(text: digest.text) == digest)
        #expect(digest.bytes.count == 32)
        #expect(digest.bytes.first == 0xba && digest.bytes.last == 0xad)
        #expect(ContentDigest(text: digest.text.uppercased()) == nil)
        #expect(ContentDigest(text: digest.text.dropLast()) == nil)
        #expect(ContentDigest(text: "g" + digest.text.dropFirst()) == nil)
        let other = ContentDigest(of: "abd".utf8)
        #expect((digest < other) == (digest.text < other.text))
        #expect(!(digest < digest))
    }
}
