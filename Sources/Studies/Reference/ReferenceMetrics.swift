internal import Estimation
internal import ScanModel

/// The metrics of the reference model, by the names its documents use.
public struct ReferenceMetrics: Sendable {
    /// Name and value, in the order of the specification.
    public var quantities: [(name: String, value: Double)]
    public var counts: [(name: String, value: Int)]
    public var regions: [Region]

    /// One region's instants, in seconds.
    public struct Region: Hashable, Sendable {
        public var name: String
        public var activated: Double
        public var opened: Double
        public var completed: Double
        public var ended: Double
        public var scanners: Int
    }

    /// Reads the metrics off an answer of the reference profile.
    ///
    /// - Returns: nil if the answer is not simulated or holds another profile.
    public init?(_ answer: StudyAnswer) {
        guard let deployment = answer.deployments.first, let run = deployment.run,
            deployment.deployment.profile == "reference"
        else { return nil }
        let estimate = deployment.estimate
        func seconds(_ ticks: Int128) -> Double {
            Rational(ticks, over: Int128(run.scale.ticksPerSecond)).doubleValue
        }
        func stageSum(_ name: String, _ part: (StageTally) -> Int128) -> Int128 {
            run.regions.flatMap(\.stages).filter { $0.name == name }.reduce(0) { $0 + part($1) }
        }
        let busy = run.regions.reduce(Int128(0)) { $0 + $1.busyPlaces }
        let available = run.regions.reduce(Int128(0)) { $0 + $1.availablePlaces }
        quantities = [
            ("makespan", seconds(Int128(run.makespan))),
            ("costScanner", estimate.perCycle(.scanners) ?? 0),
            ("costVolume", estimate.perCycle(.volumes) ?? 0),
            ("costSnapshot", estimate.perCycle(.snapshots) ?? 0),
            ("costTotal", estimate.perCycle ?? 0),
            ("scannerSecondsBilled", run.usage.total(.scannerSeconds).doubleValue),
            ("busySlotSeconds", seconds(busy)),
            ("availSlotSeconds", seconds(available)),
            ("utilisation", available == 0 ? 0 : Double(busy) / Double(available)),
            ("snapshotWait", seconds(stageSum("snapshot") { $0.waitingForResources + $0.waitingForTokens })),
            ("readyWait", seconds(run.regions.reduce(0) { $0 + $1.waitingForScanner })),
            ("attachWait", seconds(stageSum("restore", \.waitingForTokens))),
        ]
        counts = [
            ("peakScanners", run.peakScanners),
            ("launchedScanners", run.regions.reduce(0) { $0 + $1.scanners.count }),
            ("jobs", deployment.plan.demand.eligibleInstances),
            ("attempts", run.regions.reduce(0) { $0 + $1.attempts }),
        ]
        regions = run.regions.indices.map { index in
            let window = run.windows[index]
            let opened = window.activated + deployment.plan.regions[index].setupTicks
            return Region(
                name: run.regions[index].region, activated: seconds(Int128(window.activated)),
                opened: seconds(Int128(opened)), completed: seconds(Int128(opened + run.regions[index].completed)),
                ended: seconds(Int128(window.ended)), scanners: run.regions[index].scanners.count)
        }
    }
}
