import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite("A scenario to start from")
struct StarterScenarioTests {
    static let fleet = StarterSample.fleet([
        ("333344445555", "eu-west-1", [ScanModel.Tag(key: "Scan", value: "daily")], [8, 100]),
        ("222233334444", "us-east-1", [ScanModel.Tag(key: "Scan", value: "daily")], [30]),
        ("222233334444", "us-gov-nowhere-9", [], [30]),
    ])

    static func requests() throws -> [StarterRequest] {
        [
            try StarterSample.request(),
            try StarterSample.request(
                inventories: [StarterSample.inventory(), StarterSample.inventory("fleet.csv", .fleetCsv)], fleet: fleet),
            try StarterSample.request(
                serviceAccount: "111122223333", inventories: [StarterSample.inventory("c.csv", .resourceCounts)],
                counted: fleet),
            try StarterSample.request(inventories: [StarterSample.inventory()]),
        ]
    }

    static func newerRequests() throws -> [StarterRequest] {
        let newer = try #require(VendorProfiles.profile("qualys-aws@1.19"))
        return try requests().map { request in
            var request = request
            request.profile = newer
            return request
        }
    }

    @Test("One for the newer version is valid too, with each part that is switched off")
    func newer() throws {
        for request in try Self.newerRequests() {
            let text = try StarterScenario.text(request)
            let deployment = try #require(try StarterSample.read(text).deployments.first?.deployment)
            #expect(deployment.profile == "qualys-aws@1.19")
            #expect(deployment.eligibility.requiredTags == [ScanModel.Tag(key: "Scan", value: "daily")])
            #expect(!text.contains("PLACEHOLDER: only you") || request.serviceAccount == nil)
            let parts = SwitchedOffParts(text)
            #expect(parts.partCount > 20)
            for choice in parts.choices {
                let problems = issues { () throws(InvalidInput) in try StarterSample.read(parts.text(on: choice)) }
                #expect(problems == [], "\(choice.map { text.split(separator: "\n")[$0] })")
            }
        }
        let fleet = StarterSample.fleet([
            ("222233334444", "ap-southeast-5", [], [8]), ("222233334444", "us-east-1", [], [8]),
        ])
        var request = try StarterSample.request(inventories: [StarterSample.inventory()], fleet: fleet)
        request.profile = try #require(VendorProfiles.profile("qualys-aws@1.19"))
        let text = try StarterScenario.text(request).replacing(#/\n *# /#, with: " ")
        #expect(text.contains("Left out, as it is no region that this version takes: \"ap-southeast-5\""))
    }

    @Test("It is valid and complete as it stands")
    func isValid() throws {
        for request in try Self.requests() {
            let text = try StarterScenario.text(request)
            let draft = try StarterSample.read(text)
            #expect(draft.name == "starter")
            #expect(draft.deployments.map(\.name) == ["main"])
            #expect(text.hasSuffix("\n") && !text.contains("\n\n\n"))
            #expect(try StarterScenario.text(request) == text)
        }
    }

    @Test("Each part that is switched off can be switched on alone, and so can each line of it, and all together")
    func partsCanBeSwitchedOn() throws {
        for request in try Self.requests() {
            let parts = SwitchedOffParts(try StarterScenario.text(request))
            #expect(parts.partCount == 14)
            #expect(parts.choices.count > 60)
            for choice in parts.choices {
                let text = parts.text(on: choice)
                let problems = issues { () throws(InvalidInput) in try StarterSample.read(text) }
                #expect(problems == [], "\(choice.map { text.split(separator: "\n")[$0] })")
            }
            #expect(issues { () throws(InvalidInput) in try StarterSample.read(parts.allOn) } == [])
        }
    }

    @Test("Switching a part on does switch it on")
    func partsDoSomething() throws {
        let text = try StarterScenario.text(try StarterSample.request())
        let parts = SwitchedOffParts(text)
        let whole = try StarterSample.read(parts.allOn)
        #expect(whole.objective.deadline == Seconds(Rational(20 * 3600)))
        let deployment = try #require(whole.deployments.first?.deployment)
        let stated = deployment.assumptions.filter { $0.provenance.confidence == .stated }
        let profile = try StarterSample.request().profile
        #expect(stated.count >= 2 * profile.stages.count + 2 * profile.buckets.count + 10)
        #expect(deployment.unstatedQuotas.isEmpty)
        #expect(deployment.eligibility.requiredTags.count == 2)
    }

    @Test("Values of the parts are those that hold without them")
    func partsChangeNothing() throws {
        let parts = SwitchedOffParts(try StarterScenario.text(try StarterSample.request()))
        func values(_ text: String) throws -> [String: String] {
            let deployment = try #require(try StarterSample.read(text).deployments.first?.deployment)
            return Dictionary(deployment.assumptions.map { ($0.name, $0.value) }) { first, _ in first }
        }
        let before = try values(parts.text(on: []))
        let after = try values(parts.allOn)
        #expect(before.count > 40)
        for (name, value) in before { #expect(after[name] == value, "\(name)") }
    }

    @Test("Every required parameter has its meaning, unit and range above it, as the profile gives them")
    func parametersAreExplained() throws {
        var request = try StarterSample.request()
        for index in request.profile.parameters.indices {
            request.profile.parameters[index].meaning = "Meaning number \(index)."
            if request.profile.parameters[index].kind == .integer {
                request.profile.parameters[index].unit = "unit \(index)"
            }
        }
        request.profile.parameters[0].maximum = 37
        request.profile.parameters[0].minimum = 3
        let lines = writtenLines(request)
        for (index, parameter) in request.profile.parameters.enumerated() where parameter.kind != .account {
            let place = try #require(
                lines.firstIndex {
                    $0.hasPrefix("      \(parameter.name):") || $0.hasPrefix("      #\(parameter.name):")
                }, "\(parameter.name)")
            let before = lines[..<place].reversed().prefix { $0.hasPrefix("      # ") }
            #expect(before.contains("      # Meaning number \(index)."), "\(parameter.name)")
            if parameter.kind == .integer {
                #expect(before.contains { $0.hasPrefix("      # Unit: unit \(index). Range: ") }, "\(parameter.name)")
            }
        }
        #expect(lines.contains("      # Unit: unit 0. Range: 3 to 37."))
        #expect(lines.contains { $0.hasPrefix("      \(request.profile.parameters[0].name): 3 # ") })
    }

    /// Without the check that the reader makes, as the profile is one that it does not know.
    private func writtenLines(_ request: StarterRequest) -> [Substring] {
        var writer = StarterWriter(request)
        return writer.document().split(separator: "\n")
    }

    @Test("An inventory gives regions, most volumes first, accounts, counts and paths")
    func inventory() throws {
        let request = try StarterSample.request(
            serviceAccount: "111122223333",
            inventories: [
                StarterSample.inventory("../far", isOutside: true), StarterSample.inventory("f.csv", .fleetCsv),
            ],
            fleet: Self.fleet, fileName: "mine.yaml")
        let text = try StarterScenario.text(request)
        let draft = try #require(try StarterSample.read(text).deployments.first)
        #expect(draft.deployment.regions.map(\.region) == ["eu-west-1", "us-east-1"])
        #expect(draft.deployment.eligibility.targetAccounts == ["222233334444", "333344445555"])
        #expect(draft.deployment.serviceAccount == "111122223333")
        #expect(draft.inventories.map(\.path) == ["../far", "f.csv"])
        #expect(draft.inventories.map(\.format) == [.awsCli, .fleetCsv])
        #expect(draft.deployment.gate.window == 10)
        #expect(text.contains("        - eu-west-1 # 1 instance, 2 volumes, 108 GiB\n"))
        #expect(text.contains("          - \"222233334444\" # 2 instances, 2 volumes, 60 GiB\n"))
        let words = text.replacing(#/\n *# /#, with: " ")
        #expect(words.contains("scan: 3 instances, 4 volumes, 168 GiB,"))
        #expect(words.contains("\"us-gov-nowhere-9\", 1 instance, 1 volume, 30 GiB"))
        #expect(words.contains("2 of 3 instances carry it"))
        #expect(words.contains("leads out of the folder"))
        #expect(text.contains("scanplan simulate mine.yaml\n"))
        #expect(!text.contains("PLACEHOLDER:"))
    }

    @Test("What nobody knows is marked")
    func placeholders() throws {
        let empty = try StarterScenario.text(try StarterSample.request(inventories: [StarterSample.inventory()]))
        // The service account, the target account, the regions and the tag.
        #expect(empty.components(of: "PLACEHOLDER:") == 4)
        let counts = try StarterScenario.text(
            try StarterSample.request(
                inventories: [StarterSample.inventory("c.csv", .resourceCounts)], counted: Self.fleet))
        #expect(counts.contains("PLACEHOLDER: counts name no tags."))
        let draft = try #require(try StarterSample.read(counts).deployments.first)
        #expect(draft.counts?.tags == [TagChoice.placeholder])
        #expect(draft.counts?.volumeGiB == StarterRequest.countedVolumeGiB)
    }

    @Test(
        "File names that a shell would not take as they are do not stand in examples",
        arguments: [
            "a b.yaml", "$(x).yaml", "-f.yaml", "ä.yaml", "", "a\nb.yaml",
        ])
    func fileNames(name: String) throws {
        let text = try StarterScenario.text(try StarterSample.request(fileName: name))
        #expect(text == (try StarterScenario.text(try StarterSample.request())))
    }

    @Test("Requests that no scenario can fulfil have faults")
    func faults() throws {
        #expect(try StarterSample.request().faults == [])
        #expect(try StarterSample.request(name: "").faults.count == 1)
        #expect(try StarterSample.request(name: "a\u{FEFF}").faults.count == 1)
        #expect(try StarterSample.request(inventories: [StarterSample.inventory("\u{FEFF}")]).faults.count == 1)
        #expect(try StarterSample.request(tag: ScanModel.Tag(key: "aws:x", value: "y")).faults.count == 1)
        let many = [StarterRequest.Inventory](repeating: StarterSample.inventory(), count: 1001)
        #expect(try StarterSample.request(inventories: many).faults.count == 1)
        for account in ["", "1", "11112222333a", "1111222233334", "١١١١٢٢٢٢٣٣٣٣"] {
            #expect(try StarterSample.request(serviceAccount: account).faults.count == 1, "\(account)")
        }
    }

    @Test("More accounts than a scenario may list are refused, not written")
    func tooManyAccounts() throws {
        var fleet = Fleet()
        let region = fleet.internRegion("us-east-1")
        for number in 0..<100_001 {
            let account = fleet.internAccount(String(200_000_000_000 + number))
            fleet.append(account: account, region: region, platform: .linux, volumes: [8])
        }
        let request = try StarterSample.request(inventories: [StarterSample.inventory()], fleet: fleet)
        #expect(throws: InvalidInput.self) { try StarterScenario.text(request) }
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
