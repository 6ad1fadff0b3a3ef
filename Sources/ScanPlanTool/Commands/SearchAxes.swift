internal import ScanModel
internal import Studies
internal import VendorProfiles

/// Changed scenarios from files that are read once.
struct VariantSource: SettingsSource {
    var variants: ScenarioVariants

    mutating func scenario(changedBy changes: [String]) -> Result<Scenario, InvalidInput> {
        do throws(InvalidInput) {
            return .success(try variants.scenario(changes))
        } catch {
            return .failure(error)
        }
    }
}

/// From the options of a search to its axes.
enum SearchAxes {
    /// The concurrency parameters, and what is asked for.
    static func axes(_ over: [String], of scenario: Scenario) throws(ExitStatus) -> [SettingAxis] {
        let axes = try laid(over, on: concurrency(of: scenario), of: scenario, option: "--over")
        guard !axes.isEmpty else {
            Console.diagnostic("error: this profile has no concurrency parameters; name what to search with --over")
            throw .usage
        }
        return axes
    }

    /// Axes as an option spells them; one of a setting that is among `axes` takes its place.
    static func laid(
        _ texts: [String], on axes: [SettingAxis], of scenario: Scenario, option: String
    ) throws(ExitStatus) -> [SettingAxis] {
        var axes = axes
        for text in texts {
            let axis: SettingAxis
            do throws(MisreadAxis) {
                axis = try SettingAxis(text, paths: { SettingPaths.paths($0, of: scenario) })
            } catch {
                Console.diagnostic("error: \(option): \(error.reason)")
                throw .usage
            }
            if let reason = SettingPaths.secretAxis(axis.paths, of: scenario) {
                Console.diagnostic("error: \(option): \(reason)")
                throw .usage
            }
            if let key = SettingPaths.keyOfAll(axis.name) {
                Console.diagnostic(
                    "error: \(option) \(axis.name): settings of deployments are searched, and `\(key)` is what they are "
                        + "compared by; change it with --set, or in a world of `recommend` with --world")
                throw .usage
            }
            if let same = axes.firstIndex(where: { $0.paths == axis.paths }) {
                axes[same] = axis
            } else {
                axes.append(axis)
            }
        }
        return axes
    }

    /// The window of regions and the scanners of a region, by their names in the profiles.
    static func concurrency(of scenario: Scenario) -> [SettingAxis] {
        var axes: [SettingAxis] = []
        for role in [VendorProfile.Parameter.Role.regionsAtOnce, .scannersPerRegion] {
            var range: ClosedRange<Int>?
            var name: String?
            for deployment in scenario.deployments {
                guard
                    let parameter = VendorProfiles.profile(of: deployment)?.parameters.first(where: {
                        $0.role == role
                    }), let low = parameter.minimum, let high = parameter.maximum, low <= high
                else { continue }
                name = name ?? parameter.name
                guard parameter.name == name else { continue }
                let known = range ?? low...high
                range = known.overlaps(low...high) ? known.clamped(to: low...high) : known
            }
            guard let name, let range else { continue }
            axes.append(
                SettingAxis(
                    name: name, paths: SettingPaths.paths(name, of: scenario),
                    values: SettingsGrid.coarse(range).map(String.init),
                    refinement: range))
        }
        return axes
    }
}
