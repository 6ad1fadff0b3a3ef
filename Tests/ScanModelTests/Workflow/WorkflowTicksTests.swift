import ScanModel
import Testing

@Suite("Workflow ticks")
struct WorkflowTicksTests {
    @Test("are exact durations on the clock, by total or by largest size")
    func durations() {
        func stage(_ base: Rational, _ perGiB: Rational, _ size: SizeBasis) -> ScanStage {
            ScanStage(
                name: "stage", duration: StageDuration(base: Seconds(base), perGiB: Seconds(perGiB), size: size),
                scanner: size == .total ? .takesAndGivesBack : .none)
        }
        let workflow = ScanWorkflow(
            stages: [stage(3, Rational(1, over: 2), .total), stage(0, 1, .largest)], resources: [], buckets: [])
        let scanner = ScannerModel(
            lifecycle: .perBatch, termination: .regionEnd, boot: Seconds(Rational(5, over: 4)), drain: Seconds(2),
            places: 1, minimumBilled: Seconds(60), instanceType: nil, vcpus: 0, rootVolume: GiB(0), launchBuckets: [],
            terminateBuckets: [])
        // A size unit is a tenth of a GiB and a tick a hundredth of a second.
        let ticks = WorkflowTicks(
            workflow: workflow, scanner: scanner, scale: TickScale(ticksPerSecond: 100), sizeUnitsPerGiB: 10)
        #expect(ticks.boot == 125)
        #expect(ticks.drain == 200)
        #expect(ticks.minimumBilled == 6_000)
        #expect(ticks.duration(stage: 0, totalSize: 70, largestSize: 40) == 300 + 350)
        #expect(ticks.duration(stage: 1, totalSize: 70, largestSize: 40) == 400)
    }
}
