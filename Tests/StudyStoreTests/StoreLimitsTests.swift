import Foundation
import Testing

@testable import StudyStore

/// Disks that are full and places that cannot be written.
@Suite(.serialized) struct StoreLimitsTests {
    /// A file system in memory, which only root can mount.
    final class SmallDisk {
        let workshop: Workshop
        let path: String

        init?(_ workshop: Workshop, kibibytes: Int) throws {
            self.workshop = workshop
            path = workshop.path("disk")
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            guard geteuid() == 0, Self.mount(["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path]) else {
                return nil
            }
        }

        deinit { _ = Self.call("umount", ["-l", path]) }

        func becomeReadOnly() -> Bool { Self.mount(["-o", "remount,ro", path]) }

        private static func mount(_ arguments: [String]) -> Bool { call("mount", arguments) }

        private static func call(_ program: String, _ arguments: [String]) -> Bool {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [program] + arguments
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    /// Keeps points until there is no room and looks at what is there then.
    private static func fill(_ store: StudyStore, path: String) throws {
        var kept = 0
        var failure: StoreError?
        while failure == nil, kept < 100 {
            let next = kept
            failure = storeError { () throws(StoreError) in
                try store.keep([point(next, bytes: 20_000), point(99)], of: key(1))
            }
            if failure == nil { kept += 1 }
        }
        #expect(failure == .full)
        #expect(kept > 0 && kept < 100)
        let expected = (0..<kept).map { point($0, bytes: 20_000) } + [point(99)]
        #expect(try store.points(of: key(1)) == expected)
        #expect(try store.check() == [])
        let reader = try StudyStore(path: path, mode: .read)
        #expect(try reader.points(of: key(1)) == expected)
    }

    @Test func aFullFileKeepsWhatWasCommitted() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        try store.connection.run("PRAGMA max_page_count = 60")
        try Self.fill(store, path: workshop.path())
        // With more room it goes on.
        try store.connection.run("PRAGMA max_page_count = 1000")
        try store.keep([point(98, bytes: 100_000)], of: key(1))
    }

    @Test func aFullDiskKeepsWhatWasCommitted() throws {
        let workshop = try Workshop()
        guard let disk = try SmallDisk(workshop, kibibytes: 600) else { return }
        let path = disk.path + "/store.db"
        do {
            let store = try StudyStore(path: path, mode: .create)
            try store.use(study())
            try Self.fill(store, path: path)
        }
        let shard = disk.path + "/shard"
        let error = error(ShardError.self) { () throws(ShardError) in
            let writer = try ShardWriter(path: shard, header: [])
            for number in 0..<1000 {
                try writer.append(ShardRecord(number: number, key: key(1), payload: point(1, bytes: 5000).payload))
            }
            try writer.finish()
        }
        #expect(error == .full)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).filter { $0.hasPrefix("shard") } == [])
    }

    @Test func aDiskWithoutRoomForAStoreIsFull() throws {
        let workshop = try Workshop()
        guard let disk = try SmallDisk(workshop, kibibytes: 16) else { return }
        let path = disk.path + "/store.db"
        let error = storeError { () throws(StoreError) in
            let store = try StudyStore(path: path, mode: .create)
            try store.use(study())
        }
        #expect(error == .full)
    }

    @Test func aReaderWritesNothing() throws {
        let workshop = try Workshop()
        do {
            let store = try StudyStore(path: workshop.path(), mode: .create)
            try store.use(study())
            try store.keep([point(1)], of: key(1))
        }
        let before = try workshop.bytes()
        let reader = try StudyStore(path: workshop.path(), mode: .read)
        let refusals: [StoreError?] = [
            storeError { () throws(StoreError) in try reader.use(study(2)) },
            storeError { () throws(StoreError) in try reader.keep([point(2)], of: key(1)) },
            storeError { () throws(StoreError) in try reader.keep(batch(1, 0, 1), of: key(1)) },
            storeError { () throws(StoreError) in try reader.dropBatches(of: key(1)) },
            storeError { () throws(StoreError) in
                _ = try reader.claim([1], of: key(1), owner: "a", now: 0, until: 1)
            },
            storeError { () throws(StoreError) in try reader.release("a") },
            storeError { () throws(StoreError) in try reader.remove(key(1)) },
            storeError { () throws(StoreError) in _ = try reader.collect(now: 0) },
            storeError { () throws(StoreError) in try reader.mend() },
        ]
        #expect(refusals == [StoreError?](repeating: .readOnly, count: refusals.count))
        #expect(try reader.points(of: key(1)) == [point(1)])
        #expect(try workshop.bytes() == before)
    }

    @Test func aFolderThatCannotBeWrittenIsReadAllTheSame() throws {
        let workshop = try Workshop()
        let disk = try SmallDisk(workshop, kibibytes: 8000)
        let folder = disk?.path ?? workshop.path("disk")
        let path = folder + "/a %ä?.db"
        // Of the second store the log is left behind, as by a sudden end.
        let open = folder + "/open.db"
        do {
            for name in [path, workshop.path()] {
                let store = try StudyStore(path: name, mode: .create)
                try store.use(study())
                try store.keep([point(1)], of: key(1))
                if name != path {
                    for suffix in ["", "-wal"] {
                        try FileManager.default.copyItem(atPath: name + suffix, toPath: open + suffix)
                    }
                }
            }
        }
        if let disk {
            guard disk.becomeReadOnly() else { return }
        } else {
            // Root may write everywhere.
            guard geteuid() != 0, chmod(folder, 0o555) == 0 else { return }
        }
        defer { chmod(folder, 0o755) }
        for mode in [StudyStore.Mode.create, .write] where disk != nil {
            #expect(
                storeError { () throws(StoreError) in _ = try StudyStore(path: path, mode: mode) } == .readOnly)
        }
        let reader = try StudyStore(path: path, mode: .read)
        #expect(try reader.points(of: key(1)) == [point(1)])
        #expect(try reader.check() == [])
        #expect(storeError { () throws(StoreError) in try reader.keep([point(2)], of: key(1)) } == .readOnly)
        #expect(
            storeError { () throws(StoreError) in _ = try StudyStore(path: open, mode: .read) } == .unfinished)
        let missing = storeError { () throws(StoreError) in
            _ = try StudyStore(path: folder + "/new.db", mode: .create)
        }
        #expect(missing == .readOnly)
        #expect(
            error(ShardError.self) { () throws(ShardError) in
                _ = try ShardWriter(path: folder + "/shard", header: [])
            } == .readOnly)
    }
}
