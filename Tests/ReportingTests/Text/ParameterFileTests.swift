import Foundation
import Rollout
import ScanModel
import Testing
import VendorProfiles

@testable import Reporting

@Suite("Files of parameters, as they are written")
struct ParameterFileTests {
    /// Texts that would end a string, begin a template, break a line or hide.
    static let hostile = [
        "", "plain", "\"", "\\", "\\\"", "${var.QToken}", "$${x}", "%{ if true }", "%%{", "$", "$$", "${", "$${",
        "%${a", "$%{a", "$$$${a}", "a$", "$\\{",
        "line\nbreak", "\r\n\t", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{2028}", "\u{202E}evil", "\u{FEFF}x",
        "é ü 漢 🦊", "\u{E0001}", "# no comment", "= \"b\"\nQToken = \"c", "]", "${NAME}", "'; rm -rf /", "</script>",
    ]

    private static let secret = SecretPlaceholder(
        VendorParameterValue(name: "QToken", text: "env:SCAN_TOKEN", isSecretReference: true))

    private static func export(_ settings: [ExportedSetting], file: ParameterFile = .tfvars) -> ParameterExport {
        ParameterExport(deployment: "main", profile: "qualys-azure@3.20", file: file, settings: settings)
    }

    @Test("What a tfvars file says is what was meant, whatever is in it")
    func tfvarsRoundTrip() throws {
        var settings = Self.hostile.enumerated().map { index, text in
            ExportedSetting(name: "text_\(index)", value: .text(text))
        }
        settings.append(ExportedSetting(name: "all", isList: true, value: .list(Self.hostile)))
        settings.append(ExportedSetting(name: "none", isList: true, value: .list([])))
        settings.append(ExportedSetting(name: "number", value: .number(-12)))
        settings.append(ExportedSetting(name: "flag", value: .flag(true)))
        settings.append(ExportedSetting(name: "missing", value: nil))
        let text = TerraformText.tfvars(Self.export(settings))
        let read = try HCLReader.assignments(text)
        #expect(read.map(\.name) == settings.dropLast().map(\.name))
        for (index, text) in Self.hostile.enumerated() { #expect(read[index].value == .text(text)) }
        #expect(read[Self.hostile.count].value == .list(Self.hostile.map { .text($0) }))
        #expect(read.suffix(3).map(\.value) == [.list([]), .number(-12), .flag(true)])
        // Nothing but line ends and printed characters.
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }

    @Test("Texts at random come back from both languages", arguments: 0..<20)
    func randomTexts(seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func draw(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let alphabet = Array("\"\\${}%\n\r\t ab#=[],é\u{0}\u{2028}\u{202E}🦊".unicodeScalars)
        let texts = (0..<20).map { _ in
            String(String.UnicodeScalarView((0..<draw(12)).map { _ in alphabet[draw(alphabet.count)] }))
        }
        let export = Self.export(
            texts.enumerated().map { ExportedSetting(name: "v\($0)", value: .text($1)) }
                + [ExportedSetting(name: "list", isList: true, value: .list(texts))])
        let read = try HCLReader.assignments(TerraformText.tfvars(export))
        #expect(read.map(\.value) == texts.map { .text($0) } + [.list(texts.map { .text($0) })])
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(ParameterFileJSON.tfvars(export).document.utf8))
                as? [String: Any])
        #expect(json["list"] as? [String] == texts)
        for (index, text) in texts.enumerated() { #expect(json["v\(index)"] as? String == text) }
    }

    @Test("Equals signs stand below one another, and a secret is a comment")
    func layout() throws {
        let text = TerraformText.tfvars(
            Self.export([
                ExportedSetting(name: "a", value: .number(1)),
                ExportedSetting(name: "QToken", value: .secret(Self.secret)),
                ExportedSetting(name: "longer", isList: true, value: .list(["x", "y"])),
            ]))
        #expect(
            text == """
                # Variables of main for the modules of qualys-azure@3.20
                a      = 1
                longer = ["x", "y"]
                # QToken is taken from TF_VAR_QToken; its value is kept in "env:SCAN_TOKEN"

                """)
    }

    @Test("The configuration of the package keeps its sections and its types")
    func userConfig() throws {
        let export = Self.export(
            [
                ExportedSetting(
                    name: "A", section: "One", label: "a", description: "first", value: .text("x\"y")),
                ExportedSetting(name: "B", section: "One", label: "b", description: "", isList: true, value: nil),
                ExportedSetting(name: "C", section: "Two", label: "c", description: "", value: .secret(Self.secret)),
                ExportedSetting(name: "D", section: "Two", label: "d", description: "", value: .flag(false)),
                ExportedSetting(name: "E", section: "Two", label: "e", description: "", value: nil),
                ExportedSetting(name: "F", section: "Two", label: "f", description: "", value: .number(3)),
            ], file: .userConfig)
        let text = ParameterFileJSON.userConfig(export).document
        let read = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: Any]]])
        #expect(Set(read.keys) == ["One", "Two"])
        #expect(read["One"]?.map { $0["key"] as? String } == ["A", "B"])
        #expect(read["One"]?[0]["value"] as? String == "x\"y")
        #expect(read["One"]?[0]["label"] as? String == "a" && read["One"]?[0]["description"] as? String == "first")
        #expect((read["One"]?[1]["value"] as? [String]) == [])
        #expect(read["Two"]?.map { $0["value"] as? String } == ["${SCAN_TOKEN}", "disabled", "", "3"])
        #expect(
            text.contains("\"One\": [")
                && text.firstRange(of: "One")!.lowerBound < text.firstRange(of: "Two")!.lowerBound)
    }

    @Test("A parameter file refers to a vault for a secret, or names its variable")
    func armParameters() throws {
        let export = Self.export(
            [
                ExportedSetting(name: "hours", value: .number(24)), ExportedSetting(name: "on", value: .flag(true)),
                ExportedSetting(name: "token", value: .secret(Self.secret)),
                ExportedSetting(name: "list", isList: true, value: .list(Self.hostile)),
                ExportedSetting(name: "missing", value: nil),
            ], file: .armParameters)
        func read(_ vault: String?) throws -> [String: [String: Any]] {
            let text = ParameterFileJSON.armParameters(export, keyVault: vault).document
            let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(
                object["$schema"] as? String
                    == "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#")
            #expect(object["contentVersion"] as? String == "1.0.0.0")
            return try #require(object["parameters"] as? [String: [String: Any]])
        }
        let plain = try read(nil)
        #expect(Set(plain.keys) == ["hours", "on", "token", "list"])
        #expect(plain["hours"]?["value"] as? Int == 24 && plain["on"]?["value"] as? Bool == true)
        #expect(plain["token"]?["value"] as? String == "${SCAN_TOKEN}")
        // Foundation takes a byte order mark away wherever a text begins with one.
        let list = try #require(plain["list"]?["value"] as? [String])
        #expect(list == Self.hostile.map { $0.unicodeScalars.first == "\u{FEFF}" ? String($0.dropFirst()) : $0 })
        let vault =
            "/subscriptions/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v"
        let reference = try #require(try read(vault)["token"]?["reference"] as? [String: Any])
        #expect(reference["secretName"] as? String == "SCAN-TOKEN")
        #expect((reference["keyVault"] as? [String: String]) == ["id": vault])
    }
}
