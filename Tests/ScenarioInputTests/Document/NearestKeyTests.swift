import Testing

@testable import ScenarioInput

@Suite("The nearest key")
struct NearestKeyTests {
    private let keys = ["Concurrency", "SingleRegionConcurrency", "IntervalHours", "Regions", "TagKey", "TagValue"]

    @Test(
        "One or two edits, or the case of letters",
        arguments: [
            ("Concurency", "Concurrency"), ("Concurrencies", nil), ("CONCURRENCY", "Concurrency"),
            ("Regoins", "Regions"), ("region", "Regions"), ("tagkey", "TagKey"), ("TagKye", "TagKey"), ("xyz", nil),
            ("TagVal", "TagValue"), ("Tag", nil), ("", nil),
        ])
    func nearest(word: String, key: String?) { #expect(NearestKey.find(word, among: keys) == key) }

    @Test("Short words do not match everything")
    func shortWords() {
        #expect(NearestKey.find("ab", among: ["xy", "cd"]) == nil)
        #expect(NearestKey.find("ab", among: ["ax"]) == "ax")
        #expect(NearestKey.find("a", among: ["b"]) == nil)
        #expect(NearestKey.find("some", among: ["none"]) == nil)
        #expect(NearestKey.find("somes", among: ["nones"]) == "nones")
    }

    @Test("Among equally near words the first in the alphabet wins, whatever the order")
    func ties() {
        #expect(NearestKey.find("spot", among: ["spt", "spos"]) == "spos")
        #expect(NearestKey.find("spot", among: ["spos", "spt"]) == "spos")
    }

    @Test("Very long words have no neighbours")
    func longWords() {
        let long = String(repeating: "a", count: 65)
        #expect(NearestKey.find(long, among: [long]) == nil)
    }
}
