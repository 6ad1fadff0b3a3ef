import DocumentReading
import FleetInventory
import Foundation
import ScanModel

/// Reads one listing in the way that the first argument names, and prints counts and the time.
@main
struct ImportWorkloads {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            fatalError("usage: ImportWorkloads elements|fields|import|decoder FILE")
        }
        let start = ContinuousClock.now
        let counts: [Int] =
            switch arguments[1] {
            case "elements": try elements(arguments[2])
            case "fields": try fields(arguments[2])
            case "import": try imported(arguments[2])
            case "decoder": try decoded(arguments[2])
            default: fatalError("no way \(arguments[1])")
            }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print(counts.map(String.init).joined(separator: " "), seconds)
    }

    /// Every element parsed and checked, nothing taken from it.
    private static func elements(_ path: String) throws -> [Int] {
        var elements = JSONElements(try ByteInput.file(path, name: path), entering: [["Reservations"]])
        var count = 0
        while try elements.next() { count += 1 }
        return [count, 0, 0]
    }

    private struct Instance {
        var id = "", state = "", zone = "", type = "", platform = "", owner = ""
        var volumes: [String] = []
        var tags: [(String, String)] = []
    }

    private static let names = JSONFields([
        "InstanceId", "InstanceType", "PlatformDetails", "State", "Placement", "BlockDeviceMappings", "Tags",
    ])

    /// The same fields into the same kind of structs as the program for simdjson.
    private static func fields(_ path: String) throws -> [Int] {
        var elements = JSONElements(try ByteInput.file(path, name: path), entering: [["Reservations"]])
        var instances: [Instance] = []
        var slots: [JSONNode?] = []
        while try elements.next() {
            let reservation = elements.element.root
            let owner = elements.element.member("OwnerId", of: reservation).flatMap { elements.element.text($0) } ?? ""
            guard let list = elements.element.member("Instances", of: reservation) else { continue }
            for node in elements.element.elements(list) {
                elements.element.collect(names, node, into: &slots)
                instances.append(instance(slots, owner, elements.element))
            }
        }
        return [
            instances.count, instances.reduce(0) { $0 + $1.volumes.count }, instances.reduce(0) { $0 + $1.tags.count },
        ]
    }

    private static func instance(_ slots: [JSONNode?], _ owner: String, _ tape: borrowing JSONTape) -> Instance {
        var instance = Instance(owner: owner)
        if let node = slots[0] { instance.id = tape.text(node) ?? "" }
        if let node = slots[1] { instance.type = tape.text(node) ?? "" }
        if let node = slots[2] { instance.platform = tape.text(node) ?? "" }
        if let node = slots[3], let name = tape.member("Name", of: node) { instance.state = tape.text(name) ?? "" }
        if let node = slots[4], let zone = tape.member("AvailabilityZone", of: node) {
            instance.zone = tape.text(zone) ?? ""
        }
        for mapping in slots[5].map({ tape.elements($0) }) ?? [] {
            if let ebs = tape.member("Ebs", of: mapping), let volume = tape.member("VolumeId", of: ebs) {
                instance.volumes.append(tape.text(volume) ?? "")
            }
        }
        for tag in slots[6].map({ tape.elements($0) }) ?? [] {
            if let key = tape.member("Key", of: tag), let value = tape.member("Value", of: tag) {
                instance.tags.append((tape.text(key) ?? "", tape.text(value) ?? ""))
            }
        }
        return instance
    }

    /// What `scanplan import` does, on one core.
    private static func imported(_ path: String) throws -> [Int] {
        let fleet = try AWSInventory.load(paths: [path], relativeTo: ".")
        return [fleet.instanceCount, fleet.volumeCount, fleet.tagSets.count]
    }

    private struct Listing: Decodable {
        struct Reservation: Decodable {
            var ownerID: String
            var instances: [DecodedInstance]

            enum CodingKeys: String, CodingKey {
                case ownerID = "OwnerId"
                case instances = "Instances"
            }
        }

        struct DecodedInstance: Decodable {
            var id: String
            var type: String
            var platform: String
            var state: Named
            var placement: Zone
            var mappings: [Mapping]
            var tags: [DecodedTag]

            enum CodingKeys: String, CodingKey {
                case id = "InstanceId"
                case type = "InstanceType"
                case platform = "PlatformDetails"
                case state = "State"
                case placement = "Placement"
                case mappings = "BlockDeviceMappings"
                case tags = "Tags"
            }
        }

        struct Named: Decodable {
            var name: String

            enum CodingKeys: String, CodingKey { case name = "Name" }
        }

        struct Zone: Decodable {
            var zone: String

            enum CodingKeys: String, CodingKey { case zone = "AvailabilityZone" }
        }

        struct Mapping: Decodable {
            var disk: Disk

            enum CodingKeys: String, CodingKey { case disk = "Ebs" }
        }

        struct Disk: Decodable {
            var volume: String

            enum CodingKeys: String, CodingKey { case volume = "VolumeId" }
        }

        struct DecodedTag: Decodable {
            var key: String
            var value: String

            enum CodingKeys: String, CodingKey {
                case key = "Key"
                case value = "Value"
            }
        }

        var reservations: [Reservation]

        enum CodingKeys: String, CodingKey { case reservations = "Reservations" }
    }

    private static func decoded(_ path: String) throws -> [Int] {
        let listing = try JSONDecoder().decode(Listing.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        let instances = listing.reservations.flatMap(\.instances)
        return [
            instances.count, instances.reduce(0) { $0 + $1.mappings.count },
            instances.reduce(0) { $0 + $1.tags.count },
        ]
    }
}
