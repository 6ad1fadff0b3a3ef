import Dispatch
import Synchronization
import Workloads

/// An engine and a workload that it can run.
struct Offer: Sendable {
    var engine: String
    var workload: String
    /// Runs it and measures what is to be measured; the arguments are size and holds.
    var run: @Sendable (Int, Int) -> (WorkloadResult, Stopwatch)

    /// What peers are compared with.
    static let all = [
        Offer(engine: "scanplan", workload: "w1") { customers, _ in
            measured { SingleServer.simulate(customers: customers) }
        },
        Offer(engine: "scanplan", workload: "w2") { pending, holds in
            var model = HoldModel(pending: pending)
            model.hold(holds / 4)
            let measuredHolds = holds - holds / 4
            var watch = Stopwatch()
            model.hold(measuredHolds)
            watch.stop()
            return (model.result(events: measuredHolds), watch)
        },
        Offer(engine: "scanplan", workload: "w3") { items, _ in
            let fleet = ScanFleet(items: items)
            return measured { fleet.simulate() }
        },
        Offer(engine: "scanplan-2-threads", workload: "w3") { items, _ in
            let fleet = ScanFleet(items: items)
            return measured { blocking { await fleet.simulate(tasks: 2) } }
        },
        Offer(engine: "scanplan", workload: "plan") { records, _ in
            let fleet = LongestFirst(records: records)
            var watch = Stopwatch()
            let plan = fleet.plan()
            watch.stop()
            return (plan.result(), watch)
        },
    ]

    /// Not for comparisons: each but one wastes something in every event, and scripts/bench-prove shows that the gate sees it.
    static let wasteful = SlowedHoldModel.Waste.allCases.map { waste in
        Offer(engine: "wasted-\(waste.rawValue)", workload: "w2") { pending, holds in
            var model = SlowedHoldModel(pending: pending, waste: waste)
            model.hold(holds / 4)
            let measuredHolds = holds - holds / 4
            var watch = Stopwatch()
            model.hold(measuredHolds)
            watch.stop()
            return (model.result(events: measuredHolds), watch)
        }
    }

    /// One run, as the line of the contract.
    func line(size: Int, holds: Int) -> String {
        let (result, watch) = run(size, holds)
        let fields = [
            #""workload":"\#(workload)""#, #""engine":"\#(engine)""#, #""size":\#(size)"#,
            #""events":\#(result.events)"#, #""cpu_seconds":\#(Self.seconds(watch.processor))"#,
            #""wall_seconds":\#(Self.seconds(watch.real))"#, #""peak_rss_kb":\#(Stopwatch.peakMemory())"#,
            #""hash":"\#(result.hash.text)""#,
        ]
        return "{" + fields.joined(separator: ",") + "}"
    }

    private static func seconds(_ microseconds: Int) -> String {
        let fraction = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }

    private static func measured(_ run: () -> WorkloadResult) -> (WorkloadResult, Stopwatch) {
        var watch = Stopwatch()
        let result = run()
        watch.stop()
        return (result, watch)
    }

    /// Waits for asynchronous work on the main thread, which runs no task itself.
    private static func blocking(_ work: @escaping @Sendable () async -> WorkloadResult) -> WorkloadResult {
        let box = Box()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let result = await work()
            box.result.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = box.result.withLock({ $0 }) else { preconditionFailure("no result") }
        return result
    }

    private final class Box: Sendable {
        let result = Mutex<WorkloadResult?>(nil)
    }
}
