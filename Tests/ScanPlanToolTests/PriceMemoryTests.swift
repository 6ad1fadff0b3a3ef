import Foundation
import Testing

/// A price list file is read in memory that does not grow with it.
@Suite struct PriceMemoryTests {
    /// Megabytes of the file; SCANPLAN_OFFER_MB asks for another size, such as 320.
    private static let megabytes = ProcessInfo.processInfo.environment["SCANPLAN_OFFER_MB"].flatMap { Int($0) } ?? 60

    @Test(.enabled(if: (try? SchemaTests.python(["-V"]))?.status == 0, "python3 makes the file"))
    func peakIsFarBelowTheFile() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-offer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "index.json")
        let script = ToolProcess.package.appending(path: "scripts/offer-file").path
        let made = try SchemaTests.python([script, "\(Self.megabytes)", file.path])
        #expect(made.status == 0, "\(made.diagnostics)")
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
        #expect(size >= Self.megabytes * 1_000_000)
        let book = folder.appending(path: "prices.csv")
        let peak = try Self.peak(["prices", "update", "--from", file.path, "-o", book.path])
        let prices = String(decoding: try Data(contentsOf: book), as: UTF8.self).split(separator: "\n").count - 2
        #expect(prices > Self.megabytes * 15)
        #expect(peak < 100_000_000, "\(peak) bytes for \(size) bytes")
        // The file of this size alone would not fit.
        if Self.megabytes == 60 { #expect(peak < size, "\(peak) bytes for \(size) bytes") }
        print("price list of \(size) bytes: \(prices) prices, peak \(peak) bytes")
    }

    /// Runs the tool and gives the most bytes that were resident.
    ///
    /// Linux counts to a process what its parent had when it was started, so that a small one starts it.
    private static func peak(_ arguments: [String]) throws -> Int {
        let script = """
            import resource, subprocess, sys
            done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
            print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
            sys.exit(done.returncode)
            """
        let result = try SchemaTests.python(["-c", script, ToolProcess.binary.path] + arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        let peak = try #require(Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines)))
        #if os(Linux)
            return peak * 1024
        #else
            return peak
        #endif
    }
}
