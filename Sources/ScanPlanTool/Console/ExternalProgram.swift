internal import Subprocess

/// Programs of an engine that runs shards; nothing else calls any.
enum ExternalProgram {
    /// What a program left behind.
    struct Told: Hashable, Sendable {
        var status: Int32
        var output: String
        var diagnostics: String
    }

    /// Most of what is read of each stream, in bytes.
    private static let most = 1 << 20

    /// Runs a program that is on the path, without a shell.
    ///
    /// - Throws: where it cannot be started, after telling so.
    static func run(_ name: String, _ arguments: [String], input: String = "") throws(ExitStatus) -> Told {
        let told = blocking { () -> Told? in
            let result = try? await Subprocess.run(
                .name(name), arguments: Arguments(arguments), input: .string(input), output: .string(limit: most),
                error: .string(limit: most))
            return result.map { result in
                let status: Int32 =
                    switch result.terminationStatus {
                    case .exited(let code): code
                    case .signaled(let signal): 128 + signal
                    }
                return Told(
                    status: status, output: result.standardOutput, diagnostics: result.standardError)
            }
        }
        guard let told else {
            Console.diagnostic("error: \(name) cannot be run; is it installed and on the PATH?")
            throw .inputOutput
        }
        return told
    }
}
