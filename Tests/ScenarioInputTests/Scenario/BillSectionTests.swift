import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite("The bill's section of a scenario")
struct BillSectionTests {
    private func deployment(_ lines: String...) throws -> Deployment {
        try ScenarioSample.deployment(
            ScenarioSample.least + lines.map { "    \($0)\n" }.joined())
    }

    @Test("left out, nothing is added to scanners and storage")
    func none() throws {
        let deployment = try deployment()
        #expect(deployment.pricing.bill.parts.isEmpty && deployment.pricing.bill.inputs.isEmpty)
        #expect(!deployment.assumptions.contains { $0.name.hasPrefix("bill.") })
        #expect(deployment.pricing.discounts == .none)
        #expect(deployment.pricing.snapshotStoredRange == Rational.zero...1)
        #expect(deployment.pricing.scannerRootRange == Rational.one...Rational(25, over: 2))
    }

    @Test("a part brings its numbers with their ranges, and what is stated replaces them")
    func parts() throws {
        let deployment = try deployment(
            "bill: {include: [stepFunctions, keys], quantities: {transitionsPerItem: 12.5}}",
            "prices: {snapshotStoredFraction: 30%}", "scanner: {rootVolume: 20GiB}")
        let bill = deployment.pricing.bill
        #expect(bill.parts == [.stepFunctions, .keys])
        #expect(bill.homeRegion == "us-east-1")
        #expect(
            Set(bill.inputs.keys)
                == [.transitionsPerItem, .transitionsPerScanner, .keysPerRegion, .keyRequestsPerEncryptedVolume])
        #expect(bill[.transitionsPerItem] == Rational(25, over: 2))
        #expect(bill.inputs[.transitionsPerItem]?.range == nil)
        #expect(bill.inputs[.transitionsPerItem]?.provenance.confidence == .stated)
        #expect(bill.inputs[.transitionsPerScanner]?.range != nil)
        #expect(bill[.queueRequestsPerItem] == .zero)
        #expect(deployment.pricing.snapshotStoredRange == nil && deployment.pricing.scannerRootRange == nil)
        let names = deployment.assumptions.map(\.name).filter { $0.hasPrefix("bill.") }
        #expect(
            names == [
                "bill.quantities.keysPerRegion", "bill.quantities.keyRequestsPerEncryptedVolume",
                "bill.quantities.transitionsPerItem", "bill.quantities.transitionsPerScanner", "bill.homeRegion",
            ])
        let stated = try #require(deployment.assumptions.first { $0.name == "bill.quantities.transitionsPerItem" })
        #expect(stated.value == "12.5" && stated.range == nil && stated.provenance.confidence == .stated)
    }

    @Test("the profile's parts hold until the scenario names its own, be it none")
    func profileParts() throws {
        var profile = try #require(VendorProfiles.profile("qualys-aws@1.8"))
        #expect(BillSection().parts(profile).isEmpty)
        profile.bill = [.keys, .queues]
        var section = BillSection()
        #expect(section.parts(profile) == [.keys, .queues])
        #expect(section.settings(profile, regions: ["eu-west-1"]).settings.homeRegion == "eu-west-1")
        section.parts = []
        #expect(section.parts(profile).isEmpty)
        section.parts = [.tables]
        #expect(
            Set(section.settings(profile, regions: ["eu-west-1"]).settings.inputs.keys) == [
                .tableWritesPerItem, .tableReadsPerItem,
            ])
    }

    @Test("a number whose part is left out is told to change nothing")
    func idle() throws {
        let deployment = try deployment(
            "bill: {include: [keys], homeRegion: eu-west-1, quantities: {tableReadsPerItem: 1}}")
        #expect(deployment.pricing.bill.homeRegion == "eu-west-1")
        #expect(
            deployment.notices.contains(
                "bill.quantities.tableReadsPerItem changes nothing while bill.include leaves out tables."))
    }

    @Test("discounts are shares, overall and by item")
    func discounts() throws {
        let deployment = try deployment(
            "prices: {discounts: {overall: 12.5%, items: {\"ebs:gp3:GiB-month\": 0.2}}}")
        #expect(
            deployment.pricing.discounts
                == Discounts(overall: Rational(1, over: 8), items: [.gp3: Rational(1, over: 5)]))
        let own = deployment.assumptions.filter { $0.name.hasPrefix("prices.discounts.") }
        #expect(own.map(\.name) == ["prices.discounts.overall", "prices.discounts.items.ebs:gp3:GiB-month"])
        #expect(own.map(\.value) == ["12.5%", "0.2"])
        #expect(own.allSatisfy { $0.provenance.confidence == .stated })
    }

    @Test("every fault is reported where it stands")
    func faults() throws {
        let text = ScenarioSample.least(
            adding: "bill:", "  include: [keys, taxes]", "  homeRegion: us-east-9",
            "  quantities: {keysPerRegion: -1, spotPriceFactor: 1.5, pens: 2}",
            "prices: {discounts: {overall: 101%, items: {\"ebs:gp3\": 5%}}}")
        let issues = ScenarioSample.problems(text)
        #expect(issues.count == 7, "\(issues)")
        for (path, part) in [
            ("bill.include[1]", "is `taxes`"), ("bill.homeRegion", "us-east-9"),
            ("bill.quantities.keysPerRegion", "is `-1`"), ("bill.quantities.spotPriceFactor", "is `1.5`"),
            ("bill.quantities.pens", "unknown key"), ("prices.discounts.overall", "is `101%`"),
            ("prices.discounts.items", "is nothing that is priced here"),
        ] {
            #expect(issues.contains { $0.contains(path) && $0.contains(part) }, "\(path) in \(issues)")
        }
    }
}
