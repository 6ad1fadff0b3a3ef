import ScanModel

/// Durations that the scenario states instead of the profile's.
struct TimingSettings {
    /// Constants of a profile that are timings of their own.
    static let constants = ["scannerBoot", "scannerDrain", "regionSetup", "regionTeardown"]

    struct Stage {
        var base: Setting<Seconds>?
        var perGiB: Setting<Seconds>?
    }

    /// By the name of the stage.
    var stages: [String: Stage] = [:]
    /// By the name of the constant.
    var others: [String: Setting<Seconds>] = [:]

    init() {}

    /// Reads the mapping `timings`.
    init(_ field: Field, profile: VendorProfile) {
        var timings = TimingSettings()
        field.withMapping { reader in
            for stage in profile.timedSteps {
                timings.stages[stage.name] = reader.optional(stage.name, stage.meaning).flatMap { field in
                    field.mapping { reader in
                        Stage(
                            base: reader.optional("base", "Duration whatever the size.").flatMap {
                                $0.setting($0.duration())
                            },
                            perGiB: reader.optional("perGiB", "Duration for each GiB on top.").flatMap {
                                $0.setting($0.duration())
                            })
                    }
                }
            }
            for name in TimingSettings.constants {
                timings.others[name] = reader.optional(name, profile.constant(name)?.meaning ?? "").flatMap {
                    $0.setting($0.duration())
                }
            }
        }
        self = timings
    }
}
