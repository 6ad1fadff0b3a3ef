import ApplianceScanning
import ScanModel
import Testing

@testable import Reporting

@Suite struct ApplianceTextTests {
    private func answer(lowerBound: (Int) -> Int) throws -> ApplianceAnswer {
        let home = VirtualNetwork(name: "home", region: "eastus", addresses: [AddressBlock("10.0.0.0/16")!])
        let segments =
            [HostSegment(name: "open", network: "home", hosts: 90, secondsPerHost: 600)]
            + (10...34).map {
                HostSegment(name: "shut\($0)", network: "home", hosts: 1, secondsPerHost: 600, admission: .only([]))
            }
        let estate = ScanEstate(networks: [home], segments: segments)
        let terms = ApplianceTerms(
            windowSeconds: 3600, scansPerMonth: 1, hourlyPrices: ["eastus": ["Standard_A2_v2": 100_000]])
        var plan = try AppliancePlanner.plan(estate, terms)
        plan.lowerBound = lowerBound(plan.cost.total)
        let source = Provenance(source: "nobody", date: "undated", confidence: .assumed)
        return ApplianceAnswer(
            name: "x", estate: estate, terms: terms, plan: plan,
            assumptions: [
                Assumption(name: "hostScan", value: "10m", range: "5m to 20m", provenance: source),
                Assumption(name: "other", value: "1", range: nil, provenance: .stated(at: "f")),
            ])
    }

    @Test func aGapIsTold() throws {
        let half = try answer { $0 / 2 }
        let text = ApplianceText.document(half, style: TextStyle())
        #expect(text.hasPrefix("x: 1 appliance scans 90 of 115 hosts within 1 h, for 73.00 USD a month.\n"))
        #expect(text.contains("  bound      no plan costs less than 36.50 USD; the gap is 100 %\n"))
        let optimal = ApplianceText.document(try answer { $0 }, style: TextStyle())
        #expect(optimal.contains("the plan is optimal"))
        let json = ApplianceJSON.document(half, version: "1").document
        #expect(json.contains("\"lowerBoundUSD\": 36.5,\n  \"isOptimal\": false,\n  \"gap\": 1,"))
    }

    @Test func longListsAreCutInTextAndWholeInJSON() throws {
        let answer = try answer { $0 }
        let text = ApplianceText.document(answer, style: TextStyle())
        let json = ApplianceJSON.document(answer, version: "1").document
        #expect(text.contains("shut29") && !text.contains("shut30") && text.contains("\n  and 5 more\n"))
        #expect(json.contains("shut34"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
        // Three rounds of 10 minutes for 30 at once.
        #expect(text.contains("it ends after 30 min of 1 h; no host is late"))
        #expect(text.contains("hostScan  10m    5m to 20m") && !text.contains("other"))
    }
}
