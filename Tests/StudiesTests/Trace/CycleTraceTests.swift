import ScanModel
import ScenarioInput
import Testing

@testable import Studies

/// The trace of a cycle against the run that it tells, in exact ticks.
@Suite("Traces of cycles")
struct CycleTraceTests {
    /// What differs from a small scenario of two regions, by name.
    static let cases: [(name: String, lines: [String])] = [
        ("plain", []),
        ("tight limits", ["limits: {onDemandVcpu: 4, pendingSnapshots: 3}", "policies: {volumesPerScanner: 2}"]),
        (
            "refusals",
            [
                "limits: {apiRates: {CreateSnapshot: {rate: 0.7/s, burst: 3}}}",
                "policies: {onEmpty: reject, backoff: {first: 1s, factor: 2, limit: 20s, jitter: full}}",
            ]
        ),
        (
            "faults",
            [
                "limits: {onDemandVcpu: 4, pendingSnapshots: 5}", "policies: {volumesPerScanner: 3}",
                "faults: {scanFailure: 30%, launchFailure: 30%}",
            ]
        ),
        ("scanners that stay", ["policies: {scannerLifecycle: persistent, volumesPerScanner: 4}"]),
        (
            "scanners that stay, with failures",
            [
                "policies: {scannerLifecycle: persistent, volumesPerScanner: 2}", "faults: {scanFailure: 30%}",
            ]
        ),
    ]

    struct Told {
        var planned: PlannedScenario
        var runs: [DeploymentRun]
        var regions: [TracedRegion]
        var processes: [(number: Int, name: String)] = []
        var slices: [TraceSlice] = []
        var counters: [(process: Int, title: String, at: Int64, value: Int64)] = []
    }

    private static func told(_ scenario: Scenario, _ scope: TraceScope = .everything) throws -> Told {
        guard case .planned(let planned) = try PlanningAttempt(scenario) else {
            throw InvalidInput([InputIssue(file: "trace", line: 0, column: 0, path: "", problem: "infeasible")])
        }
        let runs = planned.run(trial: 0).deployments
        var told = Told(planned: planned, runs: runs, regions: [])
        told.regions = CycleTrace.tell(planned, runs: runs, scope: scope) { event, _ in
            switch event {
            case .process(let number, let name, _, _): told.processes.append((number, name))
            case .slice(let slice): told.slices.append(slice)
            case .counter(let process, let group, let name, let at, let value):
                told.counters.append((process, "\(group) \(name)", at, value))
            case .thread, .instant: break
            }
        }
        return told
    }

    private static func small(_ lines: [String]) throws -> Scenario {
        try scenario(count: 60, deployment: lines)
    }

    @Test("add up to the tallies of the run", arguments: cases.map(\.name))
    func tallies(name: String) throws {
        let lines = try #require(Self.cases.first { $0.name == name }).lines
        let told = try Self.told(try Self.small(lines))
        let (run, plan) = (told.runs[0], told.planned.plan.deployments[0])
        #expect(told.processes.map(\.name) == ["main"] + plan.regions.map { "main/\($0.region)" })
        var waited: Int128 = 0
        for (index, region) in run.regions.enumerated() {
            let process = told.processes[index + 1].number
            let slices = told.slices.filter { $0.track.process == process }
            let opening = run.windows[index].activated + plan.regions[index].setupTicks
            let scanners = slices.filter { $0.category == .scanner && $0.name.hasPrefix("scanner ") }
                .map { ScannerLife(launched: $0.from - opening, terminated: $0.to - opening) }
                .sorted { ($0.launched, $0.terminated) < ($1.launched, $1.terminated) }
            // Both in the order of launch; those launched at once have no order among them.
            let lives = region.scanners.sorted { ($0.launched, $0.terminated) < ($1.launched, $1.terminated) }
            #expect(scanners == lives)
            for stage in region.stages {
                let own = slices.filter { $0.category == .stage && $0.name == stage.name }
                #expect(own.reduce(Int128(0)) { $0 + Int128($1.to - $1.from) } == stage.working, "\(stage.name)")
                let whole = own.filter { slice in !slice.details.contains { $0.name == "taken away" } }
                if stage.working > 0 { #expect(whole.count == stage.completions, "\(stage.name)") }
            }
            let waits = slices.filter { $0.category == .wait }
            func sum(_ isWanted: (String) -> Bool) -> Int128 {
                waits.filter { isWanted($0.name) }.reduce(Int128(0)) { $0 + Int128($1.to - $1.from) }
            }
            let scanner: Set = [
                "waits for the rest of the batch", "waits for the vendor's timer", "waits for a place on a scanner",
            ]
            let launch: Set = [
                "boot of the scanner", "waits to ask for a scanner again", "work on a scanner that was taken away",
            ]
            let isLaunch = { (name: String) in launch.contains(name) || name.hasSuffix(" of its scanner") }
            #expect(sum(scanner.contains) == region.waitingForScanner)
            #expect(sum(isLaunch) == region.waitingForLaunch)
            #expect(
                sum { !scanner.contains($0) && !isLaunch($0) }
                    == region.stages.reduce(Int128(0)) { $0 + $1.waitingForResources + $1.waitingForTokens })
            waited += sum { _ in true }
            try counters(told, process, region, plan.regions[index], told.planned.scenario.deployments[0].workflow)
        }
        #expect(waited > 0)
        let path = told.slices.filter { $0.category == .path }
        #expect(zip(path, path.dropFirst()).allSatisfy { $0.to == $1.from })
        #expect(path.first?.from == 0 && path.last?.to == run.makespan)
    }

    /// Counters end at nothing, and those of limits of the region are as high as the simulator saw them.
    private func counters(
        _ told: Told, _ process: Int, _ region: RegionRun, _ plan: RegionPlan, _ workflow: ScanWorkflow
    ) throws {
        let own = told.counters.filter { $0.process == process }
        for (title, points) in Dictionary(grouping: own, by: \.title) where title != "instances scanned" {
            #expect(points.last?.value == 0 && points.allSatisfy { $0.value >= 0 }, "\(title)")
        }
        #expect(own.last { $0.title == "instances scanned" }?.value == Int64(region.completions.count))
        for (resource, peak) in zip(workflow.resources, region.peaks) where plan.items.accounts.count == 1 {
            let most = own.filter { $0.title == "in use: \(resource.name)" }.map(\.value).max() ?? 0
            #expect(most <= peak, "\(resource.name)")
            // What is held for no time is not seen.
            #expect(most > 0 || peak == 0 || resource.per == .copiedVolume, "\(resource.name)")
        }
    }

    @Test("nest in every track, outer slices first", arguments: cases.map(\.name))
    func nesting(name: String) throws {
        let lines = try #require(Self.cases.first { $0.name == name }).lines
        let told = try Self.told(try Self.small(lines))
        for (track, slices) in Dictionary(grouping: told.slices, by: \.track) {
            // By a second way: any two slices lie apart, or the earlier told holds the later.
            for (index, one) in slices.enumerated() {
                for other in slices[(index + 1)...] {
                    let isApart = one.to <= other.from || other.to <= one.from
                    let isInside = one.from <= other.from && other.to <= one.to
                    #expect(isApart || isInside, "\(track): \(one.name) and \(other.name)")
                }
            }
        }
        // Scanners have as many rows of their own as there were at once.
        for (index, region) in told.runs[0].regions.enumerated() {
            let process = told.processes[index + 1].number
            let rows = Set(
                told.slices.filter { $0.track.process == process && $0.category == .scanner }.map(\.track.thread))
            let instants = Set(region.scanners.map(\.launched))
            let atOnce = instants.map { now in region.scanners.count { $0.launched <= now && now < $0.terminated } }
                .max()
            #expect(rows.count == atOnce)
        }
    }

    @Test("tell the first instances, and scanners and counters of all")
    func scope() throws {
        let scenario = try Self.small([])
        let whole = try Self.told(scenario)
        let some = try Self.told(scenario, TraceScope(instances: 7))
        #expect(some.regions.map(\.instancesTold) == [7, 7] && whole.regions.map(\.instancesTold) == [60, 8])
        func kept(_ told: Told) -> [TraceSlice] {
            told.slices.filter { $0.category == .path || $0.category == .region }
        }
        #expect(kept(some).count == kept(whole).count)
        #expect(some.counters.count == whole.counters.count)
        #expect(some.slices.count { $0.category == .scanner } == whole.slices.count { $0.category == .scanner })
        let few = try Self.told(scenario, TraceScope(slicesMost: 100))
        #expect(few.regions.allSatisfy { $0.instancesTold > 0 && $0.instancesTold < 20 })
        #expect(few.slices.count { $0.category == .instance } < 60)
        let one = try Self.told(scenario, TraceScope(regions: ["eu-west-1"]))
        #expect(one.processes.map(\.name) == ["main", "main/eu-west-1"])
        #expect(one.slices.filter { $0.category == .path }.last?.to == whole.runs[0].makespan)
        let thin = try Self.told(scenario, TraceScope(pointsMost: 10))
        for (_, points) in Dictionary(grouping: thin.counters, by: { "\($0.process) \($0.title)" }) {
            #expect(points.count <= 10)
        }
    }

    @Test("cut names off that would stand on every slice")
    func names() {
        let long = String(repeating: "<b>", count: 5000)
        #expect(TraceText.short(long).count == TraceText.longest + 1)
        #expect(TraceText.short("us-east-1") == "us-east-1")
        let marks = "e" + String(repeating: "\u{301}", count: 10_000)
        #expect(TraceText.short(marks).unicodeScalars.count <= 320)
        #expect(TraceText.short("") == "")
    }
}
