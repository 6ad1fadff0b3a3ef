import Foundation
import ScanModel
import SensorMix
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite struct SensorReaderTests {
    /// A document that states everything, as a template to change.
    static let complete = """
        schemaVersion: 1
        name: all
        metBy: 90d
        licences: [{name: hosts, perAsset: 1.5USD, owned: 50}]
        tags:
          - {name: up, rule: state = running}
          - {name: mine, rule: up and cloud = azure}
        sensors:
          - name: agents
            kind: agent
            pointedAt: mine or tags.env = prod
            clouds: [azure, none]
            assessments: [vulnerabilities, policyCompliance]
            interval: 4h
            leastInterval: 1h
            anchor: schedule
            discovery: 5m
            firstResult: 2h
            resultDelay: 10m
            perAsset: 2USD
            perScan: 0.000001USD
            onTop: {policyCompliance: 0.5USD}
            fixed: 100USD
            fixedPerRegion: 20.25USD
            licences: [hosts]
            rollout: {start: 5d, images: 10%, waves: {share: 25%, every: 7d}}
        classes:
          - name: web
            count: 40
            cloud: azure
            region: westeurope
            platform: windows
            state: stopped
            lifetime: 12h
            publicAddress: true
            reachable: true
            agent: [image, extension]
            containers: 3
            webApplications: 2
            disks: lockedKey
            marketplace: true
            architecture: arm
            enhancedNetworking: false
            size: Standard_B2s
            tags: {env: prod, "a b": ""}
            wants:
              vulnerabilities: {within: 26h, share: 99%}
              secrets: 7d

        """

    static func read(_ text: String, file: String = "a.yaml") throws(InvalidInput) -> SensorRequest {
        try SensorReader.read(bytes: Array(text.utf8), file: file, standardName: "standard")
    }

    static func found(_ text: String) -> [String] { issues { () throws(InvalidInput) in try read(text) } }

    @Test func everyKeyArrives() throws {
        let request = try Self.read(Self.complete)
        let reach = [Reach(platforms: [.linux, .windows], clouds: [.azure, .none])]
        var agents = Sensor(
            name: "agents", kind: .agent, gives: [.vulnerabilities: reach, .policyCompliance: reach],
            interval: 14_400, leastInterval: 3600, anchor: .schedule, discovery: 300, firstResult: 7200,
            resultDelay: 600)
        agents.pointedAt = .any([.tagged("mine"), .matches(.tag("env"), pattern: "prod")])
        agents.perAsset = 2_000_000
        agents.perScan = 1
        agents.perAssessment = [.policyCompliance: 500_000]
        agents.fixed = 100_000_000
        agents.fixedPerRegion = 20_250_000
        agents.licences = ["hosts"]
        agents.rollout = SensorRollout(startDay: 5, imagesPerDay: 0.1, waveShare: 0.25, waveEvery: 7)
        var web = AssetClass(name: "web", count: 40, cloud: .azure, region: "westeurope", platform: .windows)
        web.isRunning = false
        web.meanLife = 43_200
        web.hasPublicAddress = true
        web.isReachable = true
        web.controlsImage = true
        web.allowsExtension = true
        web.containersPerAsset = 3
        web.webApplicationsPerAsset = 2
        web.disks = .lockedKey
        web.isMarketplace = true
        web.isARM = true
        web.hasEnhancedNetworking = false
        web.size = "Standard_B2s"
        web.tags = ["env": "prod", "a b": ""]
        web.wants = [
            .vulnerabilities: FreshnessObjective(within: 26 * 3600, share: 0.99),
            .secrets: FreshnessObjective(within: 7 * 86_400, share: 0.95),
        ]
        let tags = [
            DynamicTag(name: "up", rule: .matches(.state, pattern: "running")),
            DynamicTag(name: "mine", rule: .all([.tagged("up"), .matches(.cloud, pattern: "azure")])),
        ]
        #expect(request.name == "all")
        #expect(
            request.estate
                == SensorEstate(
                    classes: [web], sensors: [agents],
                    licences: [SharedLicence(name: "hosts", perAsset: 1_500_000, owned: 50)], tags: tags, metBy: 90))
        #expect(request.assumptions.isEmpty)
    }

    @Test func whatIsLeftOutIsAssumedAndSaid() throws {
        let request = try Self.read(
            """
            schemaVersion: 1
            sensors: [{name: a, kind: agent}, {name: s, kind: snapshot, perScan: 0USD, resultDelay: 3h}]
            classes: [{name: x, count: 1, cloud: aws, platform: linux, wants: {softwareComposition: 26h}}]

            """)
        #expect(request.name == "standard")
        let (agent, snapshot) = (request.estate.sensors[0], request.estate.sensors[1])
        let shipped = SensorCatalog.shipped
        #expect(agent.interval == shipped.time(.interval, of: "agent")?.value && agent.anchor == .discovery)
        #expect(agent.gives.keys.sorted() == [.vulnerabilities, .policyCompliance, .softwareComposition])
        #expect(snapshot.gives[.secrets] == [Reach(platforms: [.linux], clouds: [.aws])])
        // The first result cannot come before the delay that is stated.
        #expect(snapshot.firstResult == 3 * 3600)
        #expect(request.estate.classes[0].region == "everywhere" && request.estate.classes[0].meanLife == nil)
        let said = Dictionary(
            uniqueKeysWithValues: request.assumptions.map { ($0.name, "\($0.value) (\($0.range ?? ""))") })
        #expect(said["a.interval"] == "4h (4h to 24h)")
        #expect(said["a.firstResult"] == "2h (30m to 2h)")
        #expect(said["a.perAsset"] == "0USD ()")
        #expect(said["a.softwareComposition"] == "linux, windows on aws, azure, gcp, oci, none ()")
        #expect(said["a.anchor"] == "discovery ()")
        #expect(said["s.interval"] == "24h (24h to 7d)")
        #expect(said["s.perAsset"] == nil && said["s.resultDelay"] == nil && said["s.firstResult"] == nil)
    }

    @Test func jsonSaysTheSame() throws {
        let json = """
            {"schemaVersion": 1, "sensors": [{"name": "a", "kind": "api"}], "classes": [{"name": "x", "count": 1,
            "cloud": "aws", "platform": "linux", "wants": {"vulnerabilities": {"within": "26h"}}}]}
            """
        let yaml = """
            schemaVersion: 1
            sensors: [{name: a, kind: api}]
            classes: [{name: x, count: 1, cloud: aws, platform: linux, wants: {vulnerabilities: 26h}}]

            """
        #expect(try Self.read(json, file: "a.json") == Self.read(yaml))
    }

    @Test func everyIssueIsReportedAtOnceWithItsPlace() {
        let text = """
            schemaVersion: 1
            metBy: 90
            licences: [{name: hosts, perAsset: 1.5}, {name: hosts, perAsset: 1USD}]
            tags:
              - {name: up, rule: state = running and later}
              - {name: or, rule: (}
            sensors:
              - {name: a, kind: snapshots, pointedAt: upp}
              - {name: a, kind: snapshot, interval: 1h, assessments: [exposure], licences: [host], rollout: {images: 5%}}
              - {name: b, kind: agent, firstResult: 1m, resultDelay: 2m, rollout: {}}
            classes:
              - {name: x, count: -1, cloud: AWS, platform: linus, agent: [image, image], wants: {vulnerability: 1h}}
              - {name: x, count: 1, cloud: aws, platform: linux, wants: {secrets: {within: 1h, share: 0%}}}
              - {name: y, count: 1, cloud: aws, platform: linux}

            """
        let expected = """
            a.yaml:2:8: metBy: is `90`, a number without a unit; expected a duration such as 90s, 15m, 20h, \
            2d or 250ms; did you mean 90s?
            a.yaml:3:36: licences[0].perAsset: is `1.5`, a number without a unit; expected an amount such \
            as 500USD; did you mean 1.5USD?
            a.yaml:3:49: licences[1].name: another licence is named `hosts`; expected a name of its own
            a.yaml:5:22: tags[0].rule: names `later`, which is neither a field nor a dynamic tag above, at \
            character 21; expected a dynamic tag that stands above, or a field with a comparison
            a.yaml:6:12: tags[1].name: is `or`; expected a name other than and, or, not
            a.yaml:6:22: tags[1].rule: ends, at character 2; expected a field, a dynamic tag, `not` or `(`
            a.yaml:8:21: sensors[0].kind: is `snapshots`; expected one of snapshot, appliance, agent, api, \
            perimeter, container, webApplication; did you mean snapshot?
            a.yaml:8:43: sensors[0].pointedAt: names `upp`, which is neither a field nor a dynamic tag \
            above, at character 1; expected a dynamic tag that stands above, or a field with a comparison; \
            did you mean up?
            a.yaml:9:12: sensors[1].name: another sensor is named `a`; expected a name of its own
            a.yaml:9:41: sensors[1].interval: is shorter than the shortest interval, 24h; expected at least \
            24h, or `leastInterval` beside it
            a.yaml:9:59: sensors[1].assessments[0]: is `exposure`; expected one of vulnerabilities, \
            policyCompliance, softwareComposition, secrets
            a.yaml:9:81: sensors[1].licences[0]: there is no licence `host`; expected the name of one under \
            `licences`; did you mean hosts?
            a.yaml:9:106: sensors[1].rollout.images: does not go with a sensor of kind snapshot; expected \
            `waves`
            a.yaml:10:41: sensors[2].firstResult: is shorter than a result's delay, 2m; expected at least \
            2m, or a shorter `resultDelay`
            a.yaml:10:71: sensors[2].rollout: rolls out nothing; expected `images` or `waves`
            a.yaml:12:22: classes[0].count: is `-1`; expected a whole number from 0 to 10000000
            a.yaml:12:33: classes[0].cloud: is `AWS`; expected one of aws, azure, gcp, oci, none; did you \
            mean aws?
            a.yaml:12:48: classes[0].platform: is `linus`; expected one of linux, windows, other; did you \
            mean linux?
            a.yaml:12:62: classes[0].agent: names a way twice; expected image, extension or both
            a.yaml:12:86: classes[0].wants.vulnerability: is "vulnerability"; expected one of \
            vulnerabilities, policyCompliance, softwareComposition, secrets, exposure, webApplications, \
            containerImages
            a.yaml:13:12: classes[1].name: another class is named `x`; expected a name of its own
            a.yaml:13:91: classes[1].wants.secrets.…: is a value that is not shown here; expected a share \
            above 0%
            a.yaml:14:5: classes[2]: the key `wants` is missing
            """
        #expect(Self.found(text) == expected.split(separator: "\n").map(String.init))
    }

    /// One line of the complete document is changed, and one issue is found.
    @Test(arguments: [
        ("schemaVersion: 1", "schemaVersion: 2", "schemaVersion: is `2`"),
        ("metBy: 90d", "metBy: 36h", "whole days from 0d to 366d"),
        ("metBy: 90d", "metBy: 400d", "0s to 366d"),
        ("owned: 50", "owned: 1.5", "a whole number from 0"),
        ("perAsset: 1.5USD", "perAsset: 1001USD", "at most 1000USD"),
        ("perScan: 0.000001USD", "perScan: 0.0000001USD", "at most 6 decimal places"),
        ("fixed: 100USD", "fixed: -1USD", "which is negative"),
        ("interval: 4h", "interval: 30m", "is shorter than the shortest interval, 1h"),
        ("interval: 4h", "interval: 0s", "above 0s"),
        ("interval: 4h", "interval: 1.0001s", "whole seconds"),
        ("firstResult: 2h", "firstResult: 9m", "is shorter than a result's delay, 10m"),
        ("anchor: schedule", "anchor: sched", "one of discovery, schedule"),
        ("kind: agent", "kind: agents", "did you mean agent?"),
        ("clouds: [azure, none]", "clouds: []", "has 0 elements"),
        (
            "assessments: [vulnerabilities, policyCompliance]", "assessments: [secrets]",
            "one of vulnerabilities, policyCompliance, softwareComposition"
        ),
        (
            "onTop: {policyCompliance: 0.5USD}", "onTop: {exposure: 1USD}",
            "one of vulnerabilities, policyCompliance, softwareComposition"
        ),
        (
            "licences: [hosts]", "licences: [host]",
            "there is no licence `host`; expected the name of one under `licences`; did you mean hosts?"
        ),
        (
            "mine or tags.env = prod", "mine or tags.env > prod",
            "has `>`, at character 18; expected = or != for tags.env"
        ),
        ("up and cloud = azure", "up and clod = azure", "did you mean cloud?"),
        (
            "up and cloud = azure", "mine and up",
            "names `mine`, which is neither a field nor a dynamic tag above, at character 1"
        ),
        ("start: 5d", "start: 1h", "whole days"),
        ("share: 25%", "share: 0%", "a share above 0%"),
        ("every: 7d", "every: 0d", "whole days from 1d"),
        ("waves: {share: 25%, every: 7d}", "waves: {share: 25%}", "the key `every` is missing"),
        ("count: 40", "count: 10000001", "a whole number from 0 to 10000000"),
        ("cloud: azure\n", "cloud: azur\n", "did you mean azure?"),
        ("lifetime: 12h", "lifetime: 0s", "above 0s"),
        ("disks: lockedKey", "disks: locked", "one of open, lockedKey, ephemeral"),
        ("state: stopped", "state: off", "one of running, stopped"),
        ("agent: [image, extension]", "agent: [image, image]", "names a way twice"),
        ("share: 99%", "share: 101%", "0% to 100%"),
        ("within: 26h", "within: 0h", "above 0s"),
        ("vulnerabilities: {", "vulnerability: {", "one of vulnerabilities"),
        ("size: Standard_B2s", "sise: x", "did you mean size?"),
    ])
    func oneFaultIsOneIssue(from: String, to: String, issue: String) throws {
        #expect(Self.complete.contains(from))
        let range = try #require(Self.complete.range(of: from))
        let found = Self.found(Self.complete.replacingCharacters(in: range, with: to))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.contains(issue) == true, "\(found)")
    }

    /// Amounts that could not be added up exactly are refused, and so are more sensors than the search can try.
    @Test func greatDocumentsAreRefused() {
        func document(_ sensors: Int, _ price: String) -> String {
            let list = (0..<sensors).map {
                "  - {name: s\($0), kind: agent, perScan: \(price), leastInterval: 1s, interval: 1s}\n"
            }
            return "schemaVersion: 1\nsensors:\n" + list.joined()
                + "classes: [{name: x, count: 10000000, cloud: aws, platform: linux, wants: {vulnerabilities: 1h}}]\n"
        }
        #expect(Self.found(document(1, "0.01USD")).isEmpty)
        let dear = Self.found(document(1, "1000USD"))
        #expect(dear.count == 1 && dear[0].contains("cost too much to be added up exactly"), "\(dear)")
        let many = Self.found(document(13, "0USD"))
        #expect(many.count == 1 && many[0].contains("has 13 elements; expected 1 to 12"), "\(many)")
        #expect(Self.found("schemaVersion: 1\n").count == 2)
        #expect(!Self.found("[1]").isEmpty && !Self.found("").isEmpty)
    }
}
