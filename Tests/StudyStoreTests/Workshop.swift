import Foundation
import ScanModel
import TestSupport
import Testing

@testable import StudyStore

/// A folder for one test, gone with it.
final class Workshop {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "scanplan-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String = "store.db") -> String { folder.appending(path: name).path(percentEncoded: false) }

    func bytes(_ name: String = "store.db") throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

    func write(_ bytes: [UInt8], to name: String) throws { try Data(bytes).write(to: URL(filePath: path(name))) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Other programs, which know nothing of this one. Answers what they printed.
    @discardableResult func run(_ program: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text
    }

    /// Statements of SQL in a connection that is not ours.
    @discardableResult func sql(_ statements: String, in name: String = "store.db") throws -> String {
        let code = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            for statement in sys.argv[2].split(';;'):
                for row in c.execute(statement): print(*row, sep='|')
            c.close()
            """
        return try run("python3", "-c", code, path(name), statements)
    }
}

func key(_ number: Int) -> StoreKey { StoreKey(ContentDigest(of: Array("\(number)".utf8))) }

func study(_ number: Int = 1, points: Int = 100, version: String = "1.0", used: Int = 1000) -> StoredStudy {
    StoredStudy(
        address: key(number), command: "sweep", scenario: "Näme \(number)", version: version, trials: 30,
        points: points, settings: #"{"grid": [1, 2]}"#, used: used)
}

func point(_ number: Int, bytes: Int = 50, baseline: StoreKey? = nil) -> StoredPoint {
    var dice = Dice(seed: UInt64(number))
    return StoredPoint(
        number: number, address: key(1_000_000 + number), baseline: baseline,
        payload: (0..<bytes).map { _ in UInt8(dice.roll(0...255)) })
}

func batch(_ plan: Int, _ first: Int, _ count: Int, bytes: Int = 20) -> TrialBatch {
    TrialBatch(
        plan: key(2_000_000 + plan), first: first, count: count,
        payload: (0..<bytes).map { UInt8(truncatingIfNeeded: $0 * 7 &+ first) })
}

/// What a call throws of a kind.
func error<Failure: Error>(_ kind: Failure.Type, _ body: () throws(Failure) -> Void) -> Failure? {
    do throws(Failure) {
        try body()
        return nil
    } catch { return error }
}

func storeError(_ body: () throws(StoreError) -> Void) -> StoreError? { error(StoreError.self, body) }
