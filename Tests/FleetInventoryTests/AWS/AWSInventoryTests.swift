import FleetInventory
import ScanModel
import Testing

/// The rules by which listings become a fleet.
@Suite struct AWSInventoryTests {
    @Test func nothingGivesAnEmptyFleet() throws {
        let empty = try AWSInventory.decode([])
        #expect(empty == Fleet())
        let listings = try fleet("{\"Reservations\": []}", "{\"Volumes\": []}")
        #expect(listings.instanceCount == 0)
        #expect(listings.intake.files == 2)
    }

    @Test func instancesFindTheirVolumesWhicheverFileComesFirst() throws {
        let instances = reservation(instance("i-1", volumes: ["vol-b", "vol-a"]), instance("i-2", volumes: ["vol-c"]))
        let sizes = volumes(["vol-a": 8, "vol-b": 100, "vol-c": 65_536])
        for fleet in [try fleet(instances, sizes), try fleet(sizes, instances)] {
            #expect(fleet.instanceCount == 2)
            #expect(fleet.volumeSize == [100, 8, 65_536])
            #expect(Array(fleet.volumes(of: 0)) == [0, 1])
            #expect(fleet.sizeUnitsPerGiB == 1)
            #expect(fleet.intake.missingVolumes == 0)
            #expect(fleet.intake.unattachedVolumes == 0)
        }
    }

    @Test func oneFileMayHoldBothLists() throws {
        let both = """
            {"Volumes": [{"VolumeId": "vol-a", "Size": 8}],
             "Reservations": [{"OwnerId": "111122223333", "Instances": [\(instance("i-1", volumes: ["vol-a"]))]}]}
            """
        let fleet = try fleet(both)
        #expect(fleet.volumeSize == [8])
    }

    @Test func accountIsTheOwnerAndRegionThatOfTheZone() throws {
        let fleet = try fleet(
            reservation(instance("i-1", zone: "eu-west-1c"), owner: "222233334444"),
            reservation(instance("i-2", zone: "us-gov-west-1a"), owner: "000000000001"))
        #expect(fleet.readable.map(\.account) == ["000000000001", "222233334444"])
        #expect(fleet.readable.map(\.region) == ["us-gov-west-1", "eu-west-1"])
    }

    @Test func localZonesCountForTheirRegion() throws {
        let fleet = try fleet(
            reservation(
                instance("i-1", zone: "us-west-2-lax-1a"), instance("i-2", zone: "us-west-2b"),
                instance("i-3", zone: "us-east-1-wl1-bos-wlz-1")))
        #expect(fleet.readable.map(\.region) == ["us-east-1", "us-west-2", "us-west-2"])
        #expect(fleet.intake.instancesInLocalZones == 2)
    }

    @Test(arguments: [
        ("\"Platform\": \"windows\",", Platform.windows),
        ("\"Platform\": \"Windows\",", .windows),
        ("\"PlatformDetails\": \"Windows with SQL Server Standard\",", .windows),
        ("\"PlatformDetails\": \"Windows\", \"Platform\": \"windows\",", .windows),
        ("", .linux),
        ("\"Platform\": null,", .linux),
        ("\"Platform\": \"\",", .linux),
        ("\"PlatformDetails\": \"Linux/UNIX\",", .linux),
        ("\"PlatformDetails\": \"Red Hat Enterprise Linux\",", .linux),
    ])
    func platform(fields: String, expected: Platform) throws {
        let fleet = try fleet(reservation(instance("i-1", more: fields)))
        #expect(fleet.instancePlatform == [expected])
    }

    @Test func tagsAreSortedAndShared() throws {
        let one = #""Tags": [{"Key": "Scan", "Value": "daily"}, {"Key": "Name", "Value": "wéb \"1\""}],"#
        let two = #""Tags": [{"Key": "Name", "Value": "wéb \"1\""}, {"Value": "daily", "Key": "Scan"}],"#
        let bare = "\"Tags\": [{\"Key\": \"Empty\", \"Value\": \"\"}, {\"Key\": \"None\"}],"
        let fleet = try fleet(
            reservation(
                instance("i-1", more: one), instance("i-2", more: two), instance("i-3", more: bare), instance("i-4"),
                instance("i-5", more: "\"Tags\": [],")))
        #expect(fleet.instanceTagSet == [1, 1, 2, 0, 0])
        #expect(fleet.tagSets[1] == [Tag(key: "Name", value: "wéb \"1\""), Tag(key: "Scan", value: "daily")])
        #expect(fleet.tagSets[2] == [Tag(key: "Empty", value: ""), Tag(key: "None", value: "")])
    }

    @Test func onlyRunningAndStoppedInstancesAreScanned() throws {
        let fleet = try fleet(
            reservation(
                instance("i-1"), instance("i-2", state: "stopped"), instance("i-3", state: "terminated"),
                instance("i-4", state: "terminated"), instance("i-5", state: "shutting-down"),
                instance("i-6", state: "pending"), instance("i-7", state: "stopping")))
        #expect(fleet.instanceCount == 2)
        #expect(
            fleet.intake.instancesByUnscannableState
                == ["terminated": 2, "shutting-down": 1, "pending": 1, "stopping": 1])
    }

    @Test func aTerminatedInstanceNeedsNeitherZoneNorVolumes() throws {
        let gone = """
            {"InstanceId": "i-1", "State": {"Name": "terminated"}}
            """
        let fleet = try fleet(reservation(gone))
        #expect(fleet.intake.instancesByUnscannableState == ["terminated": 1])
    }

    @Test func theFirstListingOfAnInstanceCounts() throws {
        let fleet = try fleet(
            reservation(instance("i-1", zone: "us-east-1a")),
            reservation(instance("i-1", zone: "us-west-2a"), instance("i-1", state: "terminated")))
        #expect(fleet.readable.map(\.region) == ["us-east-1"])
        #expect(fleet.intake.duplicateInstances == 2)
        #expect(fleet.intake.instancesByUnscannableState.isEmpty)
    }

    @Test func theFirstListingOfAVolumeCounts() throws {
        let fleet = try fleet(
            volumes(["vol-a": 10]), reservation(instance("i-1", volumes: ["vol-a"])),
            volumes(["vol-a": 20, "vol-a": 30]))
        #expect(fleet.volumeSize == [10])
        #expect(fleet.intake.duplicateVolumes == 2)
    }

    @Test func volumesWithoutInstanceAreCounted() throws {
        let fleet = try fleet(
            volumes(["vol-a": 10, "vol-b": 20, "vol-c": 30]),
            reservation(instance("i-1", volumes: ["vol-a"]), instance("i-2", state: "stopping", volumes: ["vol-b"])))
        #expect(fleet.intake.unattachedVolumes == 1)
        #expect(fleet.volumeSize == [10])
    }

    @Test func volumesThatNoFileListsAreCountedOnceAndLeftOut() throws {
        let fleet = try fleet(
            volumes(["vol-a": 10]),
            reservation(
                instance("i-1", volumes: ["vol-x", "vol-a"]), instance("i-2", volumes: ["vol-x", "vol-y"]),
                instance("i-3", state: "pending", volumes: ["vol-z"])))
        #expect(fleet.volumeSize == [10])
        #expect(fleet.readable.map(\.volumes) == [[10], []])
        #expect(fleet.intake.missingVolumes == 2)
    }

    @Test func disksInsideTheHostHaveNoVolume() throws {
        let disk = "\"BlockDeviceMappings\": [{\"DeviceName\": \"/dev/sdb\", \"VirtualName\": \"ephemeral0\"}]"
        let text = """
            {"InstanceId": "i-1", "State": {"Name": "running"},
             "Placement": {"AvailabilityZone": "us-east-1a"}, \(disk)}
            """
        let fleet = try fleet(reservation(text))
        #expect(fleet.readable.map(\.volumes) == [[]])
        #expect(fleet.intake.missingVolumes == 0)
    }

    @Test func aSharedVolumeCountsForEachInstanceAndOnceWithinOne() throws {
        let fleet = try fleet(
            volumes(["vol-a": 10]),
            reservation(instance("i-1", volumes: ["vol-a", "vol-a"]), instance("i-2", volumes: ["vol-a"])))
        #expect(fleet.readable.map(\.volumes) == [[10], [10]])
    }

    @Test func orderIsAccountThenRegionThenListing() throws {
        let fleet = try fleet(
            reservation(
                instance("i-1", zone: "us-east-1a", volumes: ["vol-1"]),
                instance("i-2", zone: "eu-west-1a", volumes: ["vol-2"]),
                instance("i-3", zone: "us-east-1b", volumes: ["vol-3"]), owner: "222222222222"),
            reservation(instance("i-4", zone: "us-east-1a", volumes: ["vol-4"]), owner: "111111111111"),
            volumes(["vol-1": 1, "vol-2": 2, "vol-3": 3, "vol-4": 4]))
        #expect(fleet.readable.map(\.volumes) == [[4], [2], [1], [3]])
        #expect(fleet.accounts.texts == ["111111111111", "222222222222"])
        #expect(fleet.regions.texts == ["eu-west-1", "us-east-1"])
    }

    @Test func aFinishedPagerLeavesAnEmptyToken() throws {
        let fleet = try fleet("{\"Volumes\": [], \"NextToken\": null}", "{\"Volumes\": [], \"NextToken\": \"\"}")
        #expect(fleet.intake.files == 2)
    }

    @Test func windowsPowerShellWritesUTF16() throws {
        let text = reservation(instance("i-1", more: "\"Tags\": [{\"Key\": \"Name\", \"Value\": \"wéb\"}],"))
        let bytes: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
        let fleet = try AWSInventory.decode([("1.json", bytes)])
        #expect(fleet.readable.map(\.tags) == [["Name": "wéb"]])
    }
}
