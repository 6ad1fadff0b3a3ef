import FleetInventory
import ScanModel
import Testing

/// Columns that few tables have.
@Suite struct FleetCSVDetailsTests {
    private static let places = "account,region,platform,tags,volumes_gib"
    private static let place = "111122223333,us-east-1,linux,,8+9"

    private func fleet(_ columns: String, _ cells: String...) throws(InvalidInput) -> Fleet {
        let rows = cells.map { "\(Self.place),\($0)" }.joined(separator: "\n")
        return try fleetOfTables("\(Self.places),\(columns)\n\(rows)\n")
    }

    @Test(
        arguments: [
            ("state", "running", []), ("state", "stopped", []), ("state", "terminated", [.otherState]),
            ("state", "shutting-down", [.otherState]), ("state", "other", [.otherState]),
            ("architecture", "arm64", [.arm64]),
            ("architecture", "x86_64", []), ("ena", "false", [.withoutENA]), ("ena", "true", []), ("ena", "", []),
            ("marketplace", "true", [.marketplace]), ("cloud_agent", "true", [.cloudAgent]),
            ("cloud_agent", "false", []), ("api_scanned", "true", [.apiScanned]),
        ] as [(String, String, InstanceTraits)])
    func traitsAreRead(column: String, cell: String, traits: InstanceTraits) throws {
        #expect(try fleet(column, cell).traits(of: 0) == traits)
    }

    @Test func kindsGroupsAndTagsOfVolumesAreRead() throws {
        let fleet = try fleet(
            "os,machine_type,group,volume_tags", "Ubuntu 22.04,t3.nano,web%3Da,a=1;b=2|c=%7C", ",,,",
            "Ubuntu 22.04,,web%3Da,|a=1")
        #expect(fleet.kinds[fleet.kind(of: 0)] == InstanceKind(system: "Ubuntu 22.04", machineType: "t3.nano"))
        #expect(fleet.kind(of: 1) == 0)
        #expect(fleet.kinds[fleet.kind(of: 2)] == InstanceKind(system: "Ubuntu 22.04"))
        #expect((0..<3).map { fleet.group(of: $0) } == [0, -1, 0])
        #expect(fleet.groups.texts == ["web=a"])
        let tags = (0..<6).map { fleet.tagSets[Int(fleet.tagSet(ofVolume: $0))] }
        let first = Tag(key: "a", value: "1")
        #expect(tags == [[first, Tag(key: "b", value: "2")], [Tag(key: "c", value: "|")], [], [], [], [first]])
    }

    @Test func aTableWithoutThemTakesNoMemoryForThem() throws {
        let fleet = try fleet("count", "3")
        #expect(fleet.instanceTraits.isEmpty && fleet.instanceGroup.isEmpty && fleet.instanceKind.isEmpty)
        #expect(fleet.volumeTagSet.isEmpty)
    }

    @Test(arguments: [
        ("state", "Running", "found \"Running\"; expected running, stopped, pending"),
        ("architecture", "arm", "found \"arm\"; expected x86_64, arm64 or i386"),
        ("cloud_agent", "yes", "found \"yes\"; expected true or false"),
        ("volume_tags", "a=1", "there are tags of 1 volumes for 2 volumes"),
        ("volume_tags", "a=1|b", "the tag \"b\" has no ="), ("group", "a;b", "there is a ;"),
        ("os", "a=b", "there is a ="), ("machine_type", "%4", "two hexadecimal digits are missing"),
    ])
    func whatIsWrongIsTold(column: String, cell: String, told: String) {
        let issues = tableIssues("\(Self.places),\(column)\n\(Self.place),\(cell)\n")
        #expect(issues.count == 1)
        #expect(issues.first?.contains(told) == true, "\(issues)")
        #expect(issues.first?.hasPrefix("1.csv:2:") == true, "\(issues)")
    }

    @Test func theyComeBackUnchanged() throws {
        var fleet = Fleet()
        let account = fleet.internAccount("111122223333")
        let region = fleet.internRegion("us-east-1")
        let texts = ["", "=a", "+1", "a|b", "a,b", "a\"b", "Ubuntu 22.04", "é;ü", "100 %"]
        for number in 0..<60 {
            fleet.append(
                account: account, region: region, platform: .linux,
                volumes: [Int32](repeating: 8, count: number % 3), encryption: [])
            let text = texts[number % texts.count]
            let group = text.isEmpty ? -1 : fleet.internGroup(text)
            let kind = fleet.internKind(InstanceKind(system: text, machineType: texts[number % 4]))
            let tags = (0..<number % 3).map { volume in
                volume == 1 && !text.isEmpty ? fleet.internTags([Tag(key: text, value: text)]) : 0
            }
            fleet.describeLast(
                traits: InstanceTraits(rawValue: UInt8(number % 64)), group: group, kind: kind, volumeTags: tags)
        }
        let read = try fleetOfTables(table(of: fleet))
        #expect(read.instanceCount == 60)
        for instance in 0..<60 {
            #expect(read.traits(of: instance) == fleet.traits(of: instance))
            #expect(read.kinds[read.kind(of: instance)] == fleet.kinds[fleet.kind(of: instance)])
            let (group, own) = (read.group(of: instance), fleet.group(of: instance))
            #expect((group < 0 ? nil : read.groups[group]) == (own < 0 ? nil : fleet.groups[own]))
            for (volume, other) in zip(read.volumes(of: instance), fleet.volumes(of: instance)) {
                #expect(
                    read.tagSets[Int(read.tagSet(ofVolume: volume))]
                        == fleet.tagSets[Int(fleet.tagSet(ofVolume: other))])
            }
        }
        #expect(table(of: read) == table(of: fleet))
    }

    @Test func onlyColumnsThatSomebodyNeedsAreWritten() throws {
        let one = try fleet("cloud_agent,os,ena", "true,,true", "false,,")
        #expect(table(of: one).hasPrefix("\(Self.places),cloud_agent,count\n"))
        #expect(table(of: try fleet("count", "1")).hasPrefix("\(Self.places),count\n"))
    }
}
