import Reporting
import Testing

@Suite("Profiles as text")
struct ProfileTextTests {
    private func shown(_ style: TextStyle = TextStyle()) throws -> [String] {
        ProfileText.show(try TinyProfile.profile(), style: style)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("are listed one a line")
    func list() throws {
        #expect(
            ProfileText.list([try TinyProfile.profile()], style: TextStyle())
                == "  profile  title\n  tiny@1   A tiny scanner\n")
    }

    @Test("show values, ranges and sources of every entry")
    func show() throws {
        let lines = try shown()
        #expect(lines[0] == "tiny@1: A tiny scanner")
        for line in [
            "Covers what the tests need.", "  Concurrency = integer 1 to 5, in groups, default 2, optional",
            "  regionReading = literal", "  scannedVolumes = root; all where Deep is Enabled",
            "  Secret = secretReference, required",
            "Parameters of each target account's stack", "  Owner = account, required",
            "  scanner.boot = 30s (range 20s to 60s)",
            "      assumed, 2024-06: nobody", "  CreateSnapshot = 5/s, burst 100, one per volume",
            "  pendingSnapshots = 100", "  gp3Storage = unlimited unless stated",
            "  onDemandVcpu = a new account has 5 (vCPU)", "  snapshot: Take a snapshot.",
            "      per GiB 1s (range 0s to 2s), assumed", "      takes pendingSnapshots",
            "      starts billing of snapshot",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(!lines.contains { $0.contains("releases") }, "a stage that releases nothing says nothing of it")
    }

    @Test("use escape codes for colours only", arguments: [60, 100])
    func colours(width: Int) throws {
        let plain = try shown(TextStyle(width: width))
        #expect(!plain.contains { $0.contains("\u{1B}") })
        #expect(plain.allSatisfy { $0.count <= width })
        let coloured = try shown(TextStyle(width: width, colours: true))
        #expect(coloured[0] == "\u{1B}[1mtiny@1: A tiny scanner\u{1B}[0m")
        #expect(coloured.map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") } == plain)
    }
}
