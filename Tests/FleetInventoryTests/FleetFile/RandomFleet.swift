import FleetInventory
import ScanModel
import TestSupport

/// Fleets that use everything a fleet can hold, in any mixture, with texts that are hard to handle.
struct RandomFleet {
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    private static let scalars: [Unicode.Scalar] = [
        "=", ";", ",", "\"", "%", "\0", "\n", "\r", "\u{7F}", "a", "b", "é", "e", "\u{301}", "\u{2028}", "\u{FEFF}",
        "😀",
        "\u{10FFFF}", "\u{1B}",
    ]

    mutating func text(_ length: ClosedRange<Int>) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<dice.roll(length) { text.append(dice.pick(Self.scalars)) }
        return String(text)
    }

    private mutating func tags() -> [Tag] {
        (0..<dice.roll(0...4)).map { _ in Tag(key: text(0...3), value: text(0...4)) }
    }

    /// - Parameter instances: at most so many.
    mutating func fleet(instances most: Int = 40) -> Fleet {
        var fleet = Fleet(sizeUnitsPerGiB: Int64(dice.pick([1, 1, 1024, 7])))
        let (isDetailed, isEncrypted) = (dice.chance(60), dice.chance(50))
        let sizes = dice.pick([1...1, 8...200, 1...65_536, 1...Int(Int32.max)])
        let names = (0..<dice.roll(1...6)).map { _ in text(0...6) }
        // Some are never used.
        for name in names where dice.chance(50) {
            _ = fleet.internAccount(name)
            _ = fleet.internRegion(name)
            _ = fleet.internGroup(name)
            _ = fleet.internTags([Tag(key: name, value: "")])
        }
        for _ in 0..<dice.roll(0...most) {
            let volumes = (0..<dice.pick([0, 1, 1, 2, 5])).map { _ in Int32(dice.roll(sizes)) }
            let encryption = isEncrypted ? volumes.map { _ in dice.pick(VolumeEncryption.allCases) } : []
            fleet.append(
                account: fleet.internAccount(dice.pick(names)), region: fleet.internRegion(dice.pick(names)),
                platform: dice.pick(Platform.allCases), tagSet: fleet.internTags(tags()),
                failures: dice.chance(10) ? UInt8(dice.roll(0...255)) : 0, volumes: volumes, encryption: encryption)
            guard isDetailed, dice.chance(50) else { continue }
            let kind = fleet.internKind(InstanceKind(system: dice.pick(names), machineType: text(0...2)))
            let group = dice.chance(50) ? fleet.internGroup(dice.pick(names)) : -1
            let sets = dice.chance(30) ? volumes.map { _ in fleet.internTags(tags()) } : []
            fleet.describeLast(
                traits: InstanceTraits(rawValue: UInt8(dice.roll(0...63))), group: group, kind: kind, volumeTags: sets)
        }
        fleet.intake.files = dice.roll(0...3)
        fleet.intake.duplicateVolumes = dice.roll(0...1_000_000_000_000)
        fleet.intake.missingVolumes = dice.roll(0...5)
        for _ in 0..<dice.roll(0...3) { fleet.intake.instancesByUnscannableState[text(0...4)] = dice.roll(0...9) }
        return fleet
    }
}

/// The bytes of the fleet file.
func fleetFile(_ columns: Fleet) -> [UInt8] {
    var bytes: [UInt8] = []
    FleetFile.write(columns) { bytes += $0 }
    return bytes
}

/// Every text of a fleet as bytes, because `String` takes some for equal that are not.
func bytesOfTexts(_ fleet: Fleet) -> [[UInt8]] {
    var texts = fleet.accounts.texts + fleet.regions.texts + fleet.groups.texts
    for kind in fleet.kinds.all { texts += [kind.system, kind.machineType] }
    for tag in fleet.tagSets.joined() { texts += [tag.key, tag.value] }
    return texts.map { Array($0.utf8) }
}
