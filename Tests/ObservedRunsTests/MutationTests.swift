import DocumentReading
import ObservedRuns
import ScanModel
import TestSupport
import Testing

/// Thousands of damaged logs: each is read or refused with a place, and none brings the program down or lets nonsense pass.
struct MutationTests {
    private static let files = ["trail.json", "notices.ndjson", "history.json", "metrics.txt"]

    @Test(arguments: files, 0..<10)
    func damagedFilesAreReadOrRefused(name: String, part: Int) throws {
        let original = try fixture(name)
        let stages = try classicStages()
        var dice = Dice(seed: UInt64(part * 31 + name.utf8.count))
        var refused = 0
        for round in 0..<150 {
            let damaged = Self.damage(original, &dice)
            var reading = LogReading(stages: stages, stateNames: ["Scan disk": "scan", "AttachVolume": "attach"])
            if name == "metrics.txt" {
                reading.readMetrics(damaged, file: name)
            } else {
                try reading.readDocuments(try ByteInput.memory(damaged, name: name))
            }
            let runs = reading.finish()
            refused += runs.issues.isEmpty ? 0 : 1
            for issue in runs.issues {
                #expect(issue.file == name && !issue.problem.isEmpty, "round \(round)")
                #expect(issue.line >= 0 && issue.column >= 0, "round \(round)")
            }
            for observation in runs.observations {
                #expect(stages.names.contains(observation.stage), "round \(round)")
                #expect(observation.duration >= .zero && observation.count >= 1, "round \(round)")
                if let resolution = observation.resolution {
                    #expect(resolution > .zero && resolution <= observation.duration, "round \(round)")
                }
            }
        }
        #expect(refused > 0)
    }

    private static func damage(_ original: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = original
        for _ in 0..<dice.roll(1...4) where !bytes.isEmpty {
            let place = dice.roll(0...(bytes.count - 1))
            switch dice.roll(0...8) {
            case 0: bytes[place] = UInt8(dice.roll(0...255))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8(dice.roll(0...255)), at: place)
            case 3: bytes.removeSubrange(place...)
            case 4: bytes.removeSubrange(place..<min(bytes.count, place + dice.roll(1...200)))
            case 5: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + dice.roll(1...200))], at: place)
            case 6:
                change(&bytes, from: place, where: { (0x30...0x39).contains($0) }, to: UInt8(dice.roll(0x30...0x39)))
            case 7: bytes.insert(contentsOf: Array(dice.pick(nonsense).utf8), at: place)
            default: change(&bytes, from: place, where: { $0 == 0x22 }, to: dice.pick([0x5B, 0x7B, 0x5C, 0x20]))
            }
        }
        return bytes
    }

    private static let nonsense = [
        "null", "[", "{", "\"", "1e999", "-0", "99999999999999999999", "\\u0000", "\n", ",", "0001-01-01T00:00:00Z",
    ]

    private static func change(_ bytes: inout [UInt8], from place: Int, where isOne: (UInt8) -> Bool, to byte: UInt8) {
        if let found = bytes[place...].firstIndex(where: isOne) { bytes[found] = byte }
    }
}
