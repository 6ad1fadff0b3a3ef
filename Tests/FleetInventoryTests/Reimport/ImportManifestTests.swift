import FleetInventory
import ScanModel
import TestSupport
import Testing

private typealias Files = [(name: String, bytes: [UInt8])]

/// Draws the listings of accounts, split into files by account and sometimes by region, and changes of them.
private struct ListedAccounts {
    var dice: Dice
    /// Texts of machines and their volumes by account.
    private var accounts: [String: [(machine: String, volumes: String, region: Int)]] = [:]
    private var next = 0
    private let splitsRegions: Bool

    init(seed: UInt64, accounts count: Int) {
        dice = Dice(seed: seed)
        splitsRegions = dice.chance(50)
        for number in 0..<count { accounts[ListedAccounts.name(number)] = [] }
        for name in accounts.keys.sorted() { for _ in 0..<dice.roll(1...5) { add(to: name) } }
    }

    static func name(_ number: Int) -> String { "\(100_000_000_000 + 7 * number)" }

    mutating func add(to account: String) {
        let region = dice.roll(0...1)
        let zone = dice.pick([["us-east-1a", "us-east-1b"], ["eu-west-1a", "eu-west-1c"]][region])
        let count = dice.roll(0...3)
        let ids = (0..<count).map { "vol-\(next)-\($0)" }
        // Some are named and never listed, others listed and never named.
        var listed = ids.filter { _ in !dice.chance(10) }
        if dice.chance(10) { listed.append("vol-\(next)-free") }
        let tags = dice.chance(60) ? "\"Tags\": [{\"Key\": \"team\", \"Value\": \"t\(dice.roll(1...4))\"}]," : ""
        let kind = dice.pick(["", "\"InstanceType\": \"m\(dice.roll(4...6)).large\","])
        let group =
            dice.chance(20)
            ? "\"ImageId\": \"ami-1\", \"Tags\": [{\"Key\": \"aws:autoscaling:groupName\", \"Value\": \"g\(dice.roll(1...2))\"}],"
            : tags
        let state = dice.pick(["running", "running", "running", "stopped", "terminated"])
        let machine = instance("i-\(next)", state: state, zone: zone, volumes: ids, more: kind + group)
        let sizes = listed.map { id in
            let key = dice.chance(20) ? ", \"Encrypted\": true, \"KmsKeyId\": \"alias/aws/ebs\"" : ""
            let tags = dice.chance(10) ? ", \"Tags\": [{\"Key\": \"keep\", \"Value\": \"v\(dice.roll(1...2))\"}]" : ""
            return "{\"VolumeId\": \"\(id)\", \"Size\": \(dice.roll(1...90))\(key)\(tags)}"
        }
        accounts[account]?.append((machine, sizes.joined(separator: ", "), region))
        next += 1
    }

    /// Changes, adds or removes accounts; gives those that were touched.
    mutating func change(_ count: Int) -> Set<String> {
        var touched: Set<String> = []
        for _ in 0..<count {
            let name = dice.pick(accounts.keys.sorted())
            switch dice.roll(0...4) {
            case 0: accounts[name] = nil
            case 1:
                let new = ListedAccounts.name(1_000 + next)
                accounts[new] = []
                add(to: new)
                touched.insert(new)
            case 2: _ = accounts[name]?.popLast()
            default: add(to: name)
            }
            touched.insert(name)
        }
        return touched
    }

    func files() -> Files {
        accounts.keys.sorted().flatMap { name -> Files in
            let machines = accounts[name] ?? []
            let parts = splitsRegions ? [0, 1].map { part in machines.filter { $0.region == part } } : [machines]
            return parts.enumerated().flatMap { part, machines -> Files in
                let texts = machines.map(\.machine).joined(separator: ", ")
                let sizes = machines.map(\.volumes).filter { !$0.isEmpty }.joined(separator: ", ")
                return [
                    (
                        "\(name)-\(part)-instances.json",
                        Array("{\"Reservations\": [{\"OwnerId\": \"\(name)\", \"Instances\": [\(texts)]}]}".utf8)
                    ),
                    ("\(name)-\(part)-volumes.json", Array("{\"Volumes\": [\(sizes)]}".utf8)),
                ]
            }
        }
    }
}

@Suite("Importing again")
struct ImportManifestTests {
    private let reader = "aws-cli/1"

    private func present(_ files: Files) -> [PresentFile] {
        files.map { PresentFile(name: $0.name, bytes: $0.bytes.count, digest: ContentDigest(of: $0.bytes)) }
    }

    private func imported(_ files: Files) throws -> (imported: ImportedFleet, manifest: ImportManifest) {
        let all = try AWSInventory.imported(files, keepsGoing: false, traces: true)
        #expect(try AWSInventory.decode(files) == all.fleet)
        return (all, ImportManifest(reader: reader, files: present(files), traces: all.traces))
    }

    /// Imports again, from files in memory; the reader is asked for files of the new import alone, each once and in order.
    private func reimported(
        _ old: (imported: ImportedFleet, manifest: ImportManifest), _ files: Files
    ) async throws -> ImportManifest.Reimport {
        try await old.manifest.imported(again: old.imported.fleet, present(files), reader: reader) {
            names throws(InventoryError) in
            let asked = files.filter { names.contains($0.name) }
            #expect(asked.map(\.name) == names)
            do throws(InvalidInput) {
                return try AWSInventory.imported(asked, keepsGoing: false, traces: true)
            } catch { throw .invalid(error) }
        }
    }

    @Test("gives the fleet of a full import, and reads the files of the changed accounts alone", arguments: 1...40)
    func changes(seed: Int) async throws {
        var accounts = ListedAccounts(seed: UInt64(seed), accounts: 12)
        let before = accounts.files()
        var old = try imported(before)
        for _ in 0..<3 {
            let touched = accounts.change(accounts.dice.roll(0...3))
            let files = accounts.files()
            let again = try await reimported(old, files)
            let full = try imported(files)
            #expect(again.imported.fleet == full.imported.fleet)
            #expect(again.imported.snapshots == full.imported.snapshots)
            #expect(again.manifest == full.manifest)
            #expect(again.manifest.document == full.manifest.document)
            #expect(again.read.allSatisfy { name in touched.contains { name.hasPrefix($0) } })
            old = (again.imported, again.manifest)
        }
    }

    @Test("reads related files too, and tells relations that are new", arguments: 1...20)
    func related(seed: Int) async throws {
        let accounts = ListedAccounts(seed: UInt64(seed), accounts: 6)
        let before = accounts.files()
        let old = try imported(before)
        let (first, last) = (before[0].name.prefix(12), before[before.count - 1].name.prefix(12))
        for kind in 0..<4 {
            var files = before
            // An account now lists an instance of another one, names its volume, lists its volume, or stands in its place.
            switch kind {
            case 0: files[0].bytes = Array(reservation(instance("i-0"), owner: String(last)).utf8)
            case 1:
                files[0].bytes = Array(reservation(instance("i-900", volumes: ["vol-0-0"]), owner: String(last)).utf8)
            case 2: files[files.count - 1].bytes = Array(volumes(["vol-0-0": 77]).utf8)
            default: files[0].bytes = Array(reservation(instance("i-901"), owner: String(last)).utf8)
            }
            let again = try await reimported(old, files)
            let full = try imported(files)
            #expect(again.imported.fleet == full.imported.fleet, "\(kind)")
            #expect(again.manifest == full.manifest, "\(kind)")
            #expect(again.read.contains { $0.hasPrefix(first) || $0.hasPrefix(last) })
        }
        // And back: what was related before and is not any more.
        var linked = before
        linked[0].bytes = Array(reservation(instance("i-902", volumes: ["vol-3-0", "vol-4-0"])).utf8)
        let again = try await reimported(try imported(linked), before)
        #expect(again.imported.fleet == old.imported.fleet)
        #expect(again.manifest == old.manifest)
    }

    @Test("an order that decides which listing counts makes related files be read again")
    func order() async throws {
        let one = (
            name: "one.json", bytes: Array(reservation(instance("i-1", more: "\"Platform\": \"windows\",")).utf8)
        )
        let two = (name: "two.json", bytes: Array(reservation(instance("i-1")).utf8))
        let other = (name: "other.json", bytes: Array(reservation(instance("i-2"), owner: "222233334444").utf8))
        let old = try imported([one, two, other])
        #expect(old.manifest.files.map(\.group) == [0, 0, 1])
        #expect(old.manifest.files.map { old.manifest.isSelfContained($0) } == [false, false, true])
        let again = try await reimported(old, [two, other, one])
        #expect(again.read == ["two.json", "one.json"])
        #expect(try again.imported.fleet == imported([two, other, one]).imported.fleet)
        #expect(again.imported.fleet != old.imported.fleet)
        #expect(old.manifest.decision(for: present([other, one, two]), reader: reader) == .nothing)
    }

    @Test("reads everything where nothing can be kept, and says why")
    func everything() async throws {
        let file = (name: "one.json", bytes: Array(reservation(instance("i-1")).utf8))
        let old = try imported([file])
        #expect(
            old.manifest.decision(for: present([file]), reader: "aws-cli/2")
                == .everything(reason: "the files were read by aws-cli/1"))
        #expect(
            old.manifest.decision(for: present([file, file]), reader: reader)
                == .everything(reason: "a file is named twice"))
        let twice = try imported([file, file])
        #expect(try ImportManifest(bytes: twice.manifest.document, file: "m.json") == twice.manifest)
        #expect(
            twice.manifest.decision(for: present([file]), reader: reader)
                == .everything(reason: "a file is named twice"))
        let again = try await reimported(old, [(name: "two.json", bytes: file.bytes)])
        #expect(again.read == ["two.json"] && again.reason != nil)
        #expect(again.manifest.files.map(\.name) == ["two.json"])
        guard case .everything = old.manifest.decision(for: [], reader: reader) else {
            Issue.record("nothing is there")
            return
        }
    }

    @Test("reads 10 files where 5 of 500 accounts changed")
    func fiveAccounts() async throws {
        var accounts = ListedAccounts(seed: 9, accounts: 500)
        let old = try imported(accounts.files())
        for number in [1, 77, 200, 333, 499] { accounts.add(to: ListedAccounts.name(number)) }
        let files = accounts.files()
        let again = try await reimported(old, files)
        #expect(Set(again.read.map { String($0.prefix(12)) }).count == 5)
        #expect(again.read.count <= 20)
        #expect(try again.imported.fleet == AWSInventory.decode(files))
    }

    @Test("is read back as it was written", arguments: 1...10)
    func document(seed: Int) throws {
        let manifest = try imported(ListedAccounts(seed: UInt64(seed), accounts: 8).files()).manifest
        #expect(try ImportManifest(bytes: manifest.document, file: "manifest.json") == manifest)
    }

    @Test("a damaged manifest is refused with its issues, or is a manifest", arguments: 1...10)
    func damaged(seed: Int) throws {
        var accounts = ListedAccounts(seed: UInt64(seed), accounts: 3)
        let bytes = try imported(accounts.files()).manifest.document
        for _ in 0..<150 {
            var copy = bytes
            let place = accounts.dice.roll(0...(copy.count - 1))
            switch accounts.dice.roll(0...2) {
            case 0: copy[place] = UInt8(accounts.dice.roll(0...255))
            case 1: copy.removeSubrange(place...)
            default: copy.insert(UInt8(ascii: "9"), at: place)
            }
            do throws(InvalidInput) {
                _ = try ImportManifest(bytes: copy, file: "manifest.json")
            } catch {
                #expect(!error.issues.isEmpty)
                #expect(error.issues.allSatisfy { $0.file == "manifest.json" })
            }
        }
    }

    @Test("tells every issue with its place")
    func issues() {
        let text = """
            {"schema": "scanplan.import-manifest/1", "reader": "aws-cli/1", "files": [
             {"name": "a.json", "bytes": -1, "sha256": "x", "group": 0, "pairs": [["1", "r"]], "marks": "AAA",
              "intake": {"unscannable": {}, "duplicateInstances": 0, "unattachedVolumes": 0, "missingVolumes": 0,
                         "duplicateVolumes": 0, "localZones": -3},
              "snapshots": {"sized": 0, "unsized": 0, "pending": "x", "storedBytes": 0, "volumeGiB": 0}}]}
            """
        do throws(InvalidInput) {
            _ = try ImportManifest(bytes: Array(text.utf8), file: "m.json")
            Issue.record("it was read")
        } catch {
            #expect(
                error.issues.map(\.path) == [
                    "files[0].bytes", "files[0].sha256", "files[0].pairs[0]", "files[0].marks",
                    "files[0].intake.localZones", "files[0].snapshots.pending",
                ])
            #expect(error.issues.allSatisfy { $0.line > 1 })
        }
    }

    /// Vectors of draft-eastlake-fnv, the 64 bits of FNV-1a: "foobar" has 85944171f73967e8.
    @Test("marks are folded FNV-1a")
    func marks() {
        #expect(
            FileTrace.mark(UInt8(ascii: "f"), "oobar") == (0x8594_4171_f739_67e8 as UInt64) >> 48 ^ 0x4171_f739_67e8)
        #expect(FileTrace.mark(UInt8(ascii: "i"), "x") != FileTrace.mark(UInt8(ascii: "v"), "x"))
    }
}
