import Foundation
import Testing

@Suite("Files of a vendor's package, exported by the tool")
struct ExportFilesCommandTests {
    private static let scanners = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
    private static let target = "00000000-0000-0000-0000-00000000000a"
    private static let token = "super-secret"

    private static func scenario(profile: String = "qualys-azure@3.20", tag: String = "Scan=daily") throws
        -> ScenarioFile
    {
        try ScenarioFile(
            """
            schemaVersion: 1
            deployments:
              - name: main
                profile: \(profile)
                serviceAccount: "\(scanners.uppercased())"
                parameters:
                  Locations: [westeurope, eastus]
                  Concurrency: 3
                  SingleLocationConcurrency: 2
                  MustHaveTagList: ["\(tag)"]
                  SubscriptionToken: "env:SCAN_TOKEN"
                targetAccounts:
                  - {account: "\(target)", targetStack: {}}
                fleet:
                  instances:
                    - {account: "\(target)", region: westeurope, tags: {Scan: daily}, volumes: [30GiB], count: 4}

            """)
    }

    private func export(_ command: String, _ file: ScenarioFile, _ name: String, _ more: [String] = []) throws
        -> (result: ToolProcess.Result, text: String)
    {
        let folder = file.folder.appending(path: "\(command)-out")
        let result = try ToolProcess.run(
            ["export", command, "--output", folder.path] + more + [file.path], environment: ["SCAN_TOKEN": Self.token])
        let written = try? Data(contentsOf: folder.appending(path: "main/\(name)"))
        let text = String(decoding: written ?? Data(), as: UTF8.self)
        #expect(!text.contains(Self.token) && !result.diagnostics.contains(Self.token))
        return (result, text)
    }

    @Test("The package's configuration has its sections, the settings and no secret")
    func userConfig() throws {
        let (result, text) = try export("user-config", Self.scenario(), "user-config.json")
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.isEmpty)
        let read = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: Any]]])
        #expect(
            Set(read.keys) == [
                "Scanner account details", "Target account details", "Qualys parameters", "VM Filter rules",
                "Scanner settings",
            ])
        let values = read.values.joined().reduce(into: [String: Any]()) { values, setting in
            if let key = setting["key"] as? String { values[key] = setting["value"] }
        }
        #expect(values.count == 20)
        #expect(values["SubscriptionID"] as? String == Self.scanners)
        #expect(values["Subscriptions"] as? [String] == [Self.target])
        #expect(values["Locations"] as? [String] == ["westeurope", "eastus"])
        #expect(values["Concurrency"] as? String == "3" && values["SingleLocationConcurrency"] as? String == "2")
        #expect(values["SubscriptionToken"] as? String == "${SCAN_TOKEN}")
        #expect(values["TenantID"] as? String == "")
        for note in [
            "note: main: the scenario gives TenantID no value", "SubscriptionToken stands as ${SCAN_TOKEN} in the file",
        ] {
            #expect(result.diagnostics.contains(note), "\(result.diagnostics)")
        }
    }

    @Test("Variables of Terraform in both languages, with a hostile tag")
    func tfvars() throws {
        let file = try Self.scenario(tag: "Scan=${path.root}")
        let (result, text) = try export("tfvars", file, "terraform.tfvars")
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(text.contains("Concurrency                 = \"3\"\n"))
        #expect(text.contains("MustHaveTags                = [\"Scan=$${path.root}\"]\n"))
        #expect(text.contains("# QToken is taken from TF_VAR_QToken; its value is kept in \"env:SCAN_TOKEN\"\n"))
        #expect(result.diagnostics.contains("QToken is left out for TF_VAR_QToken and is kept in env:SCAN_TOKEN"))
        let again = try Self.scenario(tag: "Scan=${path.root}")
        let (json, document) = try export("tfvars", again, "terraform.tfvars.json", ["--form", "json"])
        #expect(json.status == 0)
        let read = try #require(try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
        #expect(read["MustHaveTags"] as? [String] == ["Scan=${path.root}"])
        #expect(read["QToken"] == nil && read["ScanSampling"] as? Bool == false)
    }

    @Test("A parameter file names a vault if there is one")
    func armParameters() throws {
        let vault = "/subscriptions/\(Self.scanners)/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v"
        let (plain, text) = try export("arm-parameters", Self.scenario(), "main.parameters.json")
        #expect(plain.status == 0 && text.contains("\"value\": \"${SCAN_TOKEN}\""), "\(plain.diagnostics)")
        let (result, kept) = try export(
            "arm-parameters", Self.scenario(), "main.parameters.json", ["--key-vault", vault])
        #expect(result.status == 0)
        #expect(kept.contains("\"id\": \"\(vault)\"") && kept.contains("\"secretName\": \"SCAN-TOKEN\""))
        #expect(result.diagnostics.contains("refers to the secret SCAN-TOKEN of the vault"))
        for wrong in ["v", vault + "/secrets/x", vault.replacing("KeyVault", with: "Storage"), vault + "/"] {
            let refused = try export("arm-parameters", Self.scenario(), "x", ["--key-vault", wrong]).result
            #expect(refused.status == 2 && refused.diagnostics.contains("--key-vault must be"), "\(wrong)")
        }
    }

    @Test("A profile that is not deployed with such a file is refused, and nothing is written")
    func otherProfiles() throws {
        let file = try ScenarioFile(smallScenario())
        for (command, profiles) in [
            ("user-config", "qualys-azure@3.20"), ("tfvars", "qualys-aws@1.19 and qualys-azure@3.20"),
        ] {
            let (result, text) = try export(command, file, "x")
            #expect(result.status == 3)
            #expect(
                result.diagnostics == "error: main: qualys-aws@1.8 is not deployed with such a file; "
                    + "expected a deployment of \(profiles)\n")
            #expect(text.isEmpty)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder.path) == ["scenario.yaml"])
        let later = try ExportCommandTests.laterScenario()
        let (result, text) = try export("tfvars", later, "terraform.tfvars")
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(text.contains("swca_enabled ") && text.contains(" = true\n"))
    }
}
