internal import EventSimulation
public import RandomStreams

/// One simulated scan of a plan: does every appliance really finish within the window?
///
/// Each appliance scans its hosts in the order of a list, the next one whenever one of its slots gets free. In the plan's
/// own order none is late when every host takes its listed time; the rehearsal shows what another order makes of it, and
/// how much lateness there is when times scatter.
public struct ScanRehearsal: Hashable, Sendable {
    /// The order of the list of an appliance.
    public enum Order: Hashable, Sendable {
        /// ``PlannedAppliance/order``
        case planned
        /// ``PlannedAppliance/load``
        case longestFirst
    }

    /// What one appliance did.
    public struct Appliance: Hashable, Sendable {
        public var name: String
        /// End of its last scan, in seconds from the start, rounded up; 0 without hosts.
        public var endSeconds: Int
        /// Hosts whose scan ended after the window.
        public var lateHosts: Int
        /// Part of the time to its end that its slots were busy, 0 ... 1.
        public var utilisation: Double
    }

    /// In the order of the plan.
    public var appliances: [Appliance]
    public var windowSeconds: Int

    /// End of the last scan of all, in seconds.
    public var endSeconds: Int { appliances.map(\.endSeconds).max() ?? 0 }

    /// Hosts whose scan ended after the window.
    public var lateHosts: Int { appliances.reduce(0) { $0 + $1.lateHosts } }

    /// Simulates one scan.
    ///
    /// - Parameters:
    ///   - timeFactor: by what the listed time of a host is multiplied, drawn anew for every host; greater than 0 with
    ///     mean 1 if the listed time is to be the mean. Factors below 0.001 count as 0.001.
    ///   - seed, trial: name the random numbers. A host's number depends on these, on the place of its appliance in the
    ///     plan and on its place in the appliance's list, not on anything that happens before.
    /// - Complexity: O(hosts) events.
    public init(
        _ plan: AppliancePlan, windowSeconds: Int, order: Order = .planned, timeFactor: Distribution = .constant(1),
        seed: UInt64 = 0,
        trial: UInt32 = 0
    ) {
        let lists = plan.appliances.map { order == .planned ? $0.order : $0.load }
        let slots = plan.appliances.map(\.hostsInParallel)
        var world = World(lists, slots: slots, window: windowSeconds * World.ticksPerSecond) { appliance, host in
            let key = DrawKey(
                seed: seed, trial: trial, region: UInt16(truncatingIfNeeded: appliance), item: UInt32(host),
                // Plans of more appliances than a coordinate counts go on in the next one.
                stage: UInt16(truncatingIfNeeded: appliance >> 16))
            return max(0.001, timeFactor.quantile(key.uniform(draw: 0)))
        }
        _ = Simulation.run(&world, pending: slots.reduce(0, +))
        appliances = zip(plan.appliances, world.states).map { planned, state in
            Appliance(
                name: planned.name, endSeconds: (state.end + World.ticksPerSecond - 1) / World.ticksPerSecond,
                lateHosts: state.late,
                utilisation: state.end == 0 ? 0 : Double(state.busy) / Double(state.end * planned.hostsInParallel))
        }
        self.windowSeconds = windowSeconds
    }
}

/// All appliances on one clock of milliseconds; they do not touch each other.
private struct World: SimulationModel {
    static let ticksPerSecond = 1000

    /// A slot of the appliance of this index gets free.
    typealias Event = Int32

    struct State {
        /// Share of the list that the next host is from, and hosts of it that were begun.
        var share = 0
        var begun = 0
        /// Hosts begun in all.
        var hosts = 0
        var end = 0
        var busy = 0
        var late = 0
    }

    var states: [State]
    private let lists: [[SegmentShare]]
    private let slots: [Int]
    private let window: Int
    private let factor: (Int, Int) -> Double

    init(_ lists: [[SegmentShare]], slots: [Int], window: Int, factor: @escaping (Int, Int) -> Double) {
        self.lists = lists
        self.slots = slots
        self.window = window
        self.factor = factor
        states = Array(repeating: State(), count: lists.count)
    }

    mutating func start(_ agenda: inout Agenda<Int32>) {
        for (index, count) in slots.enumerated() {
            for _ in 0..<count { begin(index, &agenda) }
        }
    }

    mutating func handle(_ event: Int32, _ agenda: inout Agenda<Int32>) {
        let index = Int(event)
        states[index].end = max(states[index].end, Int(agenda.now.ticks))
        if states[index].end > window { states[index].late += 1 }
        begin(index, &agenda)
    }

    /// Starts the next host of the list, if one is left.
    private mutating func begin(_ index: Int, _ agenda: inout Agenda<Int32>) {
        let list = lists[index]
        while states[index].share < list.count, states[index].begun == list[states[index].share].hosts {
            states[index].share += 1
            states[index].begun = 0
        }
        guard states[index].share < list.count else { return }
        let listed = list[states[index].share].secondsPerHost * Self.ticksPerSecond
        let ticks = max(1, Int(Double(listed) * factor(index, states[index].hosts)))
        states[index].begun += 1
        states[index].hosts += 1
        states[index].busy += ticks
        agenda.schedule(Int32(index), at: agenda.now + Int64(ticks))
    }
}
