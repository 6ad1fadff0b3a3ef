import Foundation
import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

/// A profile that has to conform: one that ships, or a file beside a scenario.
struct ProfileUnderTest: Sendable, CustomTestStringConvertible {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every profile that scenarios can follow; whoever adds a file to the shelf adds it here.
    static let all: [ProfileUnderTest] =
        VendorProfiles.identifiers.filter { StarterRequest.isForScenarios($0) }.map { id in
            let name = id.replacing("@", with: "-")
            return ProfileUnderTest(path: "Sources/VendorProfiles/Profiles/\(name).json", shippedAs: id)
        }
        + ["acme", "qualys-gcp", "qualys-oci"].map { name in
            ProfileUnderTest(path: "Scenarios/own-profile/\(name).json", shippedAs: nil)
        }

    /// Of the data file, from the package.
    let path: String
    /// Nil: a file of a user.
    let shippedAs: String?

    var testDescription: String { path }

    var bytes: [UInt8] {
        get throws { Array(try Data(contentsOf: Self.package.appending(path: path))) }
    }

    /// The profile as the reader of profile files sees it, which is not the decoder of those that ship.
    var profile: VendorProfile {
        get throws { try ProfileReader.read(bytes: bytes, file: path, taken: []) }
    }
}

/// A small scenario of any profile, made of what the profile says of its parameters.
struct StandardScenario {
    /// Instances of an account in a region, all alike.
    struct Group {
        var account: String
        var region: Int
        /// GiB; the first one is the root volume.
        var volumes: [Int]
        var count: Int
    }

    let subject: ProfileUnderTest
    let profile: VendorProfile
    var regions: [String]
    var accounts = ["222233334444", "333344445555"]
    var groups = [
        Group(account: "222233334444", region: 0, volumes: [8, 120], count: 40),
        Group(account: "333344445555", region: 0, volumes: [30], count: 25),
        Group(account: "222233334444", region: 1, volumes: [16, 16, 300], count: 12),
        Group(account: "333344445555", region: 2, volumes: [64], count: 7),
    ]
    /// Parameters by role that are not left to the profile.
    var stated: [VendorProfile.Parameter.Role: Int] = [:]
    /// Further lines of the deployment.
    var lines: [String] = []

    init(_ subject: ProfileUnderTest) throws {
        self.subject = subject
        profile = try subject.profile
        let known = profile.parameter(.regions)?.allowedValues ?? profile.cloud.regions
        let usual = ["us-east-1", "eu-west-1", "us-west-2", "eastus", "westeurope", "westus2"].filter(known.contains)
        // Nobody knows the regions of other clouds, so they are called as one likes.
        regions = known.isEmpty ? ["area-1", "area-2", "area-3"] : Array((usual + known).prefix(3))
    }

    var instances: Int { groups.reduce(0) { $0 + $1.count } }

    /// Volumes of a group's instance that the product reads unless told to read more.
    func read(_ group: Group) -> [Int] {
        profile.scannedVolumes.value == .root ? Array(group.volumes.prefix(1)) : group.volumes
    }

    var text: String {
        var text = [
            "schemaVersion: 1", "name: conformance", "objective: {deadline: 48h}", "deployments:", "  - name: main",
            subject.shippedAs.map { "    profile: \($0)" } ?? "    profileFile: profile.json",
            "    serviceAccount: \"111122223333\"", "    parameters:",
        ]
        text += profile.parameters.compactMap { parameter in
            value(of: parameter).map { "      \(parameter.name): \($0)" }
        }
        if !text.contains(where: { $0.hasPrefix("      ") }) { text[text.count - 1] += " {}" }
        let stack = profile.targetParameters.filter(\.required).map { "\($0.name): \"111122223333\"" }
        if profile.cloud == .other {
            let machine = profile.constant("scannerInstanceType")?.value ?? ""
            let items = ["machine:\(machine):h", "volume:GiB-month", "snapshot:GiB-month"].map {
                "\"\($0)\": {\"*\": 0.1USD}"
            }
            text.append("    prices: {items: {\(items.joined(separator: ", "))}}")
        }
        let listed = accounts.map { "\"\($0)\"" }.joined(separator: ", ")
        text.append("    targetAccounts: [{accounts: [\(listed)], targetStack: {\(stack.joined(separator: ", "))}}]")
        text += ["    fleet:", "      instances:"]
        text += groups.map { group in
            let volumes = group.volumes.map { "\($0)GiB" }.joined(separator: ", ")
            return "        - {account: \"\(group.account)\", region: \(regions[group.region]), tags: {Scan: daily}, "
                + "volumes: [\(volumes)], count: \(group.count)}"
        }
        return (text + lines.map { "    " + $0 }).joined(separator: "\n") + "\n"
    }

    /// What the scenario says of a parameter; nil: nothing.
    private func value(of parameter: VendorProfile.Parameter) -> String? {
        if parameter.role == .regions { return "[\(regions.joined(separator: ", "))]" }
        if let role = parameter.role, let stated = stated[role] { return "\(stated)" }
        guard parameter.required, parameter.defaultValue == nil else { return nil }
        switch parameter.kind {
        case .integer: return "\(parameter.minimum ?? 1)"
        case .choice: return parameter.allowedValues?.first
        case .tagText: return parameter.role == .tagKey ? "Scan" : "daily"
        case .tagList: return "Scan=daily"
        case .account: return "\"111122223333\""
        case .cidr: return "10.0.0.0/24"
        case .url: return "https://gateway.example.com"
        case .secretReference: return "env:VENDOR_SECRET"
        case .regionList: return regions[0]
        }
    }

    /// The scenario, with the profile file beside it where it is one.
    func scenario() throws -> Scenario {
        var layer = try ScenarioLayer(bytes: Array(text.utf8), file: "conformance.yaml")
        for path in layer.profilePaths { layer.add(profile: try subject.bytes, file: subject.path, for: path) }
        let draft = try ScenarioReader.read(layers: [layer], standardName: "conformance")
        return try ScenarioAssembler.assemble(draft, inventories: [nil])
    }
}
