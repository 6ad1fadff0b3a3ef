import Testing

@Suite("Cloud words")
struct CloudWordsTests {
    @Test("the simulation kernel and the statistics serve any domain", arguments: ["EventSimulation", "Statistics"])
    func domainFree(room: String) throws {
        let files = try Repository.swiftFiles(below: ["Sources/\(room)"])
        #expect(files.count > 2)
        #expect(files.flatMap(CloudWords.uses) == [])
    }

    @Test("the store serves any domain")
    func store() throws {
        let files = try Repository.swiftFiles(below: ["Sources/StudyStore"])
        #expect(files.count > 2)
        #expect(files.flatMap(CloudWords.uses) == [])
    }

    @Test("the scheduling of machines serves any domain")
    func machines() throws {
        let files = try Repository.swiftFiles(below: ["Sources/MachineScheduling"])
        #expect(files.count > 2)
        #expect(files.flatMap(CloudWords.uses) == [])
    }

    @Test(
        "a word is found alone, in the plural, in capitals and in a name",
        arguments: ["region", "// Regions", "let maxSnapshots = 1", "AWSListing", "scanner_slot", "\"volume\""])
    func found(text: String) {
        let file = SourceFile(path: "a", text: "\n" + text)
        #expect(CloudWords.uses(in: file).count == 1)
        #expect(CloudWords.uses(in: file).first?.hasPrefix("a:2: knows the word ") == true)
    }

    @Test("parts of other words are left alone", arguments: ["laws", "regional", "flaws", "volumetric", "drawSample"])
    func notFound(text: String) {
        #expect(CloudWords.uses(in: SourceFile(path: "a", text: text)) == [])
    }

    @Test("names fall apart where a reader would part them")
    func parts() {
        #expect(CloudWords.parts(of: "regionGate, AWSListing2 x") == ["region", "gate", "aws", "listing", "x"])
    }
}
