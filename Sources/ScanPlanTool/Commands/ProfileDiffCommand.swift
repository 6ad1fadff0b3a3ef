internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies
internal import VendorProfiles

extension ProfileCommand {
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what changes from one profile to another, and what that does to a scenario.",
            discussion: """
                With --on the scenario is simulated under both profiles: regions at once, scanners and tags are kept as \
                far as the other version can say them, and every difference is told.

                EXAMPLES
                  scanplan profile diff qualys-aws@1.8 qualys-aws@1.19
                  scanplan profile diff qualys-aws@1.8 qualys-aws@1.19 --on scenario.yaml
                  scanplan profile diff qualys-aws@1.8 Scenarios/own-profile/acme.json
                """)

        @Argument(help: "The profile to start from, or a file with one.", completion: .list(VendorProfiles.identifiers))
        var before: String

        @Argument(
            help: "The profile to compare it with, or a file with one.", completion: .list(VendorProfiles.identifiers))
        var after: String

        @Option(
            name: .customLong("on"),
            help: ArgumentHelp("Scenario to simulate under both profiles.", valueName: "scenario"),
            completion: .file(extensions: ["yaml", "yml", "json"]))
        var scenario: String?

        @Option(
            name: .customLong("set"),
            help: ArgumentHelp(
                "Change one value of the scenario, as for `simulate`. Can be repeated.", valueName: "path=value"))
        var settings: [String] = []

        @Flag(
            help:
                "Let `base`, `profileFile` and `calibration` name absolute paths, symbolic links, and files outside the scenario's folder."
        )
        var allowOutside = false

        @Option(help: "How to write the difference.")
        var format: OutputFormat = .text

        func validate() throws {
            if scenario == nil, !settings.isEmpty || allowOutside {
                throw ValidationError("--set and --allow-outside change the scenario of --on, which is missing.")
            }
        }

        func run() throws {
            let (first, second) = (try ProfileCommand.profile(before), try ProfileCommand.profile(after))
            if scenario != nil, let own = [first, second].first(where: { VendorProfiles.profile($0.id) == nil }) {
                throw ValidationError("--on compares profiles that ship, and \(own.id) is a file.")
            }
            let difference = ProfileDifference(from: first, to: second)
            var effect: ProfileEffect?
            if let scenario { effect = try self.effect(on: scenario, first, second) }
            switch format {
            case .text:
                Console.answer(ProfileDifferenceText.document(difference, style: Console.style))
                if let effect { Console.answer(ProfileEffectText.document(effect, style: Console.style)) }
            case .json: Console.answer(ProfileDifferenceJSON.document(difference, effect: effect).document)
            }
        }

        private static func answer(_ draft: ScenarioDraft) throws -> StudyAnswer {
            switch try Answering.study(try ScenarioLoading.load(draft, jobs: 1), depth: .simulate, jobs: 1) {
            case .answered(let answer): return answer
            case .infeasible(let name, let bottlenecks):
                throw Refusal.infeasible(bottlenecks, of: name, format: .text)
            }
        }

        private func effect(on path: String, _ first: VendorProfile, _ second: VendorProfile) throws -> ProfileEffect {
            for profile in [first, second] where !StarterRequest.isForScenarios(profile.id) {
                throw ValidationError("No scenario can follow \(profile.id).")
            }
            let translation = try ScenarioLoading.translate(
                path, settings: settings, allowsOutside: allowOutside, before: first, after: second)
            let before = try Self.answer(translation.before)
            let after = try Self.answer(translation.after)
            return ProfileEffect(
                before: before, after: after,
                notes: translation.notes.map { (deployment: $0.deployment, text: $0.text) })
        }
    }

    /// Whether a word names a file: identifiers of profiles have neither slashes nor such endings.
    private static func isFile(_ word: String) -> Bool {
        word == "-" || word.contains("/") || [".json", ".yaml", ".yml"].contains { word.lowercased().hasSuffix($0) }
    }

    /// The profile of an identifier, or of a file that holds one.
    static func profile(_ id: String) throws -> VendorProfile {
        if isFile(id) { return try ScenarioLoading.loadProfile(id) }
        guard let found = VendorProfiles.profile(id) else {
            let known = VendorProfiles.identifiers.joined(separator: ", ")
            throw ValidationError("There is no profile \(id). Known: \(known).")
        }
        return found
    }
}
