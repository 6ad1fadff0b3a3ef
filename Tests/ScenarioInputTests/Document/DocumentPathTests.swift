import Testing

@testable import ScenarioInput

@Suite("Paths, secrets and excerpts")
struct DocumentPathTests {
    @Test("Paths are written as people write them")
    func text() {
        let list = DocumentPath.index(0, of: .key("deployments", of: .root))
        #expect(DocumentPath.root.text == "")
        #expect(
            DocumentPath.key("Concurrency", of: .key("parameters", of: list)).text
                == "deployments[0].parameters.Concurrency")
        #expect(DocumentPath.key("us-east-1", of: .key("regions", of: .root)).text == "regions.us-east-1")
        #expect(DocumentPath.key("*", of: .key("ec2:a.b", of: .root)).text == #"["ec2:a.b"]["*"]"#)
        #expect(DocumentPath.index(1, of: .root).text == "[1]")
        #expect(DocumentPath.key("abc", of: .key("QToken", of: .root)).text == "QToken.…")
    }

    @Test(
        "Keys that look secret",
        arguments: ["QToken", "token", "API_KEY", "client-secret", "Password", "awsSecretAccessKey", "credentials"])
    func secret(key: String) {
        #expect(SecretKeys.looksSecret(key))
        #expect(DocumentPath.index(0, of: .key("x", of: .key(key, of: .root))).isSecret)
    }

    @Test("Keys that do not", arguments: ["TagKey", "name", "AdditionalTagKey", "apiRates", "items"])
    func notSecret(key: String) { #expect(!SecretKeys.looksSecret(key)) }

    @Test("Excerpts are short and printable")
    func excerpt() {
        #expect(Excerpt.of("a\u{1B}[31mb\nc\u{2028}") == "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}")
        #expect(Excerpt.of(String(repeating: "x", count: 61)) == String(repeating: "x", count: 60) + "…")
    }
}
