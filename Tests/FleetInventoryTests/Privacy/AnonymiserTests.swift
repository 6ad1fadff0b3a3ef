import RandomStreams
import ScanModel
import TestSupport
import Testing

@testable import FleetInventory

@Suite struct AnonymiserTests {
    private static func key(_ seed: UInt8) -> AnonymisingKey {
        AnonymisingKey((0..<32).map { UInt8(truncatingIfNeeded: Int($0) * 7 + Int(seed)) })!
    }

    /// Against another program. The keys of RFC 4231 are too short or the same byte throughout, which are refused here.
    @Test func theDigestIsThatOfTheStandard() throws {
        let bytes = [UInt8](repeating: 0xaa, count: 130) + [0xab]
        #expect(AnonymisingKey([UInt8](repeating: 0xaa, count: 131)) == nil)
        // printf '%s' 'Test Using Larger Than Block-Size Key - Hash Key First' | openssl dgst -sha256 -mac HMAC
        //   -macopt hexkey:$(printf 'aa%.0s' $(seq 130))ab
        let digest = try #require(AnonymisingKey(bytes)).digest(
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8))
        let hex = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(hex == "970d76e940799a521b637992a0b284fff3647ed65cc3e44701bac5847a6bbbbb")
    }

    @Test func keysAreLongAndNotConstant() {
        #expect(AnonymisingKey([UInt8](1...31)) == nil)
        #expect(AnonymisingKey([UInt8](1...32)) != nil)
        #expect(AnonymisingKey([UInt8](repeating: 0, count: 64)) == nil)
        #expect(AnonymisingKey((0...4096).map { UInt8(truncatingIfNeeded: $0) }) == nil)
        let (first, second) = (AnonymisingKey.random().bytes, AnonymisingKey.random().bytes)
        #expect(first.count == 32 && first != second)
    }

    /// Neither a text of the key nor a dump holds a byte of it.
    @Test func keysDoNotShow() {
        let key = Self.key(1)
        var text = "\(key) \(String(reflecting: key)) \(String(describing: Anonymiser(key: key)))"
        dump(key, to: &text)
        dump(Anonymiser(key: key), to: &text)
        #expect(!text.contains("bytes"))
        #expect(!text.contains("8, 15, 22"))
    }

    @Test func accountsKeepTheirForm() {
        var anonymiser = Anonymiser(key: Self.key(1))
        let number = anonymiser.account("111122223333")
        #expect(AccountName.isNumber(number.utf8) && number != "111122223333")
        let guid = anonymiser.account("0B1f6471-1bf0-4dda-aec3-cb9272f09590")
        #expect(AccountName.isGUID(guid.utf8))
        #expect(guid[guid.index(guid.startIndex, offsetBy: 14)] == "8")
        // Capitals mean the same in a GUID.
        #expect(anonymiser.account("0b1f6471-1bf0-4dda-aec3-cb9272f09590") == guid)
        #expect(anonymiser.account("111122223333") == number)
    }

    /// The same text has other pseudonyms as another kind, under another key of a tag and under another secret.
    @Test func pseudonymsAreSeparated() {
        var anonymiser = Anonymiser(key: Self.key(1))
        var other = Anonymiser(key: Self.key(2))
        let tag = anonymiser.tag(Tag(key: "x", value: "x"))
        let texts = [
            tag.key, tag.value, anonymiser.group("x"), anonymiser.tag(Tag(key: "y", value: "x")).value,
            other.group("x"), anonymiser.group("x "),
        ]
        #expect(Set(texts).count == texts.count)
        #expect(Set(texts.map { $0.dropFirst() }).count == texts.count)
        #expect(texts.allSatisfy { $0.count == 17 })
        // Lengths are part of the message: a border that moves makes another one.
        #expect(anonymiser.tag(Tag(key: "ab", value: "c")).value != anonymiser.tag(Tag(key: "a", value: "bc")).value)
    }

    @Test func keptTagsStay() {
        var anonymiser = Anonymiser(key: Self.key(1), keepingTags: ["Scan"])
        #expect(anonymiser.tag(Tag(key: "Scan", value: "daily")) == Tag(key: "Scan", value: "daily"))
        #expect(anonymiser.tag(Tag(key: "scan", value: "daily")).key != "scan")
        #expect(!anonymiser.entries.contains { $0.name == "Scan" || $0.within == "Scan" })
    }

    /// No name of the original is left in the table, and everything that is no name is.
    @Test(arguments: 0..<40)
    func fleetsKeepAllButNames(seed: Int) throws {
        let fleet = Self.fleet(seed: UInt64(seed))
        var anonymiser = Anonymiser(key: Self.key(UInt8(seed)), keepingTags: ["Keep"])
        let anonymised = try anonymiser.anonymised(fleet)
        #expect(anonymised.instanceAccount == fleet.instanceAccount)
        #expect(anonymised.instanceRegion == fleet.instanceRegion)
        #expect(anonymised.regions == fleet.regions)
        #expect(anonymised.instancePlatform == fleet.instancePlatform)
        #expect(anonymised.instanceTagSet == fleet.instanceTagSet)
        #expect(anonymised.volumeSize == fleet.volumeSize)
        #expect(anonymised.firstVolume == fleet.firstVolume)
        #expect(anonymised.volumeEncryption == fleet.volumeEncryption)
        #expect(anonymised.instanceTraits == fleet.instanceTraits)
        #expect(anonymised.instanceGroup == fleet.instanceGroup)
        #expect(anonymised.instanceKind == fleet.instanceKind)
        #expect(anonymised.kinds == fleet.kinds)
        #expect(Set(anonymised.accounts.texts).isDisjoint(with: fleet.accounts.texts))
        let text = Self.table(anonymised)
        for name in ["secret", "111122223333", "team"] { #expect(!text.contains(name), "\(name)") }
        // A tag is on an instance after it exactly if it was before; so are kept ones, under their own names.
        for (before, after) in zip(fleet.tagSets, anonymised.tagSets) {
            #expect(Set(anonymiser.tags(before)) == Set(after))
            #expect(before.filter { $0.key == "Keep" } == after.filter { $0.key == "Keep" })
        }
        // The table reads back as the same instances.
        let read = try FleetCSV.decode([(name: "fleet.csv", bytes: Array(text.utf8))])
        #expect(Self.table(read) == text)
        // The mapping leads back.
        var names: [String: String] = [:]
        for entry in anonymiser.entries where entry.kind == .account { names[entry.pseudonym] = entry.name }
        #expect(anonymised.accounts.texts.map { names[$0] } == fleet.accounts.texts)
    }

    @Test func oneKeyGivesOneAnswerForSeveralFiles() throws {
        let (first, second) = (Self.fleet(seed: 1), Self.fleet(seed: 2))
        var one = Anonymiser(key: Self.key(5))
        var both = Anonymiser(key: Self.key(5))
        _ = try both.anonymised(second)
        #expect(try Self.table(one.anonymised(first)) == Self.table(both.anonymised(first)))
    }

    /// A kept name that is another one's pseudonym would make two names one.
    @Test func collisionsAreRefused() throws {
        var anonymiser = Anonymiser(key: Self.key(1))
        let taken = anonymiser.tag(Tag(key: "team", value: "")).key
        var fleet = Fleet()
        let account = fleet.internAccount("111122223333")
        let region = fleet.internRegion("us-east-1")
        let tags = fleet.internTags([Tag(key: "team", value: ""), Tag(key: taken, value: "")])
        fleet.append(account: account, region: region, platform: .linux, tagSet: tags, volumes: [8])
        var second = Anonymiser(key: Self.key(1), keepingTags: [taken])
        #expect(throws: PseudonymCollision(kind: .tagKey)) { try second.anonymised(fleet) }
        #expect(throws: Never.self) { try anonymiser.anonymised(fleet) }
    }

    @Test func theMappingIsATableOfPlainCells() {
        var anonymiser = Anonymiser(key: Self.key(1))
        let tag = anonymiser.tag(Tag(key: "=cmd", value: "a,b"))
        let text = String(decoding: anonymiser.mapping, as: UTF8.self)
        #expect(
            text == """
                kind,pseudonym,name,of_tag_key
                tagKey,\(tag.key),%3Dcmd,
                tagValue,\(tag.value),a%2Cb,%3Dcmd

                """)
    }

    // MARK: Fleets

    private static func table(_ fleet: Fleet) -> String {
        var bytes: [UInt8] = []
        FleetCSV.write(fleet) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func fleet(seed: UInt64) -> Fleet {
        var state = seed &* 2 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var fleet = Fleet()
        let accounts = ["111122223333", "222233334444", "0b1f6471-1bf0-4dda-aec3-cb9272f09590"].map {
            fleet.internAccount($0)
        }
        let regions = ["us-east-1", "eu-west-1"].map { fleet.internRegion($0) }
        for _ in 0..<50 {
            var pairs = ["team", "secret-key"].filter { _ in next(2) == 0 }.map {
                Tag(key: $0, value: ["secret", "daily", ""][next(3)])
            }
            if next(2) == 0 { pairs.append(Tag(key: "Keep", value: ["daily", ""][next(2)])) }
            let tags = fleet.internTags(pairs)
            fleet.append(
                account: accounts[next(3)], region: regions[next(2)], platform: next(2) == 0 ? .linux : .windows,
                tagSet: tags, volumes: (0..<next(4)).map { _ in Int32(next(100) + 1) })
            if next(3) == 0 {
                let group = fleet.internGroup("secret-group-\(next(3))")
                let kind = fleet.internKind(InstanceKind(system: "Ubuntu 22.04", machineType: "t3.medium"))
                fleet.describeLast(traits: next(2) == 0 ? .arm64 : [], group: group, kind: kind)
            }
        }
        return fleet
    }
}
