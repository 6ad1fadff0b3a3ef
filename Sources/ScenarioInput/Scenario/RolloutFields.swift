import ScanModel

extension Field {
    /// The mapping `rollout`.
    func rollout() -> RolloutSettings? {
        mapping { reader in
            var settings = RolloutSettings()
            let subscription = reader.optional("subscription", "The life of the subscription's token.")
            settings.token = subscription.flatMap { $0.token() } ?? settings.token
            settings.licensedAddresses = reader.optional(
                "licensedAddresses",
                "Addresses that the subscription's licence covers; beyond them the vendor activates no asset."
            ).flatMap { $0.integer(0...1_000_000_000) }
            let stackSets = reader.optional("stackSets", "How the target stacks reach their accounts.")
            settings.stackSets = stackSets.flatMap { $0.stackSets() } ?? settings.stackSets
            settings.schedule = reader.optional(
                "schedule", "Start of the scans as a Quartz schedule, such as 0 0 2 ? * * *, for the registration."
            ).flatMap { $0.quartzSchedule() }
            settings.otherAddresses = reader.optional(
                "otherAddresses", "Addresses of the scanner subnet that are not for scanners, such as a NAT gateway's."
            ).flatMap { $0.integer(0...65_536) }
            settings.cycles = reader.optional(
                "cycles", "Scan cycles that the deployment must live through without a change."
            ).flatMap { $0.integer(1...100_000) }
            settings.blackouts =
                reader.optional("blackouts", "Times in which no scan may run, in UTC; `stagger` keeps clear of them.")
                .flatMap { $0.list(count: 1...Field.blackoutsMost) { $0.blackout() } }?.compactMap(\.self) ?? []
            return settings
        }
    }

    private func token() -> TokenSettings? {
        mapping { reader in
            TokenSettings(
                expiry: reader.optional("expiry", "The bare number that the token is asked for with.").flatMap {
                    $0.integer(1...1_000_000_000_000)
                },
                unit: reader.optional("unit", "What that number counts; the vendor does not say. Minutes if left out.")
                    .flatMap { $0.choice(TokenSettings.Unit.self) },
                issued: reader.optional("issued", "The day on which the token is issued.").flatMap {
                    $0.calendarDay()
                })
        }
    }

    private func stackSets() -> StackSetSettings? {
        mapping { reader in
            var settings = StackSetSettings()
            settings.concurrency = reader.optional(
                "concurrency", "Accounts worked on at the same time: a number, or a share such as 25%, rounded down."
            ).flatMap { $0.stackSetConcurrency() }
            settings.layout =
                reader.optional("layout", "One instance an account (nested), or one in every region of it (flat).")
                .flatMap { $0.choice(StackSetSettings.Layout.self) } ?? settings.layout
            settings.failureTolerance =
                reader.optional("failureTolerance", "Accounts that may fail in a region before the rollout stops.")
                .flatMap { $0.integer(0...100_000) } ?? settings.failureTolerance
            settings.failureMode =
                reader.optional("failureMode", "Whether failures hold the concurrency down (strict) or not (soft).")
                .flatMap { $0.choice(StackSetSettings.FailureMode.self) } ?? settings.failureMode
            settings.timePerStack = reader.optional("timePerStack", "Time that one stack takes in one account.")
                .flatMap { $0.durationAboveZero() }
            settings.existingStacks = reader.optional(
                "existingStacks", "Stacks that an account has already in a region."
            ).flatMap { $0.integer(0...1_000_000) }
            return settings
        }
    }

    private func stackSetConcurrency() -> StackSetSettings.Concurrency? {
        either(
            [
                (
                    applies: { field in
                        if case .scalar(let text, _) = field.node.content { text.hasSuffix("%") } else { false }
                    },
                    read: { field in
                        let text = field.text(.wholePercentage) { TextForm.wholePercentage(of: $0) != nil }
                        return text.flatMap { TextForm.wholePercentage(of: $0) }.map { .percentage($0) }
                    }
                ),
                (applies: { _ in true }, read: { field in field.integer(1...100_000).map { .accounts($0) } }),
            ], expected: "a number of accounts or a share such as 25%")
    }

    private func quartzSchedule() -> QuartzSchedule? {
        guard let text = text(.quartzSchedule, { TextForm.isQuartzSchedule($0) }) else { return nil }
        do throws(QuartzSchedule.Fault) {
            return try QuartzSchedule(text)
        } catch {
            report("is no Quartz schedule: \(error.problem)", expected: error.expected)
            return nil
        }
    }

    /// Windows without scans that a scenario may have.
    private static var blackoutsMost: Int { 400 }

    private func blackout() -> BlackoutWindow? {
        guard let text = text(.blackout, { TextForm.isBlackout($0) }) else { return nil }
        let window = BlackoutWindow(text)
        if window == nil {
            report(
                "\(shown), no window of time",
                expected: "days of the calendar, times to 24:00, and an end after the start")
        }
        return window
    }

    func calendarDay() -> CalendarDay? {
        guard let text = text(.calendarDay, { TextForm.isCalendarDay($0) }) else { return nil }
        let day = CalendarDay(text)
        if day == nil { report("\(shown), no day of the calendar", expected: "a day from 1970-01-01 to 9999-12-31") }
        return day
    }
}
