import Testing

@testable import Reporting

@Suite("Version of the program and its data")
struct VersionOverviewTests {
    private var overview: VersionOverview {
        VersionOverview(
            version: "1.2.3", commit: BuildCommit(id: "0123abcd", day: "2026-11-30"), allocator: "jemalloc",
            profiles: [DatedData(name: "acme@2.0", dates: ["2024-05", "", "2023", "undated", "2024-04-30"])],
            prices: [DatedData(name: "aws", dates: ["2026-11-01"])], quotas: [DatedData(name: "aws", dates: [""])])
    }

    @Test("counts all values and takes the oldest and newest of those with a date")
    func dates() {
        let data = overview.profiles[0]
        #expect(data.count == 5 && data.oldest == "2023" && data.newest == "2024-05")
        #expect(overview.quotas[0].oldest == nil && overview.quotas[0].count == 1)
    }

    @Test("is told to people, the version alone on the first line")
    func text() {
        #expect(
            VersionText.document(overview) == """
                scanplan 1.2.3

                  commit     0123abcd of 2026-11-30
                  allocator  jemalloc

                  data               values  oldest source  newest source
                  profile  acme@2.0       5  2023           2024-05
                  prices   aws            1  2026-11-01     2026-11-01
                  quotas   aws            1  -              -

                """)
        var other = overview
        other.commit = nil
        #expect(VersionText.document(other).contains("  commit     not told by this build\n"))
    }

    @Test("is told to programs")
    func json() {
        let line = VersionJSON.document(overview).line
        #expect(line.hasPrefix(#"{"schema":"scanplan.version/1","version":"1.2.3","commit":{"id":"0123abcd","day":"#))
        #expect(
            line.contains(
                #""profiles":[{"profile":"acme@2.0","values":5,"oldestSource":"2023","newestSource":"2024-05"}]"#))
        #expect(line.contains(#""quotas":[{"cloud":"aws","values":1,"oldestSource":null,"newestSource":null}]"#))
        var other = overview
        other.commit = nil
        #expect(VersionJSON.document(other).line.contains(#""commit":null,"#))
    }
}
