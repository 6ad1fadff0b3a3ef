import ScanModel
import Testing

@testable import StudyStore

/// Every operation of a store, and what it refuses.
@Suite struct StoreOperationsTests {
    @Test func keysAreSmallHexadecimalDigits() {
        #expect(StoreKey("0af")?.text == "0af")
        #expect(StoreKey(String(repeating: "a", count: 64)) != nil)
        for text in ["", "A", "g", "0x1", "ä", " a", String(repeating: "a", count: 65)] {
            #expect(StoreKey(text) == nil, "\(text)")
        }
        #expect(key(1).text == ContentDigest(of: Array("1".utf8)).text)
        #expect([key(1), key(2)].sorted().map(\.description) == [key(1).text, key(2).text].sorted())
    }

    @Test func studiesAreAddedOnceAndUsedAgain() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        #expect(try store.use(study(used: 1000)))
        #expect(try store.study(at: key(1)) == study(used: 1000))
        #expect(try store.study(at: key(2)) == nil)
        var again = study(used: 2000)
        again.scenario = "another name"
        again.settings = ""
        #expect(try !store.use(again))
        #expect(try store.study(at: key(1)) == again)
        again.used = 500
        try store.use(again)
        #expect(try store.study(at: key(1))?.used == 2000)
        for change in 0..<4 {
            var other = study()
            switch change {
            case 0: other.command = "trials"
            case 1: other.version = "2.0"
            case 2: other.trials = 31
            default: other.points = 99
            }
            #expect(storeError { () throws(StoreError) in try store.use(other) } == .contradiction(key(1)))
        }
        #expect(try store.study(at: key(1))?.command == "sweep")
    }

    @Test func pointsComeBackAsTheyWereKept() throws {
        let workshop = try Workshop()
        let points = [point(3, baseline: key(7)), point(0, bytes: 0), point(99, bytes: 300_000)]
        do {
            let store = try StudyStore(path: workshop.path(), mode: .create)
            try store.use(study())
            try store.keep(points, of: key(1))
            try store.keep(points, of: key(1))
        }
        let store = try StudyStore(path: workshop.path(), mode: .read)
        #expect(try store.points(of: key(1)) == [points[1], points[0], points[2]])
        #expect(try store.numbers(of: key(1)) == [0, 3, 99])
        #expect(try store.points(of: key(2)) == [])
        #expect(try store.point(address: points[0].address, baseline: key(7)) == points[0].payload)
        #expect(try store.point(address: points[0].address, baseline: nil) == nil)
        #expect(try store.point(address: points[1].address, baseline: nil) == [])
        #expect(try store.check() == [])
    }

    @Test func otherBytesUnderOneAddressAreAContradiction() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        try store.use(study(2))
        try store.keep([point(1)], of: key(1))
        var other = point(1)
        other.payload[10] ^= 1
        let broken = other
        // Nothing of the transaction stays, and it does not matter which study says so.
        for address in [key(1), key(2)] {
            let error = storeError { () throws(StoreError) in try store.keep([point(5), broken], of: address) }
            #expect(error == .contradiction(other.address))
        }
        #expect(try store.points(of: key(1)) == [point(1)])
        #expect(try store.points(of: key(2)) == [])
        // A number that means something else.
        var moved = point(2)
        moved.number = 1
        let renumbered = moved
        #expect(
            storeError { () throws(StoreError) in try store.keep([renumbered], of: key(1)) }
                == .contradiction(moved.address))
        #expect(try store.check() == [])
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        #expect(
            storeError { () throws(StoreError) in try store.keep([point(1)], of: key(1)) }
                == .notFound(what: "study \(key(1))"))
        try store.use(study(points: 10))
        #expect(
            storeError { () throws(StoreError) in try store.keep([point(10)], of: key(1)) }
                == .invalid(what: "point 10 of a study that has 10"))
        var large = point(1)
        large.payload = [UInt8](repeating: 7, count: StudyStore.payloadBytesMax + 1)
        let tooLarge = large
        #expect(
            storeError { () throws(StoreError) in try store.keep([tooLarge], of: key(1)) }
                == .tooLarge(what: "The payload of a point", bytes: 1 << 26 + 1, most: 1 << 26))
        var long = study(3)
        long.settings = String(repeating: "x", count: StudyStore.settingsBytesMax + 1)
        #expect(throws: StoreError.self) { try store.use(long) }
        long.settings.removeLast()
        try store.use(long)
        #expect(try store.study(at: key(3)) == long)
        long.command = String(repeating: "x", count: StudyStore.nameBytesMax + 1)
        #expect(throws: StoreError.self) { try store.use(long) }
        #expect(throws: StoreError.self) { try store.keep(batch(1, -1, 5), of: key(1)) }
        #expect(throws: StoreError.self) { try store.keep(batch(1, 0, 0), of: key(1)) }
        #expect(throws: StoreError.self) { try store.keep(batch(1, .max, 1), of: key(1)) }
    }

    @Test func aPayloadOfTheLargestSizeFits() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        // The sum is taken of every byte, so this test takes one of them to the limit, below the sum.
        try store.connection.run(
            "INSERT INTO point(address, baseline, payload, sum) VALUES ('aa', '', zeroblob(?1), x'00')",
            [.integer(StudyStore.payloadBytesMax)])
        #expect(try store.connection.integer("SELECT length(payload) FROM point") == 1 << 26)
    }

    @Test func batchesAreOfAPlan() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        for batch in [batch(1, 64, 64), batch(1, 0, 64), batch(2, 0, 64), batch(1, 0, 32), batch(1, 0, 64)] {
            try store.keep(batch, of: key(1))
        }
        #expect(try store.batches(of: batch(1, 0, 1).plan) == [batch(1, 0, 32), batch(1, 0, 64), batch(1, 64, 64)])
        var other = batch(1, 0, 64)
        other.payload[0] ^= 128
        let broken = other
        #expect(
            storeError { () throws(StoreError) in try store.keep(broken, of: key(1)) } == .contradiction(other.plan))
        #expect(try store.dropBatches(of: other.plan) == 3)
        #expect(try store.batches(of: other.plan) == [])
        #expect(try store.batches(of: batch(2, 0, 1).plan).count == 1)
        #expect(
            storeError { () throws(StoreError) in try store.keep(batch(1, 0, 2), of: key(9)) }
                == .notFound(what: "study \(key(9))"))
    }

    @Test func claimsAreOfOneOwnerUntilTheyEnd() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        try store.use(study())
        #expect(try store.claim([1, 2, 3], of: key(1), owner: "a", now: 0, until: 100) == [1, 2, 3])
        #expect(try store.claim([5, 3, 4], of: key(1), owner: "b", now: 50, until: 150) == [5, 4])
        #expect(try store.claim([1], of: key(1), owner: "a", now: 60, until: 300) == [1])
        #expect(try store.claim([1, 2, 3], of: key(1), owner: "b", now: 99, until: 200) == [])
        #expect(try store.claim([1, 2, 3], of: key(1), owner: "b", now: 100, until: 200) == [2, 3])
        #expect(try store.release("b") == 4)
        #expect(try store.release("b") == 0)
        #expect(try store.owners(of: key(1)) == ["a"] && store.owners(of: key(9)).isEmpty)
        #expect(try store.claim([1, 2, 3, 4, 5], of: key(1), owner: "c", now: 101, until: 200) == [2, 3, 4, 5])
        #expect(try store.owners(of: key(1)) == ["a", "c"])
        // Point 1 is claimed until 300, and points 2 to 5 until 200.
        #expect(try store.claim([1, 2], of: key(1), owner: "d", now: 102, until: 200, latest: 300) == [])
        #expect(try store.claim([1, 2], of: key(1), owner: "d", now: 102, until: 200, latest: 299) == [1])
        #expect(throws: StoreError.self) { try store.claim([1], of: key(9), owner: "c", now: 1, until: 2) }
        #expect(throws: StoreError.self) { try store.claim([1], of: key(1), owner: "", now: 1, until: 2) }
        #expect(throws: StoreError.self) { try store.claim([1], of: key(1), owner: "c", now: 2, until: 2) }
        #expect(throws: StoreError.self) { try store.claim([-1], of: key(1), owner: "c", now: 1, until: 2) }
    }

    @Test func theListCountsWhatIsThere() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        #expect(try store.list() == [])
        for number in 1...3 { try store.use(study(number, used: number * 10)) }
        try store.keep([point(1), point(2, bytes: 1000)], of: key(1))
        try store.keep([point(2, bytes: 1000)], of: key(3))
        let list = try store.list()
        #expect(list.map(\.study) == [study(3, used: 30), study(2, used: 20), study(1, used: 10)])
        #expect(list.map(\.kept) == [1, 0, 2])
        #expect(list.map(\.bytes) == [1000, 0, 1050])
        try store.remove(key(1))
        #expect(
            storeError { () throws(StoreError) in try store.remove(key(1)) } == .notFound(what: "study \(key(1))"))
        #expect(try store.list().count == 2)
        // The point is still there for whoever asks for its address.
        #expect(try store.point(address: point(1).address, baseline: nil) == point(1).payload)
        #expect(try store.check() == [])
    }

    @Test func aCollectionTakesAwayWhatNoStudyNames() throws {
        let workshop = try Workshop()
        let store = try StudyStore(path: workshop.path(), mode: .create)
        for number in 1...4 {
            try store.use(study(number, version: number == 4 ? "0.9" : "1.0", used: number * 10))
            try store.keep([point(number, bytes: 100_000), point(50)], of: key(number))
            try store.keep(batch(number, 0, 10), of: key(number))
        }
        _ = try store.claim([7], of: key(1), owner: "a", now: 0, until: 1000)
        _ = try store.claim([7], of: key(2), owner: "a", now: 0, until: 100)
        #expect(try store.collect(now: 0) == CollectedRubbish())
        // The first is old and in use; the second is old; the fourth is of another version.
        let collected = try store.collect(olderThan: 25, notVersion: "1.0", now: 100)
        #expect(
            (collected.studies, collected.points, collected.batches, collected.claims) == (2, 2, 2, 1))
        #expect(collected.bytes > 190_000)
        #expect(try store.list().map(\.study.address) == [key(3), key(1)])
        #expect(try store.points(of: key(1)).map(\.number) == [1, 50])
        #expect(try store.batches(of: batch(2, 0, 1).plan) == [])
        #expect(try store.batches(of: batch(3, 0, 1).plan).count == 1)
        #expect(try workshop.bytes().count == store.bytes())
        try store.remove(key(1))
        try store.remove(key(3))
        let rest = try store.collect(now: 100)
        #expect((rest.studies, rest.points, rest.batches, rest.claims) == (0, 3, 2, 0))
        #expect(try store.check() == [])
        #expect(try store.bytes() < 100_000)
    }

    @Test func everyErrorIsASentence() {
        let errors: [StoreError] = [
            .notFound(what: "study 1"), .notAStore(reason: "it is a folder"), .newer(version: 9),
            .damaged(what: "this"), .full, .readOnly, .unfinished, .busy, .contradiction(key(1)),
            .tooLarge(what: "This", bytes: 2, most: 1), .invalid(what: "this"), .noMemory,
            .other(code: 1, message: "words"),
        ]
        for error in errors { #expect(error.description.hasSuffix("."), "\(error)") }
        #expect(Set(errors.map(\.description)).count == errors.count)
        let faults: [StoreFault] = [.structure("x"), .schema, .reference("point"), .sum(what: "x")]
        for fault in faults { #expect(fault.description.hasSuffix(".")) }
    }
}
