import Foundation
import Testing

@testable import StudyStore

/// What is opened, what is refused, and that what is refused stays as it was.
@Suite struct StoreOpeningTests {
    private static func refusal(
        _ workshop: Workshop, _ mode: StudyStore.Mode, _ name: String = "store.db"
    ) -> StoreError? {
        storeError { () throws(StoreError) in _ = try StudyStore(path: workshop.path(name), mode: mode) }
    }

    /// Opens in every mode and looks at the bytes again.
    private static func expectRefused(
        _ workshop: Workshop, _ name: String = "store.db", as isExpected: (StoreError?) -> Bool
    ) throws {
        let before = try workshop.bytes(name)
        for mode in [StudyStore.Mode.create, .write, .read] {
            let error = refusal(workshop, mode, name)
            #expect(isExpected(error), "\(mode): \(String(describing: error))")
        }
        #expect(try workshop.bytes(name) == before)
    }

    private static func isNoStore(_ error: StoreError?) -> Bool {
        if case .notAStore = error { true } else { false }
    }

    @Test func aStoreIsMadeOnlyIfItMayBe() throws {
        let workshop = try Workshop()
        #expect(Self.refusal(workshop, .read) == .notFound(what: "file \(workshop.path())"))
        #expect(Self.refusal(workshop, .write) == .notFound(what: "file \(workshop.path())"))
        #expect(!workshop.exists("store.db"))
        let inNoFolder = StoreError.notFound(what: "file \(workshop.path("no/store.db"))")
        #expect(Self.refusal(workshop, .create, "no/store.db") == inNoFolder)
        #expect(Self.refusal(workshop, .create) == nil)
        #expect(Self.refusal(workshop, .create) == nil)
        #expect(Self.refusal(workshop, .write) == nil)
        #expect(!workshop.exists("store.db-wal"))
        #expect(Self.refusal(workshop, .read) == nil)
        let facts = try workshop.sql(
            "PRAGMA application_id;;PRAGMA user_version;;PRAGMA journal_mode;;PRAGMA auto_vacuum")
        #expect(facts == "\(0x7363_7073)\n2\nwal\n2\n")
    }

    @Test func aConnectionIsSetUp() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        // 1 is NORMAL: https://sqlite.org/pragma.html#pragma_synchronous.
        #expect(try store.connection.integer("PRAGMA synchronous") == 1)
        #expect(try store.connection.integer("PRAGMA foreign_keys") == 1)
        #expect(try store.connection.integer("PRAGMA trusted_schema") == 0)
        #expect(try store.connection.integer("PRAGMA busy_timeout") == 10_000)
    }

    @Test func otherFilesAreRefusedAndLeftAsTheyWere() throws {
        let workshop = try Workshop()
        for (name, bytes) in [
            ("text", Array("hello\n".utf8)), ("zeros", [UInt8](repeating: 0, count: 8192)),
            ("magic", Array("SQLite format 3\0".utf8)),
        ] {
            try workshop.write(bytes, to: name)
            try Self.expectRefused(workshop, name, as: Self.isNoStore)
        }
        try workshop.sql("CREATE TABLE other(a);;INSERT INTO other VALUES (1)", in: "other.db")
        try Self.expectRefused(workshop, "other.db", as: Self.isNoStore)
        try workshop.sql("PRAGMA journal_mode=WAL;;CREATE TABLE other(a)", in: "log.db")
        try Self.expectRefused(workshop, "log.db", as: Self.isNoStore)
        try FileManager.default.createDirectory(atPath: workshop.path("folder"), withIntermediateDirectories: false)
        try workshop.run("mkfifo", workshop.path("pipe"))
        for name in ["folder", "folder/", "pipe", ".", ".."] {
            for mode in [StudyStore.Mode.create, .write, .read] {
                #expect(Self.isNoStore(Self.refusal(workshop, mode, name)), "\(name)")
            }
        }
        try workshop.write([], to: "empty")
        #expect(Self.isNoStore(Self.refusal(workshop, .read, "empty")))
        #expect(Self.isNoStore(Self.refusal(workshop, .write, "empty")))
        #expect(try workshop.bytes("empty") == [])
        #expect(Self.refusal(workshop, .create, "empty") == nil)
    }

    @Test func symbolicLinksAreRefused() throws {
        let workshop = try Workshop()
        #expect(Self.refusal(workshop, .create) == nil)
        try FileManager.default.createSymbolicLink(
            atPath: workshop.path("link"), withDestinationPath: workshop.path())
        try FileManager.default.createSymbolicLink(
            atPath: workshop.path("dangling"), withDestinationPath: workshop.path("nothing"))
        for name in ["link", "dangling"] {
            for mode in [StudyStore.Mode.create, .write, .read] {
                #expect(Self.refusal(workshop, mode, name) == .notAStore(reason: "it is a symbolic link"))
            }
        }
        #expect(!workshop.exists("nothing"))
        // A log that is a link would let others write elsewhere.
        try workshop.write([1, 2, 3], to: "victim")
        try FileManager.default.createSymbolicLink(
            atPath: workshop.path("store.db-wal"), withDestinationPath: workshop.path("victim"))
        #expect(Self.refusal(workshop, .write) != nil)
        #expect(try workshop.bytes("victim") == [1, 2, 3])
        // Folders may be links, as a temporary folder often is.
        let other = try Workshop()
        try FileManager.default.createSymbolicLink(
            atPath: other.path("folder"), withDestinationPath: workshop.folder.path(percentEncoded: false))
        #expect(Self.refusal(other, .create, "folder/new.db") == nil)
        #expect(workshop.exists("new.db"))
    }

    @Test func namesThatLookLikeURIsAreNames() throws {
        let workshop = try Workshop()
        for name in ["file:x?mode=memory", "a b%41ä#?.db", ":memory:"] {
            #expect(Self.refusal(workshop, .create, name) == nil)
            #expect(workshop.exists(name), "\(name)")
        }
    }

    @Test func aNewerStoreIsRefusedAndLeftAsItWas() throws {
        let workshop = try Workshop()
        #expect(Self.refusal(workshop, .create) == nil)
        try workshop.sql("PRAGMA user_version = 3")
        try Self.expectRefused(workshop) { $0 == .newer(version: 3) }
        try workshop.sql("PRAGMA user_version = 0")
        try Self.expectRefused(workshop, as: Self.isNoStore)
        try workshop.sql("PRAGMA user_version = -1")
        try Self.expectRefused(workshop, as: Self.isNoStore)
    }

    @Test(
        "a schema that is not exactly ours",
        arguments: [
            "CREATE TRIGGER t AFTER INSERT ON point BEGIN DELETE FROM study; END",
            "CREATE VIEW v AS SELECT * FROM point", "CREATE TABLE more(a)", "CREATE INDEX i ON point(sum)",
            "DROP INDEX claim_by_owner", "ALTER TABLE study ADD COLUMN more TEXT",
            "DROP TABLE claim;;CREATE VIEW claim AS SELECT 1", "PRAGMA user_version = 1",
        ])
    func foreignSchema(statements: String) throws {
        let workshop = try Workshop()
        #expect(Self.refusal(workshop, .create) == nil)
        try workshop.sql(statements)
        try Self.expectRefused(workshop, as: Self.isNoStore)
    }

    @Test func anOldStoreIsBroughtUpToDate() throws {
        let workshop = try Workshop()
        do {
            let old = try StudyStore(path: workshop.path(), mode: .create, wait: 1000, version: 1)
            try old.use(study())
            try old.keep([point(1), point(2, baseline: key(3))], of: key(1))
            try old.keep(batch(1, 0, 10), of: key(1))
        }
        let claims = "SELECT count(*) FROM sqlite_schema WHERE name = 'claim'"
        #expect(try workshop.sql("PRAGMA user_version;;\(claims)") == "1\n0\n")
        do {
            // Reading changes nothing.
            let reader = try StudyStore(path: workshop.path(), mode: .read)
            #expect(try reader.points(of: key(1)).count == 2)
            #expect(try reader.check() == [])
        }
        #expect(try workshop.sql("PRAGMA user_version") == "1\n")
        let store = try StudyStore(path: workshop.path(), mode: .write)
        #expect(try store.study(at: key(1)) == study())
        #expect(try store.points(of: key(1)) == [point(1), point(2, baseline: key(3))])
        #expect(try store.batches(of: batch(1, 0, 1).plan) == [batch(1, 0, 10)])
        #expect(try store.claim([1], of: key(1), owner: "a", now: 0, until: 1) == [1])
        #expect(try store.check() == [])
        #expect(try workshop.sql("PRAGMA user_version") == "2\n")
    }

    @Test func aMigrationThatFailsLeavesTheOldStore() throws {
        let workshop = try Workshop()
        do {
            let old = try StudyStore(path: workshop.path(), mode: .create, wait: 1000, version: 1)
            try old.use(study())
            let pages = try old.connection.integer("PRAGMA page_count") ?? 0
            try old.connection.run("PRAGMA max_page_count = \(pages)")
            let error = storeError { () throws(StoreError) in
                try old.connection.transaction { () throws(StoreError) in try StoreSchema.migrate(old.connection) }
            }
            #expect(error == .full)
        }
        #expect(try workshop.sql("PRAGMA user_version") == "1\n")
        #expect(try StudyStore(path: workshop.path(), mode: .write).study(at: key(1)) == study())
    }
}
