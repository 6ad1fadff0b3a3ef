import Foundation
import ScanModel
import ScanSimulation
import ScenarioInput
import Studies
import TestSupport
import Testing
import VendorProfiles

/// Profiles that somebody broke: each is refused with issues, or it plans and simulates like any other. A profile that
/// stops the process ends this suite.
@Suite("Broken profiles")
struct BrokenProfileTests {
    /// Stages in another order, references to other names, other words and other numbers.
    private struct Breakage {
        var dice: Dice
        private static let words = [
            "none", "takesPlace", "givesPlaceBack", "takesAndGivesBack", "volume", "item", "sizeUnit", "copiedVolume",
            "targetAccountRegion", "serviceAccountRegion", "serviceAccount", "copyNeeded", "always", "snapshot", "copy",
            "0s", "1s", "366d", "0.000001s", "0", "1", "255", "0.5/s", "1000000/s", "literal", "rounds", "turns",
        ]

        mutating func breaking(_ profile: [String: Any]) -> [String: Any] {
            var broken = profile
            for _ in 0..<dice.roll(1...2) {
                if dice.chance(60), var stages = broken["stages"] as? [[String: Any]] {
                    change(&stages, of: broken)
                    broken["stages"] = stages
                } else {
                    let keys = broken.keys.sorted()
                    let key = dice.pick(keys)
                    broken[key] = changed(broken[key] ?? "")
                }
            }
            return broken
        }

        private mutating func change(_ stages: inout [[String: Any]], of profile: [String: Any]) {
            guard !stages.isEmpty else { return }
            let index = dice.roll(0...(stages.count - 1))
            switch dice.roll(0...5) {
            case 0: stages.swapAt(index, dice.roll(0...(stages.count - 1)))
            case 1: stages.remove(at: index)
            case 2: stages[index]["scanner"] = dice.pick(Array(Self.words.prefix(4)))
            case 3: stages[index]["condition"] = dice.pick(["copyNeeded", "always"])
            case 4:
                stages[index]["recheck"] = [
                    "every": "backoffFirst", "looks": "scanAttemptsMax", "check": "look",
                    "scope": dice.pick(["serviceAccount", "serviceAccountRegion"]), "rate": "vendorRequestRate",
                ]
            default:
                let key = dice.pick(["acquires", "releases", "spends", "opens", "closes"])
                let names: [String]
                switch key {
                case "opens", "closes": names = ["volume", "snapshot", "copy"]
                case "spends":
                    names = (profile["buckets"] as? [[String: Any]] ?? []).compactMap { $0["action"] as? String }
                default: names = (profile["resources"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
                }
                var list = stages[index][key] as? [String] ?? []
                if list.isEmpty || dice.chance(50), !names.isEmpty {
                    list.append(dice.pick(names))
                } else if !list.isEmpty {
                    list.remove(at: dice.roll(0...(list.count - 1)))
                }
                stages[index][key] = list
            }
        }

        /// A value with one change somewhere in it.
        private mutating func changed(_ value: Any) -> Any {
            if var list = value as? [Any], !list.isEmpty {
                let index = dice.roll(0...(list.count - 1))
                if dice.chance(10) { list.remove(at: index) } else { list[index] = changed(list[index]) }
                return list
            }
            if var mapping = value as? [String: Any], !mapping.isEmpty {
                let key = dice.pick(mapping.keys.sorted())
                mapping[key] = dice.chance(10) ? nil : changed(mapping[key] ?? "")
                return mapping
            }
            return dice.chance(80) ? dice.pick(Self.words) as Any : dice.pick([0, 1, 1_000_000])
        }
    }

    @Test("A broken profile is refused or works", arguments: 1...8)
    func refusedOrWorking(seed: Int) throws {
        let subject = try #require(ProfileUnderTest.all.first { $0.path.hasSuffix("acme.json") })
        var standard = try StandardScenario(subject)
        for index in standard.groups.indices { standard.groups[index].count = 3 }
        let tree = try JSONSerialization.jsonObject(with: Data(try subject.bytes)) as? [String: Any]
        let profile = try #require(tree)
        var breakage = Breakage(dice: Dice(seed: UInt64(seed)))
        var counts = (refused: 0, working: 0)
        for _ in 0..<60 {
            let bytes = Array(
                try JSONSerialization.data(withJSONObject: breakage.breaking(profile), options: [.sortedKeys]))
            var layer = try ScenarioLayer(bytes: Array(standard.text.utf8), file: "broken.yaml")
            for path in layer.profilePaths { layer.add(profile: bytes, file: "profile.json", for: path) }
            do throws(InvalidInput) {
                let draft = try ScenarioReader.read(layers: [layer], standardName: "broken")
                let scenario = try ScenarioAssembler.assemble(draft, inventories: [nil])
                _ = try? ScanStudy.answer(scenario, depth: .simulate)
                counts.working += 1
            } catch {
                #expect(!error.issues.isEmpty)
                counts.refused += 1
            }
        }
        #expect(counts.refused > 10 && counts.working > 5, "\(counts)")
    }
}
