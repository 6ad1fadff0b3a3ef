import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Listed instances and inventories")
struct ScenarioAssemblerTests {
    @Test("The draft names the inventories to load, as written")
    func inventories() throws {
        let draft = try ScenarioSample.draft(ScenarioSample.full)
        #expect(draft.deployments.map(\.name) == ["production"])
        let paths = draft.deployments[0].inventories
        #expect(paths.map(\.path) == ["inventory", "more/volumes.json"])
        #expect(paths.map(\.format) == [.awsCli, .awsCli])
        #expect(
            paths[1].issue("there is no such file").description
                == "s.yaml:37:39: deployments[0].fleet.inventory.awsCli[1]: there is no such file")
        #expect(try ScenarioSample.draft(ScenarioSample.least).deployments[0].inventories.isEmpty)
    }

    @Test("Listed instances come first, those of the inventory after them")
    func fleet() throws {
        var inventory = Fleet()
        let account = inventory.internAccount("999900001111")
        let region = inventory.internRegion("eu-west-1")
        inventory.append(
            account: account, region: region, platform: .linux,
            tagSet: inventory.internTags([Tag(key: "Scan", value: "daily")]), volumes: [30, 40])
        inventory.intake.files = 7
        let draft = try ScenarioSample.draft(ScenarioSample.full)
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [inventory])
        let fleet = scenario.deployments[0].fleet
        #expect(fleet.sizeUnitsPerGiB == 1)
        #expect(fleet.instanceCount == 5)
        #expect(fleet.volumeSize == [8, 100, 8, 100, 8, 100, 30, 40])
        #expect(fleet.firstVolume == [0, 2, 4, 6, 6, 8])
        #expect(fleet.instancePlatform == [.windows, .windows, .windows, .linux, .linux])
        #expect(
            fleet.instanceAccount.map { fleet.accounts[$0] }
                == ["222233334444", "222233334444", "222233334444", "333344445555", "999900001111"])
        #expect(fleet.instanceRegion.map { fleet.regions[Int32($0)] }.last == "eu-west-1")
        #expect(
            fleet.instanceTagSet.map { fleet.tagSets[Int($0)] }
                == [
                    [Tag(key: "Scan", value: "daily"), Tag(key: "Stage", value: "live")],
                    [Tag(key: "Scan", value: "daily"), Tag(key: "Stage", value: "live")],
                    [Tag(key: "Scan", value: "daily"), Tag(key: "Stage", value: "live")], [],
                    [Tag(key: "Scan", value: "daily")],
                ])
        #expect(fleet.intake.files == 7)
    }

    @Test("A fleet that is too large is an issue")
    func tooLarge() throws {
        func listing(_ millions: Int) -> String {
            let line = "        - {account: \"222233334444\", region: us-east-1, volumes: [], count: 1000000}\n"
            let head = ScenarioSample.least.split(separator: "instances:\n")[0]
            return head + "instances:\n" + String(repeating: line, count: millions)
        }
        #expect(
            ScenarioSample.unplaced(listing(21)) == [
                "deployments[0].fleet.instances: has 21000000 instances; expected at most 20000000"
            ])
        let named = listing(20).replacing("fleet:\n", with: "fleet:\n      inventory: {awsCli: [i]}\n")
        let draft = try ScenarioSample.draft(named)
        var inventory = Fleet()
        let account = inventory.internAccount("222233334444")
        let region = inventory.internRegion("us-east-1")
        inventory.append(account: account, region: region, platform: .linux, volumes: [1])
        #expect(
            issues { () throws(InvalidInput) in try ScenarioAssembler.assemble(draft, inventories: [inventory]) } == [
                "s.yaml:17:7: deployments[0].fleet: has 20000001 instances with 1 volumes, inventories included; "
                    + "expected at most 20000000 instances with 200000000 volumes"
            ])
    }

    @Test("An inventory that is missing is a programming error")
    func missing() async {
        await #expect(processExitsWith: .failure) {
            let draft = try ScenarioSample.draft(ScenarioSample.full)
            _ = try ScenarioAssembler.assemble(draft, inventories: [nil])
        }
    }
}
