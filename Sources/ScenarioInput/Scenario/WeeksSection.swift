import ScanModel

/// What the scenario says of weeks: discoveries, records, and how the fleet changes.
struct WeeksSection {
    /// Whose starts are reported at once.
    enum Events: String, CaseIterable {
        /// Those in the regions that target stacks name, where `EventBasedScan` is enabled.
        case stacks
        case everywhere
        case none
    }

    var anchor: IntervalAnchor?
    var pollInterval: Setting<Seconds>?
    var searchInterval: Setting<Seconds>?
    var callTime: Setting<Seconds>?
    var taskBatchTime: Setting<Seconds>?
    var callRate: TokenRate?
    var events: Events?
    var recordExpiryLag: Setting<Seconds>?
    var terminatedVisible: Setting<Seconds>?
    var churn: FleetChurn?
    var growth: Rational?
    var firstDay: CalendarDay?

    init() {}

    /// Reads the mapping `weeks`.
    ///
    /// A profile whose parameters set a time takes no key for it.
    init(_ field: Field, profile: VendorProfile) {
        var section = WeeksSection()
        field.withMapping { reader in
            section.anchor = reader.optional(
                "intervalAnchor", "From where the interval to the next scan counts; discovery if left out."
            )?.choice(IntervalAnchor.self)
            if profile.constant("connectorPollInterval") != nil {
                section.pollInterval = reader.optional("pollInterval", "Time from one discovery to the next.")
                    .flatMap { $0.setting($0.durationAboveZero()) }
            }
            if profile.constant("candidateSearchInterval") != nil {
                section.searchInterval = reader.optional(
                    "searchInterval", "Time from one search for instances with a snapshot to the next."
                ).flatMap { $0.setting($0.duration()) }
            }
            if profile.constant("discoveryCallTime") != nil {
                let discovery = reader.optional("discovery", "How long a discovery of all accounts takes.")
                if let discovery { section.readDiscovery(discovery) }
            }
            if profile.targetParameters.contains(where: { $0.name == WeeksSection.eventChoice }) {
                section.events = reader.optional(
                    "events", "Where starts of instances are reported at once; as the target stacks say if left out."
                )?.choice(Events.self)
            }
            section.recordExpiryLag = reader.optional(
                "recordExpiryLag", "Time by which the record of a scan outlives its expiry."
            ).flatMap { $0.setting($0.duration()) }
            section.terminatedVisible = reader.optional(
                "terminatedVisible", "Time for which a discovery still lists an instance that has ended."
            ).flatMap { $0.setting($0.duration()) }
            section.churn = reader.optional("churn", "Instances that start and end.").flatMap { $0.churn() }
            section.growth = reader.optional("growth", "Instances that start and stay.").flatMap { $0.growth() }
            section.firstDay = reader.optional(
                "firstDay", "The day at whose beginning the weeks start; only `rollout.schedule` asks for it."
            ).flatMap { $0.calendarDay() }
        }
        self = section
    }

    private mutating func readDiscovery(_ field: Field) {
        var section = self
        field.withMapping { reader in
            section.callTime = reader.optional("callTime", "Time of one call.").flatMap { $0.setting($0.duration()) }
            section.taskBatchTime = reader.optional("taskBatchTime", "Time to hand out one batch of tasks.").flatMap {
                $0.setting($0.duration())
            }
            section.callRate = reader.optional("callRate", "Calls of all tasks together at most, such as 25/s.")
                .flatMap { $0.rate() }
        }
        self = section
    }

    private static let eventChoice = "EventBasedScan"

    /// The settings in use, and the constants that they rest on.
    ///
    /// - Parameter stacks: the accounts with what their target stacks are told.
    func settings(
        _ profile: VendorProfile, parameters: VendorParameters,
        stacks: [(account: String, parameters: [VendorParameterValue]?)]
    ) -> WeeksSettings {
        // Constants of weeks are no assumptions of a plan or of one cycle.
        var values = ProfileValues(profile)
        func interval(_ name: String) -> Seconds? {
            let unit = profile.parameter(name)?.unit == "hours" ? 3600 : 60
            return parameters.integer(named: name).map { Seconds(Rational($0 * unit)) }
        }
        func known(_ name: String) -> Bool { profile.constant(name) != nil }
        var settings = WeeksSettings()
        settings.anchor =
            anchor ?? profile.constant("intervalAnchor").flatMap { IntervalAnchor(rawValue: $0.value) } ?? .discovery
        // Without either a value was refused, and an issue says so.
        if let own = interval("PollRetryInterval") {
            settings.pollInterval = own
        } else if known("connectorPollInterval") {
            settings.pollInterval = values.seconds("connectorPollInterval", stated: pollInterval)
        }
        if let own = interval("EventsBatchWindow") {
            settings.searchInterval = own
        } else if known("candidateSearchInterval") {
            settings.searchInterval = values.seconds("candidateSearchInterval", stated: searchInterval)
        }
        if known("discoveryCallTime") {
            settings.fanOut = DiscoveryFanOut(
                taskBatch: values.integer("discoveryTaskBatch"),
                perTaskBatch: values.seconds("discoveryTaskBatchTime", stated: taskBatchTime),
                creationTimeout: values.seconds("discoveryCreationTimeout"),
                workers: values.integer("discoveryWorkersMax"), taskTimeout: values.seconds("discoveryTaskTimeout"),
                instancesPerPage: values.integer("discoveryInstancesPerPage"),
                volumesPerPage: values.integer("discoveryVolumesPerPage"),
                perCall: values.seconds("discoveryCallTime", stated: callTime))
        }
        settings.callRate = callRate
        if let reach = reach(stacks), known("eventsBatch") {
            settings.events = EventReports(
                reach: reach, batch: values.integer("eventsBatch"), window: values.seconds("eventsWindow"))
        }
        if known("discoveredRecordExpiry") { settings.discoveredExpiry = values.seconds("discoveredRecordExpiry") }
        settings.expiryLag = values.seconds("recordExpiryLag", stated: recordExpiryLag)
        settings.terminatedVisible = values.seconds("terminatedVisible", stated: terminatedVisible)
        settings.churn = churn
        settings.growth = growth
        settings.firstDay = firstDay ?? .standardFirst
        settings.statesFirstDay = firstDay != nil
        settings.assumptions = values.assumptions
        return settings
    }

    /// nil: no start is reported.
    private func reach(_ stacks: [(account: String, parameters: [VendorParameterValue]?)]) -> EventReports.Reach? {
        if events == WeeksSection.Events.none { return nil }
        if events == .everywhere { return .everywhere }
        var regions: [String: Set<String>] = [:]
        for stack in stacks {
            guard let given = stack.parameters,
                given.contains(where: {
                    $0.name == WeeksSection.eventChoice && $0.text == VendorParameters.enabled
                }), let listed = given.first(where: { $0.name == "TargetRegions" })?.text
            else { continue }
            regions[stack.account] = Set(
                listed.split(separator: ",").map { region in String(region.filter { $0 != " " }) })
        }
        return regions.isEmpty ? nil : .stacks(regions)
    }
}

extension Field {
    /// Shapes of the distribution of lifetimes.
    private enum LifetimeShape: String, CaseIterable {
        case exponential, fixed
    }

    fileprivate func churn() -> FleetChurn? {
        mapping { reader -> FleetChurn? in
            let perWeek = reader.required("perWeek", "Instances started in a week, as a share of the fleet.").flatMap {
                $0.quantity(.weeklyShare)
            }
            let lifetime = reader.optional(
                "lifetime",
                "How long they live, beside a fleet that stays; if left out, as many end as start, whoever they are."
            ).flatMap { $0.lifetime() }
            return perWeek.map { FleetChurn(perWeek: $0, lifetime: lifetime) }
        }
    }

    private func lifetime() -> InstanceLifetime? {
        mapping { reader -> InstanceLifetime? in
            let mean = reader.required("mean", "Mean length of life.").flatMap { $0.durationAboveZero() }
            let shape =
                reader.optional("shape", "How lengths are spread; exponential if left out.")?
                .choice(LifetimeShape.self) ?? .exponential
            return mean.map { shape == .fixed ? .fixed($0) : .exponential(mean: $0) }
        }
    }

    fileprivate func growth() -> Rational? {
        mapping { reader in
            reader.required("perWeek", "Growth in a week, as a share of the fleet.").flatMap {
                $0.quantity(.weeklyShare)
            }
        }
    }
}
