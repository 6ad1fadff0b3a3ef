import ScanModel
import Testing

/// A stage that takes no time.
private func stage(
    _ scanner: ScannerUse = .none, acquires: [Int] = [], releases: [Int] = []
) -> ScanStage {
    ScanStage(
        name: "stage", acquires: acquires, duration: StageDuration(base: .zero, perGiB: .zero, size: .total),
        releases: releases, scanner: scanner)
}

private func pending() -> ResourceKind {
    ResourceKind(name: "pendingSnapshots", scope: .targetAccountRegion, per: .volume)
}

@Suite("Scan workflow")
struct ScanWorkflowTests {
    @Test("finds the stages on the scanner")
    func place() {
        let long = ScanWorkflow(
            stages: [stage(), stage(.takesPlace), stage(), stage(.givesPlaceBack), stage()], resources: [], buckets: [])
        #expect(long.placeStage == 1)
        #expect(long.lastPlaceStage == 3)
        let short = ScanWorkflow(stages: [stage(.takesAndGivesBack)], resources: [], buckets: [])
        #expect(short.placeStage == 0)
        #expect(short.lastPlaceStage == 0)
    }

    @Test("takes a resource over several stages, or one that nobody uses")
    func resources() {
        let workflow = ScanWorkflow(
            stages: [stage(acquires: [0]), stage(.takesAndGivesBack), stage(releases: [0])],
            resources: [pending(), pending()], buckets: [])
        #expect(workflow.resources.count == 2)
    }

    @Test("stops the program unless exactly one stretch of stages is on the scanner")
    func placePreconditions() async {
        await #expect(processExitsWith: .failure) {
            _ = ScanWorkflow(stages: [stage()], resources: [], buckets: [])
        }
        await #expect(processExitsWith: .failure) {
            _ = ScanWorkflow(stages: [stage(.takesPlace)], resources: [], buckets: [])
        }
        await #expect(processExitsWith: .failure) {
            _ = ScanWorkflow(stages: [stage(.givesPlaceBack), stage(.takesPlace)], resources: [], buckets: [])
        }
        await #expect(processExitsWith: .failure) {
            _ = ScanWorkflow(
                stages: [stage(.takesAndGivesBack), stage(.takesAndGivesBack)], resources: [], buckets: [])
        }
    }

    @Test("stops the program unless every resource taken is released once, later")
    func resourcePreconditions() async {
        await #expect(processExitsWith: .failure) {
            _ = ScanWorkflow(
                stages: [stage(.takesAndGivesBack, acquires: [0])], resources: [pending()], buckets: [])
        }
        await #expect(processExitsWith: .failure) {
            _ = ScanWorkflow(
                stages: [stage(releases: [0]), stage(.takesAndGivesBack, acquires: [0])], resources: [pending()],
                buckets: [])
        }
        await #expect(processExitsWith: .failure) {
            _ = ScanWorkflow(
                stages: [
                    stage(acquires: [0], releases: [0]), stage(.takesAndGivesBack, acquires: [0], releases: [0]),
                ],
                resources: [pending()], buckets: [])
        }
    }
}
