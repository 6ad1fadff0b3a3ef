internal import ScanModel
internal import VendorProfiles

@testable internal import ScenarioInput

/// Documents that people write, in YAML or JSON.
enum DocumentTargets {
    /// A scenario is read or has issues; what `show` writes of it says the same.
    static func scenario(_ bytes: [UInt8], file: String) {
        do throws(InvalidInput) {
            let draft = try draft(bytes, file: file)
            require(!draft.deployments.isEmpty, "a scenario has a deployment")
            let text: String
            do throws(InvalidInput) {
                let layer = try ScenarioLayer(bytes: bytes, file: file)
                text = try ScenarioReader.show(layers: [layer], standardName: "fuzz", sources: false)
            } catch {
                // A value that may be a secret is not shown.
                return Issues.check(error, of: bytes, file: file)
            }
            let again: ScenarioDraft
            do throws(InvalidInput) {
                again = try Self.draft(Array(text.utf8), file: "shown.yaml")
            } catch { fatalError("what is shown cannot be read: \(error)\n\(text)") }
            require(draft.name == again.name && draft.seed == again.seed, "name and seed are shown:\n\(text)")
            require(draft.objective == again.objective, "the objective is shown:\n\(text)")
            require(draft.study == again.study, "the study is shown:\n\(text)")
            // Values know the lines they come from, which are others here.
            require(
                draft.deployments.elementsEqual(again.deployments) {
                    $0.name == $1.name && $0.profile == $1.profile && $0.inventories.count == $1.inventories.count
                        && $0.generated == $1.generated && $0.needsFleet == $1.needsFleet
                        && $0.listed.count == $1.listed.count
                }, "the deployments are shown:\n\(text)")
        } catch { Issues.check(error, of: bytes, file: file) }
    }

    /// Own profiles and other files are left out: only the document itself is read.
    private static func draft(_ bytes: [UInt8], file: String) throws(InvalidInput) -> ScenarioDraft {
        let layer = try ScenarioLayer(bytes: bytes, file: file)
        return try ScenarioReader.read(layers: [layer], standardName: "fuzz")
    }

    static func appliances(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            _ = try ApplianceReader.read(bytes: bytes, file: "fuzz.yaml", standardName: "fuzz")
        } catch { Issues.check(error, of: bytes, file: "fuzz.yaml") }
    }

    static func connectors(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            _ = try ConnectorReader.read(bytes: bytes, file: "fuzz.yaml", standardName: "fuzz")
        } catch { Issues.check(error, of: bytes, file: "fuzz.yaml") }
    }

    static func sensors(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            _ = try SensorReader.read(bytes: bytes, file: "fuzz.yaml", standardName: "fuzz")
        } catch { Issues.check(error, of: bytes, file: "fuzz.yaml") }
    }

    static func calibration(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            _ = try CalibrationReader.read(bytes: bytes, file: "fuzz.json")
        } catch { Issues.check(error, of: bytes, file: "fuzz.json") }
    }

    /// A profile is whole, so that a scenario can be made of it.
    static func profile(_ bytes: [UInt8]) {
        // JSON is a part of YAML, nearly, but has a reader of its own.
        let file = bytes.first == UInt8(ascii: "{") ? "fuzz.json" : "fuzz.yaml"
        do throws(InvalidInput) {
            let profile = try ProfileReader.read(bytes: bytes, file: file)
            require(!VendorProfiles.identifiers.contains(profile.id), "the identifier is its own")
        } catch { Issues.check(error, of: bytes, file: file) }
    }

    static func reference(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            _ = try ReferenceDocument.read(bytes: bytes, file: "fuzz.json")
        } catch { Issues.check(error, of: bytes, file: "fuzz.json") }
    }
}
