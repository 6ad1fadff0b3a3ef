import FleetInventory
import ScanModel
import Testing

/// What is written is read back unchanged.
@Suite struct FleetCSVRoundTripTests {
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

    private static let hostile: [Unicode.Scalar] = [
        "=", ";", ",", "\"", "%", "+", "-", "@", "\0", "\t", "\n", "\r", "\u{1F}", "\u{7F}", "\u{80}", "\u{9F}",
        "\u{A0}",
        " ", "'", "0", "D", "3", "é", "e", "\u{301}", "\u{2028}", "\u{FEFF}", "＝", "－", "！", "𝒳", "😀", "\u{10FFFF}",
    ]

    private func text(_ length: ClosedRange<Int>, _ generator: inout Generator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: length, using: &generator) {
            text.append(Self.hostile.randomElement(using: &generator)!)
        }
        return String(text)
    }

    private func fleet(_ generator: inout Generator) -> Fleet {
        var fleet = Fleet()
        var tagSets: [[ScanModel.Tag]] = [[]]
        for _ in 0..<8 {
            var tags: [ScanModel.Tag] = []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let tag = Tag(key: text(1...6, &generator), value: text(0...6, &generator))
                if !tags.contains(where: { $0.key == tag.key }) { tags.append(tag) }
            }
            tagSets.append(tags)
        }
        for _ in 0..<60 {
            let account = fleet.internAccount("\(111_111_111_111 + Int.random(in: 0...5, using: &generator))")
            let region = fleet.internRegion(["us-east-1", "eu-west-1", "a"].randomElement(using: &generator)!)
            let tagSet = fleet.internTags(tagSets.randomElement(using: &generator)!)
            let volumes = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                Int32.random(in: 1...65_536, using: &generator)
            }
            let platform = Platform.allCases.randomElement(using: &generator)!
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                fleet.append(account: account, region: region, platform: platform, tagSet: tagSet, volumes: volumes)
            }
        }
        return fleet
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func hostileTagsComeBackUnchanged(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let fleet = fleet(&generator)
        let written = table(of: fleet)
        let read = try fleetOfTables(written)
        #expect(read == fleet)
        // Swift takes "é" of one or of two characters for the same text, so the bytes are compared too.
        #expect(
            read.tagSets.map { $0.map { Array("\($0.key)=\($0.value)".utf8) } }
                == fleet.tagSets.map { $0.map { Array("\($0.key)=\($0.value)".utf8) } })
        #expect(table(of: read) == written)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func noCellBeginsAFormula(seed: UInt64) {
        var generator = Generator(state: seed)
        let pieces = table(of: fleet(&generator)).split { $0 == "\n" || $0 == "," || $0 == ";" || $0 == "=" }
        for piece in pieces {
            let first = piece.unicodeScalars.first { $0 != " " }
            #expect(first.map { !"=+-@＝＋－＠\t\r".unicodeScalars.contains($0) } ?? true)
        }
    }

    @Test(arguments: [1, 7, 400, 5000])
    func aGeneratedFleetComesBackUnchanged(instances: Int) throws {
        let fleet = FleetGenerator.fleet(.sample(seed: 77, instances: instances))
        #expect(try fleetOfTables(table(of: fleet)) == fleet)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func everyCutTextIsReadOrRefused(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let bytes = Array(table(of: fleet(&generator)).utf8)
        for length in stride(from: 0, to: bytes.count, by: 13) {
            do throws(InvalidInput) {
                let fleet = try FleetCSV.decode([("cut.csv", Array(bytes.prefix(length)))])
                #expect(fleet.instanceCount < bytes.count)
            } catch {
                #expect(!error.issues.isEmpty)
            }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func noiseIsReadOrRefused(seed: UInt64) throws {
        var generator = Generator(state: seed)
        var bytes = Array(table(of: fleet(&generator)).utf8)
        let marks = Array(",\";=%+\n\r\0\u{80}".utf8)
        for _ in 0..<100 {
            let place = Int.random(in: bytes.indices, using: &generator)
            let before = bytes[place]
            bytes[place] =
                Bool.random(using: &generator)
                ? marks.randomElement(using: &generator)! : UInt8.random(in: 0...255, using: &generator)
            do throws(InvalidInput) {
                _ = try FleetCSV.decode([("noise.csv", bytes)])
            } catch {
                #expect(!error.issues.isEmpty)
            }
            bytes[place] = before
        }
    }
}
