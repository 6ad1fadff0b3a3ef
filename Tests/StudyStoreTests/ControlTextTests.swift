import Testing

@testable import StudyStore

/// Texts of strangers that a terminal would obey are refused, however they are written.
@Suite struct ControlTextTests {
    @Test(arguments: ["\u{1B}[2J", "a\u{7}", "\u{7F}", "x\u{9B}31m", "\u{0}", "\u{85}"]) func controlsAreFound(
        text: String
    ) {
        #expect(ControlText.isIn(text))
        let escaped = text.unicodeScalars.map { scalar in
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        for json in [escaped.joined(), escaped.joined().uppercased().replacing("\\U", with: "\\u"), text] {
            #expect(ControlText.isIn(json: Array("{\"a\": \"\(json)\"}".utf8)), "\(json)")
        }
    }

    @Test(arguments: ["plain", "é ü 漢 \u{202E}", "a\tb\nc", "\\u001b is text", "C:\\bin\\fish", "\u{A0}\u{C2}"])
    func othersAreNot(text: String) {
        #expect(!ControlText.isIn(text))
        let json = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
        #expect(!ControlText.isIn(json: Array("[\"\(json)\"]".utf8)), "\(json)")
    }

    @Test func cutOffEscapesAreNoMatter() {
        for text in ["\\", "\\u", "\\u00", "\\u001", "\u{C2}"] { #expect(!ControlText.isIn(json: Array(text.utf8))) }
    }

    @Test func recordsAndStudiesAreRefused() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        var study = study()
        study.scenario = "fits\u{1B}[1A"
        try store.use(study)
        let damage = StoreError.damaged(what: "a text of the study \(study.address) holds a control character")
        #expect(storeError { () throws(StoreError) in _ = try store.list() } == damage)
        #expect(storeError { () throws(StoreError) in _ = try store.study(at: study.address) } == damage)
        let shard = workshop.path("a.shard")
        let writer = try ShardWriter(path: shard, header: Array(#"{"sweep":{"scenario":"\u001b[1A"}}"#.utf8))
        try writer.finish()
        #expect(throws: ShardError.foreign(reason: "its header holds a control character")) {
            _ = try SweepShard(path: shard)
        }
        for kind in ["header", "point", "trials"] {
            let reason = "a record of kind \(kind) holds a control character"
            let bytes = Array(#"{"scenario":"\u001b[1A"}"#.utf8)
            #expect(throws: MisreadRecord(reason: reason)) {
                switch kind {
                case "header": _ = try RecordCoding.header(bytes)
                case "point": _ = try RecordCoding.point(bytes)
                default: _ = try RecordCoding.outcomes(bytes)
                }
            }
        }
    }
}
