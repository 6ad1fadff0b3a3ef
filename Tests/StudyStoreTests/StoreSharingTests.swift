import Foundation
import Testing

@testable import StudyStore

/// Several connections and processes, and what is left when one of them is killed.
@Suite struct StoreSharingTests {
    @Test func twoConnectionsSeeWhatWasCommitted() throws {
        let workshop = try Workshop()
        let writer = try StudyStore(path: workshop.path(), mode: .create)
        let reader = try StudyStore(path: workshop.path(), mode: .read)
        try writer.use(study())
        #expect(try reader.study(at: key(1)) == study())
        var seen = 0
        try writer.keep([point(1), point(2)], of: key(1))
        // A reading under way stays as it was at its beginning.
        try reader.forEachPoint(of: key(1)) { (_: StoredPoint) throws(StoreError) in
            seen += 1
            try writer.keep([point(10 + seen)], of: key(1))
        }
        #expect(seen == 2)
        #expect(try reader.numbers(of: key(1)) == [1, 2, 11, 12])
    }

    /// The file alone is what a loss of power leaves at the least: what is in the log may not have reached the disk.
    @Test func whatPersistsNeedsNoLog() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        try store.persist()
        func left() throws -> [Int] {
            try workshop.write(try workshop.bytes(), to: "left.db")
            return try StudyStore(path: workshop.path("left.db"), mode: .read).numbers(of: key(1))
        }
        for number in 1...3 {
            try store.keep([point(number)], of: key(1))
            #expect(try left() == Array(1..<number))
            try store.persist()
            #expect(try left() == Array(1...number))
        }
    }

    @Test func manyWritersShareOneFile() async throws {
        let workshop = try Workshop()
        let path = workshop.path()
        // All of them find no file at first.
        let gained = try await withThrowingTaskGroup(of: [Int].self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try StudyStore(path: path, mode: .create)
                    try store.use(study())
                    var gained: [Int] = []
                    for first in stride(from: 0, to: 100, by: 5) {
                        let mine = try store.claim(
                            Array(first..<(first + 5)), of: key(1), owner: "\(writer)", now: 0, until: 100)
                        gained += mine
                        try store.keep(mine.map { point($0) }, of: key(1))
                        // What others keep as well is the same.
                        try store.keep([point(first)], of: key(1))
                    }
                    return gained
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(gained.sorted() == Array(0..<100))
        let store = try StudyStore(path: path, mode: .read)
        #expect(try store.points(of: key(1)) == (0..<100).map { point($0) })
        #expect(try store.check() == [])
    }

    @Test func anotherProcessIsWaitedForAndNotForEver() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys, time
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute('BEGIN IMMEDIATE')
            c.execute("INSERT INTO claim SELECT address, 5, 'other', 9 FROM study")
            print('locked', flush=True)
            time.sleep(1)
            c.execute('COMMIT')
            """, workshop.path(),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        #expect(try pipe.fileHandleForReading.read(upToCount: 6) == Data("locked".utf8))
        let hasty = try StudyStore(path: workshop.path(), mode: .write, wait: 10)
        #expect(storeError { () throws(StoreError) in try hasty.keep([point(1)], of: key(1)) } == .busy)
        // Reading does not wait.
        #expect(try hasty.numbers(of: key(1)) == [])
        try store.keep([point(1)], of: key(1))
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try store.claim([5, 6], of: key(1), owner: "a", now: 1, until: 5) == [6])
        #expect(try hasty.points(of: key(1)) == [point(1)])
    }

    /// A copy of the file and its log is what is there after a sudden end.
    @Test func whatWasCommittedIsThereAfterASuddenEnd() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        for number in 0..<20 {
            try store.keep([point(number, bytes: 3000)], of: key(1))
            try store.connection.run("BEGIN IMMEDIATE")
            try store.connection.run("DELETE FROM study_point")
            try workshop.write(try workshop.bytes(), to: "copy.db")
            try workshop.write(try workshop.bytes("store.db-wal"), to: "copy.db-wal")
            try store.connection.run("ROLLBACK")
            let copy = try StudyStore(path: workshop.path("copy.db"), mode: number.isMultiple(of: 2) ? .write : .read)
            #expect(try copy.points(of: key(1)) == (0...number).map { point($0, bytes: 3000) })
            #expect(try copy.check() == [])
        }
    }

    /// A log that is cut anywhere gives the points of some commits, from the first on.
    @Test func aLogThatIsCutGivesABeginning() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        for number in 0..<10 { try store.keep([point(number, bytes: 1000)], of: key(1)) }
        let (file, log) = (try workshop.bytes(), try workshop.bytes("store.db-wal"))
        var counts: Set<Int> = []
        for length in stride(from: log.count, through: 0, by: -1789) {
            try workshop.write(file, to: "copy.db")
            try workshop.write(Array(log.prefix(length)), to: "copy.db-wal")
            let copy = try StudyStore(path: workshop.path("copy.db"), mode: .write)
            let points = try copy.points(of: key(1))
            #expect(points == points.indices.map { point($0, bytes: 1000) })
            #expect(try copy.check() == [])
            counts.insert(points.count)
        }
        #expect(counts == Set(0...10))
    }

    /// The first page is written with the tables: a file with the page alone names no application and stays refused. SQLite
    /// counts commits at byte 24 (https://sqlite.org/fileformat.html#file_change_counter): one for all of it, one for the log.
    @Test func aStoreIsMadeInOneCommit() throws {
        let workshop = try Workshop()
        _ = try StudyStore(path: workshop.path(), mode: .create)
        #expect(try workshop.bytes()[24..<28] == [0, 0, 0, 2])
    }

    /// Who is killed within the commit that makes the store leaves pages, and a journal that says that there were none.
    @Test func aStoreWhoseMakerWasKilledIsMadeAnew() throws {
        let workshop = try Workshop()
        _ = try StudyStore(path: workshop.path(), mode: .create)
        var pages = try workshop.bytes()
        // Without a log yet.
        (pages[18], pages[19]) = (1, 1)
        // https://sqlite.org/fileformat.html#the_rollback_journal: no records, and no pages before.
        let head: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        let numbers: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 16, 0]
        let journal = head + numbers + [UInt8](repeating: 0, count: 512 - 28)
        try workshop.write(pages, to: "left.db")
        try workshop.write(journal, to: "left.db-journal")
        let refusal = storeError { () throws(StoreError) in
            _ = try StudyStore(path: workshop.path("left.db"), mode: .read)
        }
        #expect(refusal == .unfinished)
        #expect(try workshop.bytes("left.db") == pages)
        let store = try StudyStore(path: workshop.path("left.db"), mode: .create)
        try store.use(study())
        try store.keep([point(1)], of: key(1))
        #expect(try store.points(of: key(1)) == [point(1)])
        #expect(try store.check() == [])
    }

    @Test func aWriterThatIsKilledLeavesWholeCommits() throws {
        let workshop = try Workshop()
        do {
            let store = try StudyStore(path: workshop.path(), mode: .create)
            try store.use(study())
            try store.keep([point(1)], of: key(1))
        }
        // It writes rows of no study forever; half of each transaction would break what the second table refers to.
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            for i in range(10**9):
                c.execute('BEGIN IMMEDIATE')
                c.execute("INSERT INTO claim SELECT address, ?, 'other', 9 FROM study", (2 * i,))
                c.execute("INSERT INTO claim SELECT address, ?, 'other', 9 FROM study", (2 * i + 1,))
                c.execute('COMMIT')
                if i == 50: print('going', flush=True)
            """, workshop.path(),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        #expect(try pipe.fileHandleForReading.read(upToCount: 5) == Data("going".utf8))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let store = try StudyStore(path: workshop.path(), mode: .write)
        let claims = try store.connection.integer("SELECT count(*) FROM claim") ?? 0
        #expect(claims >= 102 && claims.isMultiple(of: 2))
        #expect(try store.points(of: key(1)) == [point(1)])
        #expect(try store.check() == [])
    }
}
