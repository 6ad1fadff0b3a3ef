internal import ArgumentParser
internal import ScanModel

/// The variable of the environment that sets limits of inputs for a run.
enum LimitVariable {
    static let name = "SCANPLAN_LIMITS"

    /// - Throws: where the variable says what is no limit.
    static func limits(_ environment: [String: String]) throws(ValidationError) -> InputLimits {
        guard let text = environment[name] else { return InputLimits() }
        do throws(InputLimits.Misread) { return try InputLimits(text) } catch {
            throw ValidationError("\(name): \(error.reason).")
        }
    }
}
