import Foundation
import TestSupport
import Testing

@testable import StudyStore

/// Shards come back as they were written, and any change to them is told.
@Suite struct ShardFileTests {
    static let header = Array(#"{"shard": 1, "of": 3}"#.utf8)
    static let records = [
        ShardRecord(number: 4, key: key(1), payload: [1, 2, 3]), ShardRecord(number: 0, key: key(2), payload: []),
        ShardRecord(number: .max, key: key(3), payload: (0..<40).map { UInt8($0) }),
    ]

    static func write(
        _ path: String, _ records: [ShardRecord] = records, header: [UInt8] = header
    ) throws(ShardError) {
        let writer = try ShardWriter(path: path, header: header)
        for record in records { try writer.append(record) }
        #expect(writer.count == records.count)
        try writer.finish()
    }

    static func read(_ path: String) throws(ShardError) -> (header: [UInt8], records: [ShardRecord]) {
        let reader = try ShardReader(path: path)
        return (reader.header, try reader.records(bytesMax: 1 << 30))
    }

    static func failure(_ path: String) -> ShardError? {
        error(ShardError.self) { () throws(ShardError) in _ = try read(path) }
    }

    @Test func whatWasWrittenIsRead() throws {
        let workshop = try Workshop()
        var dice = Dice(seed: 3)
        let many = (0..<60).map { number in
            ShardRecord(
                number: number, key: key(number), payload: point(number, bytes: dice.roll(0...3000)).payload)
        }
        for (header, records) in [(Self.header, Self.records), ([], []), (Self.header, many)] {
            try Self.write(workshop.path("shard"), records, header: header)
            let read = try Self.read(workshop.path("shard"))
            #expect(read.header == header)
            #expect(read.records == records)
            #expect(!workshop.exists("shard.partial"))
        }
        let reader = try ShardReader(path: workshop.path("shard"))
        while try reader.next() != nil {}
        #expect(try reader.next() == nil)
        #expect(reader.count == 60)
        let small = error(ShardError.self) { () throws(ShardError) in
            _ = try ShardReader(path: workshop.path("shard")).records(bytesMax: 1000)
        }
        if case .tooLarge = small {} else { Issue.record("\(String(describing: small))") }
    }

    @Test func aShardIsTheSameBytesEveryTime() throws {
        let workshop = try Workshop()
        try Self.write(workshop.path("a"))
        try Self.write(workshop.path("b"))
        #expect(try workshop.bytes("a") == workshop.bytes("b"))
        #expect(try workshop.bytes("a").starts(with: Array("scanplan shard 1\n".utf8)))
    }

    @Test func everyFlippedBitIsTold() throws {
        let workshop = try Workshop()
        try Self.write(workshop.path("shard"))
        let file = try workshop.bytes("shard")
        #expect(file.count > 400)
        for index in file.indices {
            for bit in 0..<8 {
                var damaged = file
                damaged[index] ^= UInt8(1 << bit)
                try workshop.write(damaged, to: "damaged")
                let failure = Self.failure(workshop.path("damaged"))
                switch failure {
                // The place that is told begins before the byte, and not farther away than its record.
                case .damaged(let offset): #expect(offset <= index && index - offset < 120, "\(index) \(offset)")
                case .notAShard: #expect(index < 15)
                case .newer: #expect(index == 15)
                default: Issue.record("byte \(index), bit \(bit): \(String(describing: failure))")
                }
            }
        }
    }

    @Test func everyTruncationIsTold() throws {
        let workshop = try Workshop()
        try Self.write(workshop.path("shard"))
        let file = try workshop.bytes("shard")
        for length in file.indices {
            try workshop.write(Array(file.prefix(length)), to: "cut")
            #expect(Self.failure(workshop.path("cut")) == (length == 0 ? .notAShard : .truncated(at: length)))
        }
        for more in [[UInt8(0)], Array(file)] {
            try workshop.write(file + more, to: "longer")
            #expect(Self.failure(workshop.path("longer")) == .damaged(at: file.count))
        }
    }

    @Test func recordsThatWereMovedOrTakenOutAreTold() throws {
        let workshop = try Workshop()
        let same = (0..<3).map { ShardRecord(number: $0, key: key($0), payload: [UInt8($0)]) }
        try Self.write(workshop.path("shard"), same, header: [])
        let file = try workshop.bytes("shard")
        let first = 17 + 17 + 8
        let length = 33 + 8 + 64 + 1 + 8
        #expect(file.count == first + 3 * length + 9 + 32)
        var without = file
        without.removeSubrange((first + length)..<(first + 2 * length))
        try workshop.write(without, to: "without")
        #expect(Self.failure(workshop.path("without")) == .damaged(at: first + length))
        var last = file
        last.removeSubrange((first + 2 * length)..<(first + 3 * length))
        try workshop.write(last, to: "last")
        #expect(Self.failure(workshop.path("last")) == .damaged(at: first + 2 * length))
    }

    /// Checks of lengths that a stranger made fit; nothing of that size may be allocated.
    @Test func lengthsAreBounded() throws {
        let workshop = try Workshop()
        for length in [ShardFile.headerBytesMax + 1, .max, -1, .min] {
            let head = [ShardFile.headerTag] + ShardFile.bytes(length)
            try workshop.write(ShardFile.firstLine + head + ShardFile.check(head), to: "shard")
            let failure = Self.failure(workshop.path("shard"))
            if length < 0 {
                #expect(failure == .damaged(at: 17))
            } else {
                #expect(failure == .tooLarge(what: "A header", bytes: length, most: 1 << 20))
            }
        }
        let start = ShardFile.firstLine + [ShardFile.headerTag] + ShardFile.bytes(0)
        let before = start + ShardFile.check(Array(start.suffix(9))) + ShardFile.check([])
        for (key, payload) in [(65, 1), (1, ShardFile.payloadBytesMax + 1), (.max, .max)] {
            let head =
                [ShardFile.recordTag] + ShardFile.bytes(0) + ShardFile.bytes(0) + ShardFile.bytes(key)
                + ShardFile.bytes(payload)
            try workshop.write(before + head + ShardFile.check(head), to: "shard")
            if case .tooLarge = Self.failure(workshop.path("shard")) { continue }
            Issue.record("\(key) \(payload)")
        }
        let head =
            [ShardFile.recordTag] + ShardFile.bytes(0) + ShardFile.bytes(0) + ShardFile.bytes(1)
            + ShardFile.bytes(ShardFile.payloadBytesMax)
        let cut = before + head + ShardFile.check(head)
        try workshop.write(cut, to: "shard")
        #expect(Self.failure(workshop.path("shard")) == .truncated(at: cut.count))
        #expect(throws: ShardError.self) {
            try Self.write(workshop.path("x"), [], header: [UInt8](repeating: 0, count: ShardFile.headerBytesMax + 1))
        }
    }

    @Test func otherFilesAndVersionsAreRefused() throws {
        let workshop = try Workshop()
        #expect(Self.failure(workshop.path("none")) == .notFound)
        for (text, expected) in [
            ("hello", ShardError.notAShard), ("scanplan shard 2\nX", .newer(version: 2)),
            ("scanplan shard 123\n", .newer(version: 123)), ("scanplan shard 0\n", .damaged(at: 15)),
            ("scanplan shard x\n", .damaged(at: 15)), ("scanplan sh", .truncated(at: 11)),
        ] {
            try workshop.write(Array(text.utf8), to: "other")
            #expect(Self.failure(workshop.path("other")) == expected, "\(text)")
        }
        try Self.write(workshop.path("shard"))
        try FileManager.default.createSymbolicLink(
            atPath: workshop.path("link"), withDestinationPath: workshop.path("shard"))
        try workshop.run("mkfifo", workshop.path("pipe"))
        for name in ["link", "pipe", "."] { #expect(Self.failure(workshop.path(name)) == .notAShard, "\(name)") }
    }

    @Test func aFileWithTheNameIsAlwaysWhole() throws {
        let workshop = try Workshop()
        try Self.write(workshop.path("shard"), [], header: [1])
        do {
            let writer = try ShardWriter(path: workshop.path("shard"), header: [2])
            try writer.append(Self.records[0])
            #expect(workshop.exists("shard.partial"))
            let second = error(ShardError.self) { () throws(ShardError) in
                _ = try ShardWriter(path: workshop.path("shard"), header: [3])
            }
            #expect(second == .busy)
            #expect(try Self.read(workshop.path("shard")).header == [1])
        }
        // Given up: the old one stays, and nothing is left behind.
        #expect(!workshop.exists("shard.partial"))
        #expect(try Self.read(workshop.path("shard")).header == [1])
        // What a sudden end left behind is in nobody's way.
        try workshop.write([UInt8](repeating: 9, count: 5000), to: "shard.partial")
        try Self.write(workshop.path("shard"))
        #expect(try Self.read(workshop.path("shard")).records == Self.records)
        #expect(
            error(ShardError.self) { () throws(ShardError) in
                _ = try ShardWriter(path: workshop.path("no/shard"), header: [])
            } == .notFound)
        let link = workshop.path("other.partial")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: workshop.path("shard"))
        #expect(
            error(ShardError.self) { () throws(ShardError) in
                _ = try ShardWriter(path: workshop.path("other"), header: [])
            } == .notAShard)
        #expect(try Self.read(workshop.path("shard")).records == Self.records)
    }

    @Test func everyErrorIsASentence() {
        let errors: [ShardError] = [
            .notFound, .notAShard, .newer(version: 2), .truncated(at: 1), .damaged(at: 1),
            .tooLarge(what: "This", bytes: 2, most: 1), .full, .readOnly, .busy, .other(code: 1, message: "words"),
        ]
        for error in errors { #expect(error.description.hasSuffix(".")) }
        #expect(Set(errors.map(\.description)).count == errors.count)
    }
}
