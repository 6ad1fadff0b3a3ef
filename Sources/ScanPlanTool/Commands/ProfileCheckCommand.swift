internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput

extension ProfileCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks a profile file of your own, and lists every issue at once.",
            discussion: """
                A vendor product is a file: its parameters, constants, limits and the stages that every instance goes \
                through, each with its source (Scenarios/own-profile/README.md tells every key). Checks all that planning and \
                simulating rely on. A scenario follows the file with `profileFile: ./my-vendor.json` in place of `profile`.

                EXAMPLES
                  scanplan profile check Scenarios/own-profile/acme.json
                  scanplan profile check - < Scenarios/own-profile/acme.json
                """)

        @Argument(
            help: "Profile (YAML or JSON), or - for standard input.",
            completion: .file(extensions: ["yaml", "yml", "json"]))
        var file: String

        func run() throws {
            Console.answer(ProfileText.valid(try ScenarioLoading.loadProfile(file)))
        }
    }
}
