import Foundation
import TestSupport
import Testing

@testable import StudyStore

/// Bytes that are not what was written are never handed out.
@Suite struct StoreDamageTests {
    /// What a small store holds.
    static let points = (0..<12).map { point($0, bytes: $0 * 20, baseline: $0.isMultiple(of: 3) ? key(9) : nil) }
    static let batches = [batch(1, 0, 10), batch(1, 10, 10, bytes: 4500)]

    static func make(_ workshop: Workshop) throws {
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        try store.use(study(2))
        try store.keep(points, of: key(1))
        try store.keep([points[3]], of: key(2))
        for batch in batches { try store.keep(batch, of: key(1)) }
        _ = try store.claim([50], of: key(1), owner: "a", now: 0, until: 10)
    }

    /// Reads all there is in all ways.
    ///
    /// - Returns: whether something threw, or was missing.
    private static func isTold(_ path: String) throws -> Bool {
        let store: StudyStore
        do { store = try StudyStore(path: path, mode: .read) } catch { return true }
        var isTold = false
        func read<Value>(_ body: () throws -> Value?) -> Value? {
            let value = try? body()
            if value == nil { isTold = true }
            return value
        }
        if let kept = read({ try store.points(of: key(1)) }) {
            #expect(kept.allSatisfy { points[$0.number] == $0 })
            if kept.count < points.count { isTold = true }
        }
        if let kept = read({ try store.points(of: key(2)) }) { #expect(kept == [points[3]] || kept == []) }
        for point in points {
            if let payload = read({ try store.point(address: point.address, baseline: point.baseline) }) {
                #expect(payload == point.payload)
            }
        }
        if let kept = read({ try store.batches(of: batches[0].plan) }) {
            #expect(kept.allSatisfy(batches.contains))
            if kept.count < batches.count { isTold = true }
        }
        if let kept = read({ try store.study(at: key(1)) }) { #expect(kept == study()) }
        if let list = read({ try store.list() }) {
            for entry in list { #expect([study(), study(2)].contains(entry.study)) }
        }
        if let faults = read({ try store.check() }), !faults.isEmpty { isTold = true }
        return isTold
    }

    @Test func flippedBytesAreToldOrHarmless() throws {
        let workshop = try Workshop()
        try Self.make(workshop)
        let file = try workshop.bytes()
        #expect(try !Self.isTold(workshop.path()))
        var dice = Dice(seed: 1)
        var told = 0
        let rounds = 2000
        for _ in 0..<rounds {
            var damaged = file
            damaged[dice.roll(0...(file.count - 1))] ^= UInt8(1 << dice.roll(0...7))
            try workshop.write(damaged, to: "damaged.db")
            if try Self.isTold(workshop.path("damaged.db")) { told += 1 }
        }
        // Free space within pages is the larger part of a small store.
        #expect(told > rounds / 5 && told < rounds)
    }

    @Test func pagesOfNoiseAreToldOrHarmless() throws {
        let workshop = try Workshop()
        try Self.make(workshop)
        let file = try workshop.bytes()
        var dice = Dice(seed: 2)
        for round in 0..<150 {
            var damaged = file
            if round.isMultiple(of: 3) {
                damaged.removeLast(dice.roll(1...(file.count - 1)))
            } else {
                let start = dice.roll(0...(file.count / 512 - 1)) * 512
                for index in start..<(start + 512) { damaged[index] = UInt8(dice.roll(0...255)) }
            }
            try workshop.write(damaged, to: "damaged.db")
            _ = try Self.isTold(workshop.path("damaged.db"))
        }
    }

    @Test(
        "what another program changed is found by its sum",
        arguments: [
            "UPDATE point SET payload = x'0102'", "UPDATE point SET sum = x''",
            "UPDATE study_point SET number = number + 100",
            "UPDATE study SET points = 50", "UPDATE study SET settings = 'x'", "UPDATE batch SET first = first + 1",
            "UPDATE batch SET payload = CAST(payload || x'00' AS BLOB)",
            "PRAGMA foreign_keys = OFF;;UPDATE point SET address = 'ab' WHERE rowid = 1",
            "PRAGMA foreign_keys = OFF;;DELETE FROM point WHERE rowid = 1",
            "UPDATE study_point SET (address, baseline) = (SELECT address, baseline FROM point WHERE rowid = 5)",
        ])
    func changed(statements: String) throws {
        let workshop = try Workshop()
        try Self.make(workshop)
        try workshop.sql(statements)
        do {
            let store = try StudyStore(path: workshop.path(), mode: .write)
            let faults = try store.check()
            #expect(!faults.isEmpty)
            for fault in faults {
                if case .structure = fault { Issue.record("\(fault)") }
            }
            var isTold = false
            let reads: [() throws -> Void] = [
                { _ = try store.points(of: key(1)) }, { _ = try store.batches(of: Self.batches[0].plan) },
                { _ = try store.study(at: key(1)) }, { _ = try store.list() },
            ]
            for read in reads {
                do { try read() } catch StoreError.damaged { isTold = true }
            }
            #expect(isTold)
        }
        #expect(try Self.isTold(workshop.path()))
        // Without what is damaged it can be used and filled again.
        let store = try StudyStore(path: workshop.path(), mode: .write)
        _ = try store.mend()
        #expect(try store.check() == [])
        try store.use(study())
        try store.keep(Self.points, of: key(1))
        for batch in Self.batches { try store.keep(batch, of: key(1)) }
        #expect(try store.points(of: key(1)) == Self.points)
        #expect(try store.batches(of: Self.batches[0].plan) == Self.batches)
        #expect(try store.check() == [])
    }

    @Test func keepingAgainReplacesWhatIsDamaged() throws {
        let workshop = try Workshop()
        try Self.make(workshop)
        try workshop.sql(
            """
            UPDATE point SET payload = x'01' WHERE rowid = 4;;UPDATE study_point SET sum = x'' WHERE number = 5;;
            UPDATE batch SET payload = x''
            """)
        let store = try StudyStore(path: workshop.path(), mode: .write)
        #expect(try store.check().count == 4)
        try store.keep(Self.points, of: key(1))
        for batch in Self.batches { try store.keep(batch, of: key(1)) }
        #expect(try store.check() == [])
        #expect(try store.points(of: key(1)) == Self.points)
    }

    @Test func aDamagedStudyCanBeRemoved() throws {
        let workshop = try Workshop()
        try Self.make(workshop)
        try workshop.sql("UPDATE study SET used = 5 WHERE points = 100")
        let store = try StudyStore(path: workshop.path(), mode: .write)
        #expect(
            storeError { () throws(StoreError) in _ = try store.list() }
                .map { if case .damaged = $0 { true } else { false } } == true)
        try store.remove(key(1))
        try store.remove(key(2))
        #expect(try store.list() == [])
        #expect(try store.check() == [])
    }
}
