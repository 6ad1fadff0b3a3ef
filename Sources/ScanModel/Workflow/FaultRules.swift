/// What goes wrong with the scanners of a deployment. How often a scan fails is the workflow's ``AttemptRule``.
///
/// All of it needs scanners of batches: a persistent scanner is asked for once and lives as long as its region.
public struct FaultRules: Hashable, Sendable {
    /// nil: no scanner is taken away.
    public var interruption: InterruptionRule?
    /// Times without capacity for further scanners.
    public var outages: [ZoneOutage]
    /// Chance that a granted launch request comes to nothing, 0 ... 0.5; drawn for each request alone.
    public var launchFailure: Double
    /// Waits between a launch that came to nothing and the next request for the same batch.
    public var retry: Backoff

    /// Whether launches may come to nothing.
    public var refusesLaunches: Bool { launchFailure > 0 || !outages.isEmpty }

    public init(
        interruption: InterruptionRule? = nil, outages: [ZoneOutage] = [], launchFailure: Double = 0, retry: Backoff
    ) {
        self.interruption = interruption
        self.outages = outages
        self.launchFailure = launchFailure
        self.retry = retry
    }
}

/// Scanners that the cloud takes back, as it does with spot machines.
///
/// Each scanner is interrupted at an instant drawn from the exponential distribution: who has run for an hour is as likely
/// to be interrupted in the next one as at the start. The two minutes of warning are too short to end a scan and are
/// left out. What was not finished goes back and waits for another scanner; it counts as no attempt, because nothing was
/// wrong with the scan.
public struct InterruptionRule: Hashable, Sendable {
    /// Chance that a scanner is interrupted within its next hour; above 0, below 1.
    public var perHour: Double

    /// A batch that lost its scanner so many times is given up, so that every cycle ends.
    public static let most = 10

    public init(perHour: Double) { self.perHour = perHour }
}

/// A time in which a region's zone has no capacity: launches are refused, scanners that run go on.
public struct ZoneOutage: Hashable, Sendable {
    public var region: String
    /// From and to, counted from the start of the cycle; a launch granted at `to` succeeds.
    public var from: Seconds
    public var to: Seconds

    public init(region: String, from: Seconds, to: Seconds) {
        self.region = region
        self.from = from
        self.to = to
    }
}
