internal import EventSimulation
internal import HeapModule
internal import ScanModel

// MARK: - Turns of regions

extension RegionWorld {
    /// Whether a batch stands in line for a scanner.
    var hasReady: Bool { !ready.isEmpty }

    /// Items that have ended the first stage, each in its own way.
    var throughFirstStage: Int { sums[0].completions &+ leftFirstStage }

    /// It is the region's turn to launch scanners, from this instant on.
    mutating func beginTurn(_ agenda: inout Agenda<ScanEvent>) {
        turnBegan = agenda.now.ticks
        scheduleDispatch(&agenda)
    }

    /// Launches scanners for what is ready, or ends the turn when nothing is left and the last scanner is gone.
    mutating func dispatchInTurn(_ agenda: inout Agenda<ScanEvent>) {
        guard let waves = compiled.waves, let began = turnBegan else { return }
        if waves.hasBarrier, scanners.running > 0 { return }
        if agenda.now.ticks &- began < waves.turnLimit { dispatchBatches(&agenda) }
        if scanners.running == 0 { turnBegan = nil }
    }

    /// An item of a round enters the first stage.
    mutating func enterRound(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        sums[0].waitingForResources += Int128(agenda.now.ticks)
        if let trace { trace.entersRound(item, from: opening, at: agenda.now.ticks) }
        reach(stage: 0, item, &agenda)
    }
}
