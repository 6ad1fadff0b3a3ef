import Foundation
import ScanModel

@testable import FleetInventory

/// Reads files with the Python packages that `./test` installs.
enum PythonReader {
    static let isThere = (try? run(["-c", "import duckdb, pyarrow.parquet"]))?.status == 0
    static let isWanted = ProcessInfo.processInfo.environment["CI"] == "true"
    static let hasPython = (try? run(["-c", ""]))?.status == 0

    /// A script beside the tests.
    static func script(_ path: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: path).path
    }

    /// What the script finds in a file of a fleet.
    static func read<Found: Decodable>(
        _ fleet: Fleet, _ table: FleetParquet.Table, groupRows: Int = 1 << 18, _ what: String, _ more: String...
    ) throws -> Found {
        let folder = try TestFolder()
        let file = "\(folder.path)/fleet.parquet"
        var bytes: [UInt8] = []
        FleetParquet.write(fleet, table, createdBy: "scanplan version 0.1.0", groupRows: groupRows) { bytes += $0 }
        try Data(bytes).write(to: URL(filePath: file))
        let result = try run([script("Parquet/read.py"), what, file] + more)
        guard result.status == 0 else { throw Failure(text: result.diagnostics) }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Found.self, from: result.output)
    }

    struct Failure: Error { var text: String }

    static func run(_ arguments: [String]) throws -> (status: Int32, output: Data, diagnostics: String) {
        let folder = try TestFolder()
        let files = ["out", "err"].map { URL(filePath: "\(folder.path)/\($0)") }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try Data(contentsOf: files[0]),
            String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        )
    }
}
