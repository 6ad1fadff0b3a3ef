import ScanModel
import Statistics

@testable import Reporting
@testable import Studies

/// Material for report pages: a real answer, and parts of any size that are made up around it.
struct PageMaterial {
    var tiny = TinyScenario(deadline: Seconds(360))
    /// The name of the scenario and, with a number, of all regions of the timeline.
    var name = "tiny"
    var regions = 2
    var stretches = 40
    var accounts = 2
    var trials = 60
    var hasKnobs = true
    var hasSearch = true

    /// Names that would do harm if they were taken as anything but text.
    static let hostile = [
        "<script>document.title='run'</script>", "\"><img src=x onerror=document.title='run'>", "=cmd|' /C calc'!A0",
        "</title></style></script><svg onload=document.title='run'>", "]]>&amp;<!--", "\u{202E}txt.exe\u{2066}",
        "null\u{0}bell\u{7}del\u{7F}line\nnext\u{85}", String(repeating: "long & <wide> ", count: 800),
        "javascript:document.title='run'", "אבג <b>", "\u{FEFF}\u{E0041}{{7*7}}${7*7}",
    ]

    func material() throws -> ReportMaterial {
        var answer = try tiny.answer()
        answer.scenario = name
        answer.deployments[0].run?.accounts += (0..<max(0, accounts - 2)).map {
            AccountRun(account: "\(name) \($0)", items: 3 + $0 % 7, volumes: 5, completed: Int64($0 % 997) * 1_000)
        }
        return ReportMaterial(
            answer: answer, trials: report(answer), thresholds: thresholds, timelines: [timeline()],
            knobs: hasKnobs ? knobs(answer) : nil, search: hasSearch ? search(answer) : nil, tornadoes: [])
    }

    func page() throws -> String { ReportPage.document(try material(), version: "1.2.3") }

    private var thresholds: [ThresholdResult] {
        let threshold = Threshold(
            text: "p95(makespan) <= 6min \(name)", subject: .metric(.makespan, .p95), comparison: .atMost, limit: 360)
        return [
            ThresholdResult(threshold: threshold, outcome: .pass, value: 350, low: 340, high: 355),
            ThresholdResult(threshold: threshold, outcome: .fail, value: 370, low: 365, high: 380),
            ThresholdResult(threshold: threshold, outcome: .undecided, value: 360, low: 350, high: 370),
        ]
    }

    /// Trials whose makespans swing around that of the answer.
    private func report(_ answer: StudyAnswer) -> TrialReport {
        var inputs = TestInputs(7)
        let outcomes = (0..<trials).map { trial in
            var outcome = TrialOutcome(answer, trial: UInt32(trial))
            let makespan = 346 + Double(inputs.number(-200...300)) / 10
            outcome.values[Metric.makespan.index] = makespan
            outcome.isInTime = makespan <= 360
            return outcome
        }
        var report = TrialReport(TrialStatistics(outcomes), of: tiny.scenario, confidence: 0.95)
        report.isRandom = trials > 1
        return report
    }

    private func timeline() -> CycleTimeline {
        let stretch = 346 / Double(stretches)
        return CycleTimeline(
            deployment: name, stretch: stretch, stretches: stretches,
            regions: (0..<regions).map { region in
                let start = Double(region % 5) * 20
                let end = 346 - Double(region % 7) * 15
                func isOpen(_ index: Int) -> Bool {
                    let middle = (Double(index) + 0.5) * stretch
                    return middle > start + 20 && middle < end
                }
                let limits = ["pendingSnapshots", "CreateSnapshot", name].enumerated().map { place, limit in
                    LimitTimeline(
                        name: limit, kind: place == 1 ? .rate : .count, capacity: 20,
                        shares: (0..<stretches).map { index in
                            isOpen(index) ? Double((index * (7 + place) + region * 3) % 23) / 20 : 0
                        })
                }
                return RegionTimeline(
                    region: region == 0 ? "us-east-1" : "\(name) \(region)", instances: 10, activated: start,
                    opened: start + 20, completed: end - 10, ended: end, scannersAllowed: 70,
                    scanners: (0..<stretches).map { isOpen($0) ? Double(40 + ($0 * 13 + region) % 30) : 0 },
                    spans: region == 0
                        ? (0..<50).map { index in
                            ScannerSpan(launched: 20 + Double(index) * 4, ended: 60 + Double(index) * 5)
                        } : nil,
                    limits: limits)
            })
    }

    private func knobs(_ answer: StudyAnswer) -> KnobGrid {
        let axes = [
            KnobAxis(name: "Concurrency", values: ["1", "2", "3"], present: 1),
            KnobAxis(name: "SingleRegionConcurrency", values: ["1", "2", "4", "7"], present: 2),
            KnobAxis(name: "scanner.instanceType \(name)", values: ["m5.large", name], present: 0),
        ]
        let points = (0..<24).map { index -> KnobPoint in
            if index == 0 { return KnobPoint(reason: "the vCPU quota of \(name) is too small") }
            let makespan = 300 + 40 * Double(24 - index)
            return KnobPoint(
                makespan: makespan, bound: makespan * 0.9, costPerCycle: 0.05 + Double(index) / 1_000,
                costPerMonth: 30 + Double(index), peakScanners: Double(index), scannerHours: Double(index) / 3,
                inTime: index < 8 ? 0 : index < 16 ? 0.5 : 1,
                binds: index % 3 == 0 ? "scanner capacity in \(name)" : "the window of regions",
                sameAs: index == 23 ? 22 : nil)
        }
        return KnobGrid(axes: axes, points: points, trials: 20, isSimulated: true)
    }

    private func search(_ answer: StudyAnswer) -> Recommendation {
        let axes = [
            SettingAxis(name: "Concurrency", values: ["1", "2", "3"]),
            SettingAxis(name: "scanner \(name)", values: ["1", name]),
        ]
        let proof = BoundProof(
            deployment: name, kind: .regionWindow, least: 300, deadline: 360,
            assumptions: BoundAssumptions(nominalDurations: false, nothingGivenUp: false), advice: "more")
        let options = (0..<6).map { index -> OptionReport in
            let figures = SimulatedFigures(
                standing: OptionStanding(trials: 20, feasibility: index < 2 ? .tooLate : .feasible, beatenBy: nil),
                cost: 30 + Double(index * index), costInterval: nil, makespan: 500 - 40 * Double(index),
                makespanInterval: nil, worstAge: nil, peakScanners: Double(index + 1), inTime: index * 4,
                inTimeInterval: nil, extraCost: nil)
            let plan = PlanFigures(proof: proof, plannedCost: 30, vcpus: 2, addresses: 1, scanners: 1)
            return OptionReport(
                option: SettingsOption(
                    values: ["\(index / 2 + 1)", index % 2 == 0 ? "1" : name], isPresent: index == 4),
                changes: [], sameAs: nil, result: .simulated(plan, figures))
        }
        let world = WorldRecommendation(
            settings: [], objective: answer.objective, hasDeadline: true, rule: SelectionRule(budget: nil, trials: 20),
            options: options, decision: .best(2), comparison: 2, alternatives: [], front: [2, 3, 5], indifference: 0.3,
            trialsLikely: nil,
            effort: SearchEffort(
                settings: 6, trials: 20, simulations: 120, savedBySamePlans: 0, savedByBounds: 0, savedByStopping: 0))
        return Recommendation(
            scenario: name, seed: 7, axes: axes, deadline: 360, within: 0.01, costsAreMonthly: true, isCoarse: false,
            worlds: [world], leastRegret: nil)
    }
}
