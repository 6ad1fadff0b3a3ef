import FleetInventory
import ScanModel
import Testing

/// What must not depend on how a cloud happens to cut its listings.
@Suite struct AWSInventoryPropertyTests {
    /// A machine and its volumes, from which listings of any grouping can be printed.
    private struct Machine {
        var account: String
        var text: String
    }

    /// SplitMix64: small, and the same on every machine.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private func machines(_ generator: inout Generator) -> [Machine] {
        let zones = ["us-east-1a", "us-east-1b", "eu-west-1a", "us-west-2-lax-1a"]
        let states = ["running", "running", "stopped", "terminated", "pending"]
        let tags = [
            "", "\"Tags\": [],", "\"Tags\": [{\"Key\": \"Scan\", \"Value\": \"daily\"}],",
            "\"Tags\": [{\"Key\": \"Scan\", \"Value\": \"weekly\"}], \"Platform\": \"windows\",",
        ]
        return (0..<40).map { index in
            let volumes = (0..<Int.random(in: 0...3, using: &generator)).map { "vol-\(index)-\($0)" }
            return Machine(
                account: ["111111111111", "222222222222", "333333333333"].randomElement(using: &generator)!,
                text: instance(
                    "i-\(index)", state: states.randomElement(using: &generator)!,
                    zone: zones.randomElement(using: &generator)!, volumes: volumes,
                    more: tags.randomElement(using: &generator)!))
        }
    }

    /// Listings of all machines in a new order, cut into new reservations and files, with their volumes among them.
    private func files(_ machines: [Machine], _ generator: inout Generator) -> [(name: String, bytes: [UInt8])] {
        var listings: [String] = []
        for (account, machines) in Dictionary(grouping: machines, by: \.account) {
            var left = machines.shuffled(using: &generator)[...]
            while !left.isEmpty {
                let taken = left.prefix(Int.random(in: 1...5, using: &generator))
                left = left.dropFirst(taken.count)
                let texts = taken.map(\.text).joined(separator: ",\n")
                listings.append("{\"OwnerId\": \"\(account)\", \"Instances\": [\(texts)]}")
            }
        }
        let sizes = (0..<40).flatMap { index in
            (0..<3).map { "{\"VolumeId\": \"vol-\(index)-\($0)\", \"Size\": \(1 + (index * 37 + $0 * 11) % 500)}" }
        }
        var texts = cut(listings.shuffled(using: &generator), &generator).map { "{\"Reservations\": [\($0)]}" }
        texts += cut(sizes.shuffled(using: &generator), &generator).map { "{\"Volumes\": [\($0)]}" }
        return texts.shuffled(using: &generator).enumerated().map { ("\($0).json", Array($1.utf8)) }
    }

    private func cut(_ parts: [String], _ generator: inout Generator) -> [String] {
        var groups: [[String]] = [[]]
        for part in parts {
            groups[groups.count - 1].append(part)
            if Int.random(in: 0..<10, using: &generator) == 0 { groups.append([]) }
        }
        return groups.map { $0.joined(separator: ", ") }
    }

    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func neitherFileOrderNorReservationsChangeTheFleet(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let machines = machines(&generator)
        var reference: Fleet?
        for _ in 0..<6 {
            var fleet = try AWSInventory.decode(files(machines, &generator))
            fleet.intake.files = 0
            let first = reference ?? fleet
            #expect(fleet.intake == first.intake)
            #expect(fleet.accounts.texts == first.accounts.texts)
            #expect(fleet.regions.texts == first.regions.texts)
            #expect(fleet.readable.sorted() == first.readable.sorted())
            reference = first
        }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func theSameFilesGiveTheSameFleet(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let files = files(machines(&generator), &generator)
        let (one, two) = (try AWSInventory.decode(files), try AWSInventory.decode(files))
        #expect(one == two)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func everyCutTextIsRefusedAndNoneStopsTheProgram(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let file = files(machines(&generator), &generator)[0]
        for length in stride(from: 0, to: file.bytes.count, by: 7) {
            #expect(throws: InvalidInput.self) {
                try AWSInventory.decode([("cut.json", Array(file.bytes.prefix(length)))])
            }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func noiseIsReadOrRefused(seed: UInt64) throws {
        var generator = Generator(state: seed)
        var bytes = files(machines(&generator), &generator)[0].bytes
        for _ in 0..<200 {
            let place = Int.random(in: bytes.indices, using: &generator)
            let before = bytes[place]
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
            do throws(InvalidInput) {
                _ = try AWSInventory.decode([("noise.json", bytes)])
            } catch {
                #expect(!error.issues.isEmpty)
            }
            bytes[place] = before
        }
    }
}
