internal import ScanModel
internal import VendorProfiles

/// Short names of settings on the command line: a parameter of the vendor by its name, a key of a deployment by its path there.
enum SettingPaths {
    /// Keys of a scenario; a path that begins with one of them is taken as it is.
    private static let scenarioKeys: Set<String> = [
        "$schema", "base", "deployments", "name", "objective", "schemaVersion", "seed", "study",
    ]

    /// Whether a path, or a setting, begins in a deployment.
    static func isShort(_ text: String) -> Bool {
        let first = firstKey(text)
        return !first.isEmpty && !scenarioKeys.contains(first)
    }

    /// The key of the scenario that a path begins with, if it holds for all deployments; nil: the path is one of theirs.
    static func keyOfAll(_ path: String) -> String? {
        let first = firstKey(path)
        return first != "deployments" && scenarioKeys.contains(first) ? first : nil
    }

    /// A path or setting of a scenario that has one deployment; a bare name is one of the vendor's parameters.
    static func inOnlyDeployment(_ text: String) -> String {
        guard isShort(text) else { return text }
        let isBare = !text.prefix { $0 != "=" }.contains { $0 == "." || $0 == "[" }
        return path(text, deployment: 0, isParameter: isBare)
    }

    /// Why one of the paths is no axis: values of a secret would stand in every table of points. Nil where none is a secret.
    static func secretAxis(_ paths: [String], of scenario: Scenario) -> String? {
        let parameters = scenario.deployments.flatMap { VendorProfiles.profile(of: $0)?.parameters ?? [] }
        let secrets = parameters.filter { $0.kind == .secretReference }.map(\.name)
        let keys = paths.flatMap { path in path.split { ".[]\"'".contains($0) } }
        let secret = secrets.first { secret in keys.contains { $0 == secret } }
        return secret.map { "\($0) is a secret, and its values are no axis; they change no answer." }
    }

    /// Where in a scenario a name or path leads: to the parameter in every deployment whose vendor has it, else to the key of
    /// every deployment.
    static func paths(_ name: String, of scenario: Scenario) -> [String] {
        guard isShort(name) else { return [name] }
        let concerned = scenario.deployments.indices.filter { index in
            let profile = VendorProfiles.profile(of: scenario.deployments[index])
            return profile?.parameters.contains { $0.name == name } ?? false
        }
        if !concerned.isEmpty { return concerned.map { path(name, deployment: $0, isParameter: true) } }
        return scenario.deployments.indices.map { path(name, deployment: $0, isParameter: false) }
    }

    /// Settings parted by semicolons, with their paths in full.
    static func settings(_ text: String, of scenario: Scenario) -> [String] {
        parts(text).flatMap { setting -> [String] in
            guard let equals = setting.firstIndex(of: "=") else { return [setting] }
            return paths(String(setting[..<equals]), of: scenario).map { $0 + setting[equals...] }
        }
    }

    /// Settings parted by semicolons, which part nothing in quotes.
    static func parts(_ text: String) -> [String] {
        var parts = [""]
        var quote: Character?
        for character in text {
            if character == ";", quote == nil {
                parts.append("")
                continue
            }
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            }
            parts[parts.count - 1].append(character)
        }
        return parts.map { part in String(part.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }

    private static func firstKey(_ text: String) -> String {
        String(text.prefix { $0 != "=" && $0 != "." && $0 != "[" })
    }

    private static func path(_ text: String, deployment: Int, isParameter: Bool) -> String {
        "deployments[\(deployment)].\(isParameter ? "parameters." : "")\(text)"
    }
}
