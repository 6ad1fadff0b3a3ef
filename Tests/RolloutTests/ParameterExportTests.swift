import Rollout
import ScanModel
import ScenarioInput
import Testing
import VendorProfiles

@Suite("What the file of a package holds")
struct ParameterExportTests {
    private static let scanners = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
    private static let target = "00000000-0000-0000-0000-00000000000a"

    private static func deployment(_ profile: String, _ parameters: [String], account: String, target: String) throws
        -> Deployment
    {
        let region = profile.hasPrefix("qualys-azure") ? "westeurope" : "us-east-1"
        let stack =
            profile.hasPrefix("qualys-azure") ? "{}" : "{ServiceAccount: \"\(account)\", EventBasedScan: Enabled}"
        let text =
            ([
                "schemaVersion: 1", "deployments:", "  - name: main", "    profile: \(profile)",
                "    serviceAccount: \"\(account)\"", "    parameters:",
            ] + parameters.map { "      \($0)" } + [
                "    targetAccounts: [{account: \"\(target)\", targetStack: \(stack)}]", "    fleet:",
                "      instances:",
                "        - {account: \"\(target)\", region: \(region), tags: {Scan: daily}, volumes: [30GiB]}",
            ]).joined(separator: "\n") + "\n"
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "export.yaml", standardName: "export")
        return try #require(try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments.first)
    }

    private static func azure(_ parameters: [String] = []) throws -> Deployment {
        try deployment(
            "qualys-azure@3.20", ["Locations: [westeurope, eastus]"] + parameters, account: scanners.uppercased(),
            target: target.uppercased())
    }

    private static func values(_ export: ParameterExport) -> [String: ExportedValue] {
        Dictionary(
            uniqueKeysWithValues: export.settings.compactMap { setting in setting.value.map { (setting.name, $0) } })
    }

    @Test("The configuration of the Azure package")
    func userConfig() throws {
        let deployment = try Self.azure([
            "Concurrency: 7", "DisksPerVM: 8", "MustHaveTagList: [Scan=daily, \"Team=a b\"]", "ScanSampling: enabled",
            "APIGatewayURL: \"https://gateway.example.com\"", "SubscriptionToken: \"env:SCAN_TOKEN\"",
        ])
        let export = try #require(ParameterExport(deployment, file: .userConfig))
        let values = Self.values(export)
        #expect(values["SubscriptionID"] == .text(Self.scanners))
        #expect(values["Subscriptions"] == .list([Self.target]))
        #expect(values["Location"] == .text("westeurope"))
        #expect(values["Locations"] == .list(["westeurope", "eastus"]))
        #expect(values["Concurrency"] == .text("7"))
        #expect(values["SingleLocationConcurrency"] == .text("1"), "the package's own default")
        #expect(values["MustHaveTagList"] == .list(["Scan=daily", "Team=a b"]))
        #expect(values["NoneInTheList"] == .list([]))
        #expect(values["ScanSampling"] == .text("enabled"))
        #expect(export.missing == ["TenantID", "ManagementGroups", "RoleBoundary"])
        #expect(export.unplaced == ["DisksPerVM"])
        #expect(export.secrets.map(\.name) == ["SubscriptionToken"])
        #expect(export.secrets.map(\.secret.variable) == ["SCAN_TOKEN"])
        #expect(export.settings.map(\.section).first == "Scanner account details")
    }

    @Test("Variables of the Azure package's Terraform stack, which takes flags and more parameters")
    func azureVariables() throws {
        let deployment = try Self.azure(["DisksPerVM: 8", "EventBasedDiscovery: disabled"])
        let export = try #require(ParameterExport(deployment, file: .tfvars))
        let values = Self.values(export)
        #expect(values["DisksPerVM"] == .text("8"))
        #expect(values["EventBasedDiscovery"] == .flag(false))
        #expect(values["ScanSampling"] == .flag(false))
        #expect(values["TargetLocations"] == .list(["westeurope", "eastus"]))
        #expect(values["MustHaveTags"] == .list([]))
        #expect(export.unplaced == [])
    }

    @Test("Parameters of the Bicep module, whose hours are numbers")
    func armParameters() throws {
        let export = try #require(ParameterExport(try Self.azure(["IntervalHours: 48"]), file: .armParameters))
        let values = Self.values(export)
        #expect(values["scanIntervalHours"] == .number(48))
        #expect(values["pollIntervalHours"] == .number(4))
        #expect(values["eventBasedDiscovery"] == .flag(true))
        #expect(values["targetSubscriptions"] == .list([Self.target]))
        #expect(export.missing == ["qualysEndpoint", "qualysSubscriptionToken", "deployerObjectId"])
    }

    @Test("Variables of the AWS module, with those of the target stack")
    func awsVariables() throws {
        let deployment = try Self.deployment(
            "qualys-aws@1.19",
            [
                "Regions: [us-east-1, eu-west-1]", "Concurrency: 5", "SwCA: Enabled", "Secret: Disabled",
                "MustHaveTagList: Scan=daily", "QToken: \"file:token.txt\"",
            ], account: "111122223333", target: "222233334444")
        let export = try #require(ParameterExport(deployment, file: .tfvars))
        let values = Self.values(export)
        #expect(values["target_regions"] == .list(["us-east-1", "eu-west-1"]))
        #expect(values["concurrency"] == .number(5))
        #expect(values["swca_enabled"] == .flag(true) && values["secret_scan_enabled"] == .flag(false))
        #expect(values["event_based_scan"] == .flag(true))
        #expect(values["must_have_tag_list"] == .list(["Scan=daily"]))
        #expect(export.missing.prefix(2) == ["qualys_cspm_account", "external_id"])
        #expect(export.secrets.map(\.name) == ["qualys_subscription_token"])
        #expect(export.unplaced == [])
        #expect(ParameterExport(deployment, file: .userConfig) == nil)
        #expect(ParameterExport(deployment, file: .armParameters) == nil)
    }
}
