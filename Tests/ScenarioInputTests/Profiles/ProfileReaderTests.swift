import Foundation
import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

/// One mistake in a profile file and what has to be said of it.
struct ProfileSlip: Sendable, CustomTestStringConvertible {
    var original: String
    var slip: String
    var expected: String

    init(_ original: String, _ slip: String, _ expected: String) {
        self.original = original
        self.slip = slip
        self.expected = expected
    }

    var testDescription: String { expected }
}

@Suite("Profile files")
struct ProfileReaderTests {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The small profile that lies beside a scenario.
    static var acme: String {
        get throws {
            String(
                decoding: try Data(contentsOf: package.appending(path: "Scenarios/own-profile/acme.json")),
                as: UTF8.self)
        }
    }

    private func issues(of text: String, file: String = "acme.json") -> [String] {
        ScenarioInputTests.issues { () throws(InvalidInput) in
            try ProfileReader.read(bytes: Array(text.utf8), file: file)
        }
    }

    @Test("A right file is read whole")
    func isRead() throws {
        let profile = try ProfileReader.read(bytes: Array(try Self.acme.utf8), file: "acme.json")
        #expect(profile.id == "acme-scan@2.0" && profile.parameters.count == 4 && profile.stages.count == 5)
        #expect(profile.constant("scannerBoot")?.range == ["30s", "180s"])
        #expect(profile.stages[2].size == .total && profile.stages[1].scanner == "takesPlace")
        #expect(profile.resources[1].capacity == nil && profile.parameters[0].defaultValue == "2")
        // The standard library's decoder reads the same.
        #expect(profile == (try JSONDecoder().decode(VendorProfile.self, from: Data(try Self.acme.utf8))))
    }

    @Test("YAML says the same, with or without quotes")
    func yaml() throws {
        let tree = try JSONSerialization.jsonObject(with: Data(try Self.acme.utf8))
        let text = try Self.yaml(tree, indent: 0)
        let read = try ProfileReader.read(bytes: Array(text.utf8), file: "acme.yaml")
        #expect(read == (try ProfileReader.read(bytes: Array(try Self.acme.utf8), file: "acme.json")))
    }

    /// Block style, texts of plain letters and digits without quotes.
    private static func yaml(_ tree: Any, indent: Int) throws -> String {
        let pad = String(repeating: " ", count: indent)
        func inner(_ value: Any) throws -> String {
            if let list = value as? [Any], list.isEmpty { return " []\n" }
            if value is [String: Any] || value is [Any] { return "\n" + (try yaml(value, indent: indent + 2)) }
            return " " + (try scalar(value)) + "\n"
        }
        if let mapping = tree as? [String: Any] {
            return try mapping.sorted { $0.key < $1.key }.map { "\(pad)\($0.key):" + (try inner($0.value)) }.joined()
        }
        let list = try #require(tree as? [Any])
        return try list.map { "\(pad)-" + (try inner($0)) }.joined()
    }

    private static func scalar(_ value: Any) throws -> String {
        if let text = value as? String {
            let isPlain = text.unicodeScalars.allSatisfy { CharacterSet.alphanumerics.contains($0) } && !text.isEmpty
            return isPlain ? text : String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        }
        return String(
            decoding: try JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed]), as: UTF8.self)
    }

    @Test("Each mistake is told at its place", arguments: slips + workflowSlips + limitSlips + parameterSlips)
    func slip(_ slip: ProfileSlip) throws {
        let text = try Self.acme
        try #require(text.contains(slip.original), "\(slip.original)")
        let start = try #require(text.range(of: slip.original))
        let found = issues(of: text.replacingCharacters(in: start, with: slip.slip))
        let line = text[..<start.lowerBound].count { $0 == "\n" } + 1
        #expect(found.contains { $0.contains(slip.expected) }, "\(found)")
        // The issue stands at the change, or where the list begins that lacks something.
        #expect(
            found.allSatisfy { $0.hasPrefix("acme.json:") && !$0.hasPrefix("acme.json:0") }, "line \(line): \(found)")
    }

    @Test("Mistakes in every part are told at once")
    func allAtOnce() throws {
        var text = try Self.acme
        for (original, slip) in [
            (#""provider": "aws""#, #""provider": "A W S""#), (#""value": "60s""#, #""value": "60""#),
            (#""rate": "2/s""#, #""rate": "2""#), (#""capacity": 100"#, #""capacity": 0"#),
            (#""scanner": "givesPlaceBack""#, #""scanner": "givesPlace""#),
            (#""role": "interval""#, #""role": "intervall""#),
        ] {
            text.replace(original, with: slip, maxReplacements: 1)
        }
        let found = issues(of: text)
        for path in [
            "provider: is `A W S`", "constants[6].value: ", "buckets[1].rate: ", "resources[0].capacity: ",
            "stages[3].scanner: ", "parameters[2].role: ",
        ] {
            #expect(
                found.contains { $0.contains(path) || $0.contains(path.replacing("`A W S`", with: "\"A W S\"")) },
                "\(path)")
        }
    }

    @Test("An empty file, a list and a text are refused", arguments: ["", "[]", "profile", "{}", "null", "- a"])
    func noProfile(text: String) {
        #expect(!issues(of: text, file: "acme.yaml").isEmpty)
    }

    @Test("A file of more than a megabyte is refused before it is read")
    func large() {
        let found = issues(of: "{\"id\": \"" + String(repeating: "x", count: ProfileReader.bytesMax) + "\"}")
        #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix("f") || $0.hasPrefix("acme.json") }, "\(found)")
    }

    @Test("A profile that ships keeps its identifier")
    func taken() throws {
        let text = try Self.acme.replacing("acme-scan@2.0", with: "qualys-aws@1.8")
        #expect(
            issues(of: text)
                == [
                    "acme.json:2:9: id: is `qualys-aws@1.8`, a profile that ships with scanplan; expected an identifier of "
                        + "its own"
                ])
    }
}

extension ProfileReaderTests {
    static let slips = [
        ProfileSlip(#""title":"#, #""titel":"#, "titel: unknown key; "),
        ProfileSlip(
            #""id": "acme-scan@2.0""#, #""id": "ACME 2""#, "id: is \"ACME 2\"; expected a product of small letters"),
        ProfileSlip(
            #""value": "literal""#, #""value": "window""#, "regionReading.value: is \"window\"; expected one of "),
        ProfileSlip(#""value": "literal""#, #""value": "turns""#, "regionReading.value: is `turns` without `waves`"),
        ProfileSlip(
            #""name": "scannerBoot", "value": "60s""#, #""name": "scannerBoot", "value": "60""#,
            "constants[6].value: is `60`, a number without a unit"),
        ProfileSlip(
            #""name": "scannerBoot", "value": "60s", "range": ["30s", "180s"]"#,
            #""name": "scannerBoot", "value": "60s", "range": ["61s", "180s"]"#,
            "constants[6].range: goes from 61s to 180s and leaves the value out"),
        ProfileSlip(
            #""name": "scannerBoot", "value": "60s", "range": ["30s", "180s"]"#,
            #""name": "scannerBoot", "value": "60s", "range": ["180s", "30s"]"#,
            "constants[6].range: goes from 180s to 30s; expected the lowest value"),
        ProfileSlip(
            #""name": "scannerBoot", "value": "60s", "range": ["30s", "180s"]"#,
            #""name": "scannerBoot", "value": "60s", "range": ["30s"]"#, "constants[6].range: has 1 elements"),
        ProfileSlip(
            #""name": "scannerBoot", "value": "60s", "range": ["30s", "180s"]"#,
            #""name": "scannerBoot", "value": "60s""#, "constants[6]: is assumed and has no range"),
        ProfileSlip(
            #""name": "scannerBoot""#, #""name": "scannerBootTime""#, "constants: the constant `scannerBoot` is missing"
        ),
        ProfileSlip(
            #""name": "hoursPerMonth", "value": "730""#, #""name": "hoursPerMonth", "value": "0""#,
            "constants[13].value: is `0`; expected a number from 1 to 8784"),
        ProfileSlip(
            #""name": "volumesPerScanner", "value": "4", "range": ["2", "8"]"#,
            #""name": "volumesPerScanner", "value": "40", "range": ["2", "80"]"#,
            "40 volumes for each scanner, and a t3.medium attaches"),
        ProfileSlip(
            #""value": "t3.medium""#, #""value": "t3.medum""#,
            "a machine type that is not known; expected a type of aws"),
        ProfileSlip(
            #""name": "backoffLimit", "value": "30s", "range": ["20s", "120s"]"#,
            #""name": "backoffLimit", "value": "0.1s", "range": ["0.1s", "120s"]"#,
            "constants[16].value: the longest wait is shorter than the first"),
        ProfileSlip(
            #""confidence": "measured""#, #""confidence": "sure""#, ".confidence: is \"sure\"; expected one of measured"
        ),
        ProfileSlip(
            #""date": "2026-11-01""#, #""date": "2026-13-01""#,
            ".date: is \"2026-13-01\"; expected a year, month or day"),
        ProfileSlip(#""meaning": "Regions to scan.""#, #""meaning": """#, "parameters[3].meaning: is empty"),
        ProfileSlip(
            #""name": "vendorRequestRate""#, #""name": "gatewayRate""#,
            "the constant `vendorRequestRate` is missing, which goes with vendorRequestBurst"),
    ]

    static let parameterSlips = [
        ProfileSlip(
            #""role": "interval""#, #""role": "regionsAtOnce""#, "another parameter has the role `regionsAtOnce`"),
        ProfileSlip(#""role": "interval", "#, "", "parameters: no parameter has the role `interval`"),
        ProfileSlip(
            #""minimum": 1, "maximum": 8, "defaultValue": "2""#, #""minimum": 9, "maximum": 8, "defaultValue": "2""#,
            "parameters[0].minimum: is above the largest value, 8"),
        ProfileSlip(
            #""minimum": 1, "maximum": 8, "defaultValue": "2""#, #""minimum": 0, "maximum": 8, "defaultValue": "2""#,
            "parameters[0].minimum: goes from 0 to 8; expected values within 1 to 1000"),
        ProfileSlip(
            #""minimum": 1, "maximum": 8, "defaultValue": "2""#, #""minimum": 1, "maximum": 8, "defaultValue": "9""#,
            "parameters[0].defaultValue: is `9`; expected a whole number from 1 to 8"),
        ProfileSlip(
            #""minimum": 1, "maximum": 8, "defaultValue": "2", "required": false"#,
            #""minimum": 1, "maximum": 8, "required": false"#,
            "parameters[0].required: the role `regionsAtOnce` always needs a value"),
        ProfileSlip(
            #""kind": "regionList""#, #""kind": "tagList""#, "parameters[3].kind: is `tagList`; expected regionList"),
        ProfileSlip(
            #""kind": "regionList", "role": "regions", "#,
            #""kind": "regionList", "role": "regions", "allowedValues": ["us-esat-1"], "#,
            "parameters[3].allowedValues[0]: `us-esat-1` is not a known region"),
        ProfileSlip(
            #""allWhenEnabled": []"#, #""allWhenEnabled": ["Workers"]"#,
            "scannedVolumes.allWhenEnabled[0]: `Workers` is no switch"),
        ProfileSlip(
            #""allWhenEnabled": []"#, #""allWhenEnabled": ["Deep"]"#,
            "scannedVolumes.allWhenEnabled[0]: there is no parameter `Deep`"),
    ]

    static let limitSlips = [
        ProfileSlip(#""name": "scanStorage""#, #""name": "apiRates""#, "is `apiRates`, a key that limits have anyway"),
        ProfileSlip(#""name": "onDemandVcpu""#, #""name": "onDemandVCPU""#, "`onDemandVCPU` can be stated nowhere"),
        ProfileSlip(
            #""action": "RunInstances", "scope": "serviceAccountRegion""#,
            #""action": "RunInstances", "scope": "serviceAccount""#,
            "buckets[1].scope: is `serviceAccount`; expected serviceAccountRegion"),
        ProfileSlip(
            #""action": "RunInstances", "#, #""action": "RunInstances", "resourceOf": "RunMachines", "#,
            "buckets[1].resourceOf: there is no action `RunMachines`"),
        ProfileSlip(
            #""action": "CreateVolume", "#, #""action": "CreateSnapshot", "#,
            "buckets[2].action: `CreateSnapshot` stands in the list before"),
        ProfileSlip(
            #""scope": "serviceAccountRegion", "per": "sizeUnit""#, #""scope": "serviceAccount", "per": "sizeUnit""#,
            "resources[1].scope: is \"serviceAccount\"; expected one of"),
    ]

    static let workflowSlips = [
        ProfileSlip(
            #""scanner": "takesPlace""#, #""scanner": "none""#, "stages: 0 stages take a place on a scanner and 1 give"),
        ProfileSlip(
            #""scanner": "givesPlaceBack""#, #""scanner": "takesPlace""#,
            "stages: 2 stages take a place on a scanner and 0 give"),
        ProfileSlip(
            #""name": "scan""#, #""name": "read""#, "stages: no stage on the scanner is called `scan`"),
        ProfileSlip(
            #""releases": ["pendingSnapshots"]"#, #""releases": []"#,
            "stages[0].acquires: acquires `pendingSnapshots`, which no stage releases"),
        ProfileSlip(
            #""acquires": ["pendingSnapshots"]"#, #""acquires": ["pendingSnapshot"]"#,
            "stages[0].acquires[0]: there is no resource `pendingSnapshot`"),
        ProfileSlip(
            #""acquires": ["scanStorage"]"#, #""acquires": ["scanStorage", "pendingSnapshots"]"#,
            "stages[1].acquires: acquires `pendingSnapshots` once more"),
        ProfileSlip(
            #""releases": ["scanStorage"]"#, #""releases": ["scanStorage"], "condition": "copyNeeded""#,
            "stages[3].condition: is `copyNeeded` on a scanner"),
        ProfileSlip(
            #""spends": ["CreateVolume"]"#, #""spends": ["MakeVolume"]"#,
            "stages[1].spends[0]: there is no action `MakeVolume`"),
        ProfileSlip(
            #""opens": ["volume"]"#, #""opens": ["snapshot"]"#, "stages[1].opens: opens `snapshot` once more"),
        ProfileSlip(
            #""opens": ["volume"]"#, #""opens": ["copy"]"#, "stages[1].opens[0]: is `copy`; expected volume or snapshot"
        ),
        ProfileSlip(
            #""opens": ["volume"]"#, #""opens": []"#, "stages[3].closes: closes `volume`, which no stage opened before"),
        ProfileSlip(
            #""name": "release""#, #""name": "scannerDrain""#,
            "stages[3].name: is `scannerDrain`, the name of another time"),
        ProfileSlip(
            #""base": {"value": "45s""#, #""cap": "longest", "base": {"value": "45s""#,
            "stages[0].cap: there is no constant `longest`"),
        ProfileSlip(
            #""base": {"value": "45s""#,
            #""recheck": {"every": "backoffFirst", "looks": "scanAttemptsMax", "check": "look", "scope": "serviceAccount", "rate": "vendorRequestRate"}, "base": {"value": "45s""#,
            "stages[0]: is the last stage before the scanner, and not a plain one"),
    ]
}
