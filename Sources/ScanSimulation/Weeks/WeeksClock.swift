internal import ScanModel

/// Why weeks of a deployment cannot be simulated.
public enum WeeksFault: Error, Hashable, Sendable {
    /// Its times need a finer clock than 64 bits hold over so many weeks.
    case clock(deployment: String)
    /// Its scanners outlive their batch; only scanners of one batch are modelled.
    case persistentScanners(deployment: String)
    /// No interval is known.
    case noInterval(deployment: String)
}

/// The settings of a simulation over weeks as integers on one clock.
struct WeeksTicks: BitwiseCopyable, Sendable {
    var perSecond: Int64
    var anchor: Anchor
    var interval: Int64
    /// Time between two discoveries.
    var poll: Int64
    /// Time between two searches; 0: at once.
    var search: Int64
    /// Int64.max: never.
    var discoveredExpiry: Int64
    var expiryLag: Int64
    var visible: Int64
    var week: Int64
    var horizon: Int64
    var warmUp: Int64
    var reportWindow: Int64
    var reportBatch: Int32
    var boot: Int64
    var drain: Int64

    /// ``IntervalAnchor`` as a plain value.
    enum Anchor: UInt8, BitwiseCopyable, Sendable {
        case discovery, completion, schedule

        init(_ anchor: IntervalAnchor) {
            switch anchor {
            case .discovery: self = .discovery
            case .completion: self = .completion
            case .schedule: self = .schedule
            }
        }
    }
}

extension WeeksTicks {
    /// The clock on which every length of the deployment and its weeks is whole.
    ///
    /// Rates are left out: no token bucket is part of this simulation.
    static func scale(_ deployment: Deployment, weeks: Int) throws(WeeksFault) -> TickScale {
        let settings = deployment.weeks
        let perUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        var lengths: [Rational] = [
            settings.pollInterval, settings.searchInterval, settings.discoveredExpiry, settings.expiryLag,
            settings.terminatedVisible, settings.events?.window, settings.fanOut?.perTaskBatch,
            settings.fanOut?.perCall, settings.fanOut?.taskTimeout, settings.fanOut?.creationTimeout,
            deployment.interval, deployment.scanner.boot, deployment.scanner.drain,
        ].compactMap { $0?.value }
        for stage in deployment.workflow.stages {
            lengths += [stage.duration.base.value, stage.duration.perGiB.value * perUnit]
            for type in stage.scanTypes {
                lengths += [type.base.value, type.perGiB.value * perUnit] + (type.timeout.map { [$0.value] } ?? [])
            }
            if let poll = stage.poll { lengths += [poll.first.value, poll.step.value, poll.longest.value] }
        }
        lengths += deployment.regions.flatMap { [$0.setup.value, $0.teardown.value] }
        // Trials of larger fleets last some intervals, and what is scheduled last may end after the horizon.
        let interval = (deployment.interval ?? .zero).value.ceiling
        let seconds = Int128(weeks) * Int128(WeeksSettings.week) + 8 * interval
        let limit = min(TickScale.finest, (1 << 60) / seconds)
        guard let scale = TickScale.choose(durations: lengths, rateFractions: [], limit: limit) else {
            throw .clock(deployment: deployment.name)
        }
        return scale
    }

    /// - Parameter poll: time between two discoveries, in ticks.
    init(_ deployment: Deployment, scale: TickScale, interval: Seconds, poll: Int64, weeks: Int) {
        let settings = deployment.weeks
        perSecond = scale.ticksPerSecond
        anchor = Anchor(settings.anchor)
        self.interval = scale.ticks(interval.value)
        self.poll = poll
        search = scale.ticks(settings.searchInterval.value)
        discoveredExpiry = settings.discoveredExpiry.map { scale.ticks($0.value) } ?? .max
        expiryLag = scale.ticks(settings.expiryLag.value)
        visible = scale.ticks(settings.terminatedVisible.value)
        week = WeeksSettings.week * scale.ticksPerSecond
        horizon = Int64(weeks) * week
        warmUp = min(self.interval, horizon)
        reportWindow = settings.events.map { scale.ticks($0.window.value) } ?? 0
        reportBatch = Int32(clamping: settings.events?.batch ?? 1)
        boot = scale.ticks(deployment.scanner.boot.value)
        drain = scale.ticks(deployment.scanner.drain.value)
    }

    /// The first instant that is no earlier than `instant` and a whole number of `step` behind `offset`, both 0 or more.
    static func next(_ instant: Int64, every step: Int64, from offset: Int64 = 0) -> Int64 {
        guard instant > offset else { return offset }
        return offset + (instant - offset + step - 1) / step * step
    }
}
