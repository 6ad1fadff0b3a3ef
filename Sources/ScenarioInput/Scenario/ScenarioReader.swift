public import ScanModel

/// Reads scenario files, YAML or JSON.
///
/// The format is closed: a key that nobody reads is an issue. Quantities carry their units (`90s`, `64GiB`, `5/s`,
/// `500USD`); only the vendor's own parameters keep the vendor's bare numbers.
public enum ScenarioReader {
    /// The version of the format that is read.
    public static let schemaVersion = 1
    /// How many deployments a scenario may have.
    static let deploymentCounts = 1...64
    /// How many thresholds a scenario may have.
    static let thresholdCounts = 0...100

    /// Reads and checks a scenario, except for what needs the inventories it names.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most 8 MiB.
    ///   - file: the name of the file, for messages; its ending decides between JSON and YAML.
    ///   - standardName: the scenario's name if the file gives none, such as the file's name without its ending.
    /// - Throws: everything that is wrong with the file.
    /// - Complexity: O(bytes).
    public static func read(
        bytes: [UInt8], file: String, standardName: String
    ) throws(InvalidInput) -> ScenarioDraft {
        try read(layers: [ScenarioLayer(bytes: bytes, file: file)], standardName: standardName)
    }

    /// - Parameter own: the profile files that the scenario names.
    static func readDraft(of root: Field, standardName: String, own: OwnProfiles = OwnProfiles()) -> ScenarioDraft? {
        if root.recorder == nil {
            guard case .mapping = root.node.content else {
                root.report(root.shown, expected: "a scenario: a mapping of keys to values, such as `schemaVersion: 1`")
                return nil
            }
        }
        return root.mapping { reader -> ScenarioDraft? in
            _ = reader.optional("$schema", "Where an editor finds this schema; not read.").map { $0.text() }
            reader.required("schemaVersion", "Version of the scenario format.").map { checkVersion($0) }
            let name =
                reader.optional("name", "Name of the scenario in answers; the file's name if left out.")
                .map { $0.text() } ?? standardName
            let seed =
                reader.optional("seed", "Seed of every random draw; 1 if left out.")
                .map { $0.integer(0...Int.max) } ?? 1
            let objective =
                reader.optional("objective", "What the scan has to meet.")
                .map { readObjective($0) } ?? Objective()
            let study =
                reader.optional("study", "How it is answered: trials, precision, confidence.").map { StudySection($0) }
                ?? StudySection()
            let deployments = reader.required("deployments", "Installations of the scanner, one service account each.")
                .flatMap { readDeployments($0, own: own) }
            guard let name, let seed, let objective, let deployments else { return nil }
            return ScenarioDraft(
                file: root.log.file, name: name, seed: UInt64(seed), objective: objective, study: study.settings,
                deployments: deployments, files: root.log.files)
        }
    }

    private static func checkVersion(_ field: Field) {
        if let recorder = field.recorder {
            recorder.note(.integer(schemaVersion...schemaVersion))
            return
        }
        let expected = "\(schemaVersion), the version that this scanplan reads"
        guard let version = field.integer(1...Int.max, expected: expected), version != schemaVersion else { return }
        field.report(field.shown, expected: "\(expected); a newer scanplan may have written the file")
    }

    private static func readObjective(_ field: Field) -> Objective? {
        field.mapping { reader in
            let deadline = reader.optional("deadline", "Longest time that one scan cycle may take.").flatMap {
                $0.durationAboveZero()
            }
            let budget = reader.optional("monthlyBudget", "Most that a month of 730 hours may cost.").flatMap {
                $0.money()
            }
            let probability = reader.optional(
                "probability", "Least probability of meeting the deadline; 95% if left out.")?.chance()
            let thresholds =
                reader.optional(
                    "thresholds",
                    "Limits to the answer, such as `makespan.p95 <= 20h`; a violated one ends with exit code 1."
                ).flatMap { $0.list(count: thresholdCounts) { $0.threshold() } } ?? []
            return Objective(
                deadline: deadline, monthlyBudget: budget, probability: probability ?? 0.95,
                thresholds: thresholds.compactMap { $0 })
        }
    }

    private static func readDeployments(_ field: Field, own: OwnProfiles) -> [DeploymentDraft]? {
        let settings = field.list(count: deploymentCounts) { DeploymentSettings($0, own: own) }
        guard let settings else { return nil }
        let known = settings.compactMap { $0 }
        checkNames(known)
        checkAccounts(known)
        known.checkProfiles()
        let drafts = known.compactMap { $0.draft }
        return drafts.count == settings.count ? drafts : nil
    }

    private static func checkNames(_ deployments: [DeploymentSettings]) {
        var seen: Set<String> = []
        for name in deployments.compactMap(\.name) where !seen.insert(name.value).inserted {
            name.field.report("another deployment is named `\(name.value)`", expected: "a name of its own")
        }
    }

    /// Deployments must be independent: whatever two of them share would couple their limits.
    private static func checkAccounts(_ deployments: [DeploymentSettings]) {
        var service: Set<String> = []
        for account in deployments.compactMap(\.serviceAccount) where !service.insert(account.value).inserted {
            account.field.report(
                "`\(account.value)` is the service account of another deployment",
                expected: "a service account of its own; each subscription has exactly one")
        }
        var targets: Set<String> = []
        for deployment in deployments {
            // Within a deployment a repeated account is an issue of its own.
            for account in deployment.targets?.withStack ?? [] where targets.contains(account.value) {
                account.field.report(
                    "`\(account.value)` is a target account of another deployment",
                    expected: "a target account in one deployment; shared quotas are not modelled in this version")
            }
            targets.formUnion((deployment.targets?.withStack ?? []).map(\.value))
        }
    }
}
