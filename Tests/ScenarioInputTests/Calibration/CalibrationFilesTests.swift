import ScanModel
import Testing

@testable import ScenarioInput

/// Scenarios that include a calibration file.
@Suite struct CalibrationFilesTests {
    static let calibration = """
        {"schema": "scanplan.calibration/1", "profile": "qualys-aws@1.8",
         "period": {"from": "2025-03-01", "to": "2025-03-28"},
         "stages": [
          {"stage": "scan", "base": {"value": "81.5s", "interval": ["80s", "83s"]}, "perGiB": {"value": "0.25s"},
           "variation": {"lognormal": {"cv": 0.3}}, "finished": 280},
          {"stage": "scannerBoot", "base": {"value": "75s", "interval": null}, "perGiB": {"value": "0s"},
           "variation": "exponential", "finished": 9}]}
        """

    private func text(_ more: String = "") -> String {
        """
        schemaVersion: 1
        deployments:
          - name: a
            profile: qualys-aws@1.8
            calibration: c.json
            serviceAccount: "111122223333"
            targetAccounts: [{account: "222233334444", targetStack: {AWSSourceAccount: "111122223333"}}]
            parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, Regions: us-east-1, TagKey: S, \
        TagValue: d}
            fleet: {instances: [{account: "222233334444", region: us-east-1, tags: {S: d}, volumes: [8GiB]}]}

        """ + more
    }

    private func layer(_ text: String, _ calibration: String = Self.calibration) throws -> ScenarioLayer {
        var layer = try ScenarioLayer(bytes: Array(text.utf8), file: "s.yaml")
        for path in layer.calibrationPaths {
            layer.add(calibration: Array(calibration.utf8), file: "folder/\(path.path)", for: path)
        }
        return layer
    }

    private func deployment(_ text: String, _ calibration: String = Self.calibration) throws -> Deployment {
        try ScenarioReader.read(layers: [try layer(text, calibration)], standardName: "s").deployments[0].deployment
    }

    private func issues(_ text: String, _ calibration: String) throws -> [String] {
        let layer = try layer(text, calibration)
        return ScenarioInputTests.issues { () throws(InvalidInput) in
            try ScenarioReader.read(layers: [layer], standardName: "s")
        }
    }

    @Test func itsDurationsAreUsed() throws {
        let found = try deployment(text())
        let stage = try #require(found.workflow.stages.first { $0.name == "scan" })
        #expect(stage.duration.base == Seconds(Rational(163, over: 2)))
        #expect(stage.duration.perGiB == Seconds(Rational(1, over: 4)))
        #expect(found.scanner.boot == Seconds(75))
        #expect(found.variations?.stages == ["scan": .lognormal(cv: 0.3)])
        #expect(found.variations?.scannerBoot == .exponential)
        let base = try #require(found.assumptions.first { $0.name == "timings.scan.base" })
        #expect(base.value == "81.5s" && base.range == "80s to 83s")
        #expect(
            base.provenance
                == Provenance(
                    source: "folder/c.json: fit to 280 durations, 2025-03-01 to 2025-03-28", date: "2025-03-28",
                    confidence: .calibrated))
        for name in ["timings.scan.perGiB", "variation.scan", "timings.scannerBoot", "variation.scannerBoot"] {
            #expect(
                found.assumptions.contains { $0.name == name && $0.provenance.confidence == .calibrated }, "\(name)")
        }
        // What the file does not have stays as the profile says.
        let other = try #require(found.assumptions.first { $0.name == "timings.snapshot.base" })
        #expect(other.value == "60s" && other.provenance.confidence == .assumed)
    }

    @Test func theScenarioComesFirst() throws {
        let found = try deployment(
            text(
                """
                    timings: {scan: {base: 7s}}
                    variation: {scan: none, scannerBoot: {erlang: {shape: 4}}}

                """))
        let stage = try #require(found.workflow.stages.first { $0.name == "scan" })
        #expect(stage.duration.base == Seconds(7))
        #expect(stage.duration.perGiB == Seconds(Rational(1, over: 4)))
        #expect(found.variations?.stages == [:])
        #expect(found.variations?.scannerBoot == .erlang(shape: 4))
        #expect(found.assumptions.contains { $0.name == "timings.scan.base" && $0.provenance.confidence == .stated })
        #expect(found.assumptions.count { $0.name == "variation.scan" } == 1)
    }

    @Test func anotherProfileIsRefused() throws {
        let other = Self.calibration.replacing("aws@1.8", with: "aws@1.19")
        #expect(
            try issues(text(), other) == [
                "s.yaml:5:18: deployments[0].calibration: is a calibration of qualys-aws@1.19, and the deployment follows "
                    + "qualys-aws@1.8; expected a calibration of qualys-aws@1.8"
            ])
    }

    @Test func unknownStagesAreToldWithTheirPlace() throws {
        let found = try issues(text(), Self.calibration.replacing("\"stage\": \"scan\"", with: "\"stage\": \"scna\""))
        #expect(found.count == 1)
        #expect(
            found[0].hasPrefix("folder/c.json:4:13: stages[0].stage: qualys-aws@1.8 has no stage `scna`; expected one"))
        #expect(found[0].hasSuffix("did you mean scan?"))
    }

    @Test(arguments: [
        ("\"81.5s\"", "\"81.5\""), ("\"81.5s\"", "-1"), ("0.3", "7"), ("lognormal", "lognormall"), ("280", "-2"),
        ("[\"80s\", \"83s\"]", "[\"80s\"]"), ("2025-03-28", "2025-02-30"), ("scanplan.calibration/1", "x/1"),
        ("\"perGiB\": {\"value\": \"0.25s\"},", ""), ("\"stages\": [", "\"steps\": ["), ("scannerBoot", "scan"),
        ("\"finished\": 9", "\"finished\": 9, \"colour\": 1"),
    ])
    func whatIsWrongIsTold(old: String, new: String) throws {
        let broken = Self.calibration.replacing(old, with: new)
        #expect(broken != Self.calibration)
        let found = try issues(text(), broken)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.hasPrefix("folder/c.json:") }, "\(found)")
    }

    @Test(arguments: ["", "{", "[]", "3", "null", "{}", "\u{0}"]) func noCalibration(text other: String) throws {
        #expect(!(try issues(text(), other)).isEmpty)
    }

    @Test func aFileThatWasNotReadIsTold() throws {
        let layer = try ScenarioLayer(bytes: Array(text().utf8), file: "s.yaml")
        let found = ScenarioInputTests.issues { () throws(InvalidInput) in
            try ScenarioReader.read(layers: [layer], standardName: "s")
        }
        #expect(
            found.contains { $0.hasPrefix("s.yaml:5:18: deployments[0].calibration: names a calibration file that") })
    }

    /// Two scenarios that differ in nothing but what their calibration says are told from each other.
    @Test func contentIsAValueOfTheScenario() throws {
        func values(_ calibration: String) throws -> [SettingValue] {
            try ScenarioReader.readWithValues(layers: [try layer(text(), calibration)], standardName: "s").values
        }
        let one = try values(Self.calibration)
        #expect(one == (try values(Self.calibration)))
        #expect(one != (try values(Self.calibration.replacing("81.5s", with: "81.6s"))))
    }

    @Test func showTellsTheCalibratedValue() throws {
        let found = try ScenarioReader.values(
            layers: [try layer(text())], standardName: "s", path: "deployments[0].timings.scan.base")
        guard case .success(let answer) = found else { throw CancellationError() }
        #expect(answer.values.map(\.value) == ["81.5s"])
        #expect(answer.values.first?.standard == "60s")
    }
}
