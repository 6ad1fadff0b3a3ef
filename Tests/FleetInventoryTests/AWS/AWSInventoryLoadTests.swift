import FleetInventory
import FoundationEssentials
import ScanModel
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files and folders on disk.
@Suite struct AWSInventoryLoadTests {
    private func failure(_ paths: String..., in folder: TestFolder) -> InventoryError? {
        do throws(InventoryError) {
            _ = try AWSInventory.load(paths: paths, relativeTo: folder.path)
            return nil
        } catch {
            return error
        }
    }

    @Test func filesAndFoldersAreReadInTheOrderGiven() throws {
        let folder = try TestFolder()
        try folder.makeFolder("listings/deeper")
        try folder.write(reservation(instance("i-1", zone: "us-east-1a")), to: "listings/b.json")
        try folder.write(reservation(instance("i-1", zone: "us-west-2a")), to: "listings/a.json")
        try folder.write("not JSON", to: "listings/notes.txt")
        try folder.write("not JSON", to: "listings/.hidden.json")
        try folder.write("not JSON", to: "listings/deeper/c.json")
        try folder.write(reservation(instance("i-1", zone: "eu-west-1a")), to: "single")

        var steps: [[Int]] = []
        let first = try AWSInventory.load(paths: ["listings/", "single"], relativeTo: folder.path) {
            steps.append([$0, $1])
        }
        #expect(first.regions.texts == ["us-west-2"])
        #expect(first.intake.duplicateInstances == 2)
        #expect(first.intake.files == 3)
        #expect(steps == [[1, 3], [2, 3], [3, 3]])

        let absolute = try AWSInventory.load(paths: ["\(folder.path)/single", "listings"], relativeTo: folder.path)
        #expect(absolute.regions.texts == ["eu-west-1"])
    }

    @Test func issuesNameTheFileAsTheUserDid() throws {
        let folder = try TestFolder()
        try folder.makeFolder("listings")
        try folder.makeFolder("empty")
        try folder.makeFolder("listings/folder.json")
        try folder.write("{", to: "listings/a.json")
        try folder.write("[]", to: "b.json")
        let error = try #require(failure("./listings", "b.json", "empty", in: folder))
        #expect(
            error.description == """
                ./listings/a.json:1:2: the file ends in the middle of the document; expected the complete output of \
                the client (byte 1)
                ./listings/folder.json: this is a folder; expected a regular file
                b.json:1:1: the document is a list; expected an object with the key Reservations or Volumes; \
                did you mean the same command without --query? (byte 0)
                empty: the folder holds no file named *.json; expected the output of aws ec2 describe-instances or \
                aws ec2 describe-volumes
                """)
    }

    @Test func aMissingFileIsUnreadable() throws {
        let folder = try TestFolder()
        try folder.write("{", to: "broken.json")
        let error = failure("broken.json", "absent.json", in: folder)
        #expect(error == .unreadable(path: "absent.json", reason: "No such file or directory"))
        #expect(error?.description == "absent.json: cannot be read: No such file or directory")
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
    func forbiddenFilesAndFoldersAreUnreadable() throws {
        let folder = try TestFolder()
        try folder.write("{}", to: "secret.json")
        chmod("\(folder.path)/secret.json", 0)
        #expect(
            failure("secret.json", in: folder) == .unreadable(path: "secret.json", reason: "Permission denied"))
        try folder.makeFolder("closed")
        chmod("\(folder.path)/closed", 0)
        #expect(failure("closed", in: folder) == .unreadable(path: "closed", reason: "Permission denied"))
    }

    @Test func pipesAndDevicesAreRefusedWithoutOpeningThem() throws {
        let folder = try TestFolder()
        #expect(mkfifo("\(folder.path)/pipe.json", 0o600) == 0)
        #expect(
            failure("pipe.json", "/dev/zero", in: folder)?.description == """
                /dev/zero: this is a device; expected a regular file
                pipe.json: this is a pipe; expected a regular file
                """)
    }

    @Test func aLinkToAFileIsAFile() throws {
        let folder = try TestFolder()
        try folder.write(reservation(instance("i-1")), to: "file.json")
        #expect(symlink("file.json", "\(folder.path)/link.json") == 0)
        #expect(try AWSInventory.load(paths: ["link.json"], relativeTo: folder.path).instanceCount == 1)
    }

    @Test func aFileBeyondTheLimitIsRefusedUnread() throws {
        let folder = try TestFolder()
        try folder.write("", to: "huge.json")
        #expect(truncate("\(folder.path)/huge.json", off_t(AWSInventory.fileBytesMax + 1)) == 0)
        #expect(
            failure("huge.json", in: folder)?.description
                == "huge.json: the file has 274877906945 or more bytes; expected at most 274877906944 bytes")
    }

    @Test func moreRegionsThanAFleetCanTellApartOverSeveralFilesAreAnIssue() throws {
        func bytes(_ numbers: Range<Int>) -> [UInt8] {
            let lines = numbers.map {
                "{\"OwnerId\": \"111122223333\", \"Instances\": [\(instance("i-\($0)", zone: "us-x-\($0)a"))]}"
            }
            return Array(lines.map { $0.replacing("\n", with: "") }.joined(separator: "\n").utf8)
        }
        let files: [(name: String, bytes: [UInt8])] = [("a", bytes(0..<40_000)), ("b", bytes(40_000..<66_000))]
        let imported = try AWSInventory.imported(files, keepsGoing: true)
        #expect(imported.fleet.instanceCount == 65_536 && imported.skippedCount == 1)
        #expect(imported.skipped.map(\.file) == ["b"])
    }

    @Test func anInstanceWithVeryManyVolumesTakesNoLongTime() throws {
        let mappings = (0..<100_000).map { "{\"DeviceName\":\"r\",\"Ebs\":{\"VolumeId\":\"v\($0)\"}}" }
        let text = """
            {"InstanceId": "i-1", "State": {"Name": "running"}, "Placement": {"AvailabilityZone": "us-east-1a"},
             "RootDeviceName": "r", "BlockDeviceMappings": [\(mappings.joined(separator: ","))]}
            """
        let clock = ContinuousClock()
        let start = clock.now
        let found = try fleet(reservation(text))
        let time = clock.now - start
        #expect(found.intake.missingVolumes == 100_000)
        #expect(time < .seconds(30))
    }

    @Test func noPathsGiveAnEmptyFleet() throws {
        #expect(try AWSInventory.load(paths: [], relativeTo: "/") == Fleet())
    }
}
