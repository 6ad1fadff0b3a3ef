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

/// Tables on disk.
@Suite struct FleetCSVLoadTests {
    private func failure(_ paths: String..., in folder: TestFolder) -> InventoryError? {
        do throws(InventoryError) {
            _ = try FleetCSV.load(paths: paths, relativeTo: folder.path)
            return nil
        } catch {
            return error
        }
    }

    @Test func filesAreReadInTheOrderGiven() throws {
        let folder = try TestFolder()
        try folder.write("\(fleetHeader)222222222222,a,linux,,8,1\n", to: "b.csv")
        try folder.write("\(fleetHeader)111111111111,a,linux,,8,1\n", to: "a.csv")
        var steps: [[Int]] = []
        let fleet = try FleetCSV.load(paths: ["b.csv", "\(folder.path)/a.csv"], relativeTo: folder.path) {
            steps.append([$0, $1])
        }
        #expect(fleet.accounts.texts == ["222222222222", "111111111111"])
        #expect(fleet.intake.files == 2)
        #expect(steps == [[1, 2], [2, 2]])
    }

    @Test func issuesNameTheFileAsTheUserDid() throws {
        let folder = try TestFolder()
        try folder.makeFolder("tables")
        try folder.write("", to: "tables/a.csv")
        try folder.write(fleetHeader + "x,a,linux,,8,1", to: "b.csv")
        #expect(
            failure("./tables/a.csv", "b.csv", "tables", in: folder)?.description == """
                ./tables/a.csv:1:1: the file is empty; expected the header account,region,platform,tags,volumes_gib, \
                and optionally encryption,count,os,machine_type,volume_tags,state,architecture,ena,marketplace,\
                cloud_agent,api_scanned,group
                b.csv:2:1: account: found "x"; expected the 12 digits of an account or the GUID of a subscription
                tables: this is a folder; expected a regular file
                """)
    }

    @Test func aMissingFileIsUnreadable() throws {
        let folder = try TestFolder()
        try folder.write("x", to: "broken.csv")
        let error = failure("broken.csv", "absent.csv", in: folder)
        #expect(error == .unreadable(path: "absent.csv", reason: "No such file or directory"))
    }

    @Test func aFileBeyondTheLimitIsRefusedUnread() throws {
        let folder = try TestFolder()
        try folder.write("", to: "huge.csv")
        #expect(truncate("\(folder.path)/huge.csv", off_t(FleetCSV.fileBytesMax + 1)) == 0)
        #expect(
            failure("huge.csv", in: folder)?.description
                == "huge.csv: the file has 1073741825 or more bytes; expected at most 1073741824 bytes")
    }

    @Test func countsAreLoadedInTheSameWay() throws {
        let folder = try TestFolder()
        try folder.write("account,region,instances\n111122223333,us-east-1,3\n", to: "counts.csv")
        let fleet = try ResourceCountCSV.load(
            paths: ["counts.csv"], relativeTo: folder.path, assuming: .init(volumeGiB: 40))
        #expect(fleet.instanceCount == 3)
        #expect(throws: InventoryError.unreadable(path: "absent.csv", reason: "No such file or directory")) {
            try ResourceCountCSV.load(
                paths: ["absent.csv"], relativeTo: folder.path, assuming: .init(volumeGiB: 40))
        }
    }
}
