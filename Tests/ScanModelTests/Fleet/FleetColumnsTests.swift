import ScanModel
import Testing

/// What keeps columns from being a fleet is told, column by column.
@Suite struct FleetColumnsTests {
    private typealias Change = (name: FleetColumns.Name, index: Int?, change: @Sendable (inout FleetColumns) -> Void)

    private static func sound() -> FleetColumns {
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        let tags = fleet.internTags([Tag(key: "a", value: "x"), Tag(key: "b", value: "y")])
        let more = fleet.internTags([Tag(key: "a", value: "y")])
        for platform in Platform.allCases {
            fleet.append(
                account: fleet.internAccount("a"), region: fleet.internRegion("r"), platform: platform, tagSet: tags,
                volumes: [1, 2], encryption: [.none, .defaultKey])
            fleet.describeLast(
                traits: .arm64, group: fleet.internGroup("g"),
                kind: fleet.internKind(InstanceKind(system: "s", machineType: "m")), volumeTags: [0, more])
        }
        fleet.intake.instancesByUnscannableState = ["terminated": 3, "pending": 1]
        return FleetColumns(fleet)
    }

    @Test func soundColumnsAreAFleet() throws {
        let columns = Self.sound()
        let fleet = try Fleet(columns)
        #expect(fleet.instanceCount == 2 && fleet.volumeCount == 4)
        #expect(FleetColumns(fleet) == columns)
        #expect(try Fleet(FleetColumns()) == Fleet())
        #expect(FleetColumns(Fleet()) == FleetColumns())
    }

    private static let changes: [Change] = [
        (.sizeUnitsPerGiB, nil, { $0.sizeUnitsPerGiB = 0 }),
        (.texts, 1, { $0.texts[1] = $0.texts[0] }),
        (.texts, 2, { $0.texts.swapAt(1, 2) }),
        (.accounts, 0, { $0.accounts[0] = Int32($0.texts.count) }),
        (.accounts, 0, { $0.accounts[0] = -1 }),
        (.accounts, nil, { $0.accounts.append($0.accounts[0]) }),
        (.regions, nil, { $0.regions = $0.regions + $0.regions }),
        (.groups, 1, { $0.groups.append(.max) }),
        (.kindSystem, nil, { $0.kindSystem[0] = 3 }),
        (
            .kindSystem, nil,
            {
                $0.kindSystem = []
                $0.kindMachineType = []
            }
        ),
        (.kindMachineType, nil, { $0.kindMachineType.removeLast() }),
        (.tagCount, 0, { $0.tagCount[0] = 1 }),
        (.tagCount, 1, { $0.tagCount[1] = 0 }),
        (.tagCount, 1, { $0.tagCount[1] = -2 }),
        (.tagKey, nil, { $0.tagCount[1] = 3 }),
        (.tagKey, 1, { $0.tagKey.swapAt(0, 1) }),
        (.tagValue, nil, { $0.tagValue.removeLast() }),
        (
            .tagCount, 3,
            {
                $0.tagCount.append(1)
                $0.tagKey.append($0.tagKey[2])
                $0.tagValue.append($0.tagValue[2])
            }
        ),
        (.instanceAccount, 1, { $0.instanceAccount[1] = 1 }),
        (.instanceRegion, 0, { $0.instanceRegion[0] = 1 }),
        (.instanceRegion, nil, { $0.instanceRegion.removeLast() }),
        (.instancePlatform, nil, { $0.instancePlatform.append(.linux) }),
        (.instanceFailures, nil, { $0.instanceFailures = [] }),
        (.instanceTagSet, 0, { $0.instanceTagSet[0] = 3 }),
        (.instanceVolumes, 0, { $0.instanceVolumes[0] = -1 }),
        (.instanceVolumes, 1, { $0.instanceVolumes[1] = .max }),
        (.instanceVolumes, nil, { $0.instanceVolumes[1] = 1 }),
        (.volumeSize, 2, { $0.volumeSize[2] = 0 }),
        (.volumeEncryption, nil, { $0.volumeEncryption.removeLast() }),
        (.volumeEncryption, nil, { $0.volumeEncryption = [.none, .none, .none, .none] }),
        (.instanceTraits, 1, { $0.instanceTraits[1] = [] }),
        (.instanceTraits, 0, { $0.instanceTraits[0] = InstanceTraits(rawValue: 64) }),
        (.instanceTraits, nil, { $0.instanceTraits.append(.arm64) }),
        (.instanceGroup, 0, { $0.instanceGroup[0] = -2 }),
        (.instanceGroup, 1, { $0.instanceGroup[1] = -1 }),
        (.instanceKind, 0, { $0.instanceKind[0] = 2 }),
        (.volumeTagSet, 0, { $0.volumeTagSet[0] = -1 }),
        (
            .volumeTagSet, 4,
            {
                $0.volumeTagSet.append(0)
                $0.volumeSize.append(1)
                $0.instanceVolumes[1] = 3
                $0.volumeEncryption.append(.none)
            }
        ),
        (.intake, nil, { $0.intake.removeLast() }),
        (.intake, 2, { $0.intake[2] = -1 }),
        (.intake, 0, { $0.intake[0] = FleetColumns.intakeMax + 1 }),
        (.intakeState, 1, { $0.intakeState[1] = $0.intakeState[0] }),
        (.intakeStateCount, nil, { $0.intakeStateCount = [] }),
    ]

    @Test(arguments: changes.indices)
    func everyFaultIsTold(number: Int) {
        let (name, index, change) = Self.changes[number]
        var columns = Self.sound()
        change(&columns)
        let fault = #expect(throws: FleetColumns.Fault.self) { try Fleet(columns) }
        #expect(fault?.column == name)
        #expect(fault?.index == index, "\(String(describing: fault))")
        #expect(fault?.problem.isEmpty == false && fault?.expected.isEmpty == false)
    }

    /// `é` of one and of two characters are equal texts, so the second set is the first one again.
    @Test func setsAreComparedAsTheirTextsAre() throws {
        var columns = FleetColumns()
        columns.texts = ["", "e\u{301}", "\u{E9}"]
        columns.tagCount = [0, 1, 1]
        (columns.tagKey, columns.tagValue) = ([1, 2], [0, 0])
        #expect(throws: FleetColumns.Fault.self) { try Fleet(columns) }
        (columns.tagKey, columns.tagValue) = ([1, 2], [0, 1])
        #expect(try Fleet(columns).tagSets.count == 3)
    }
}
