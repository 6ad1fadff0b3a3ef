import ScanModel
import Testing

@Suite("Region schedule")
struct RegionScheduleTests {
    private func gate(_ window: Int, _ discipline: GateDiscipline) -> RegionGate {
        RegionGate(reading: .window, window: window, discipline: discipline)
    }

    private func spans(_ gate: RegionGate, _ durations: [Int64]) -> [[Int64]] {
        gate.schedule(durations: durations).map { [$0.activated, $0.ended] }
    }

    @Test("without regions is empty and takes no time", arguments: GateDiscipline.allCases)
    func empty(discipline: GateDiscipline) {
        #expect(gate(2, discipline).schedule(durations: []).isEmpty)
        #expect(gate(2, discipline).makespan(durations: []) == 0)
    }

    @Test("runs one region after another through a window of one", arguments: GateDiscipline.allCases)
    func windowOfOne(discipline: GateDiscipline) {
        #expect(spans(gate(1, discipline), [3, 1, 2]) == [[0, 3], [3, 4], [4, 6]])
        #expect(gate(1, discipline).makespan(durations: [3, 1, 2]) == 6)
    }

    @Test("opens every region at once when the window holds them all", arguments: GateDiscipline.allCases)
    func wideWindow(discipline: GateDiscipline) {
        #expect(spans(gate(3, discipline), [3, 1, 2]) == [[0, 3], [0, 1], [0, 2]])
        #expect(gate(99, discipline).makespan(durations: [3, 1, 2]) == 3)
    }

    @Test("sliding: lets a region in as soon as another one ends")
    func sliding() {
        #expect(spans(gate(2, .sliding), [5, 1, 2, 4]) == [[0, 5], [0, 1], [1, 3], [3, 7]])
        #expect(gate(2, .sliding).makespan(durations: [5, 1, 2, 4]) == 7)
    }

    @Test("barrier: lets a group in when all of the group before have ended")
    func barrier() {
        #expect(spans(gate(2, .barrier), [5, 1, 2, 4, 1]) == [[0, 5], [0, 1], [5, 7], [5, 9], [9, 10]])
        #expect(gate(2, .barrier).makespan(durations: [5, 1, 2, 4, 1]) == 10)
    }

    @Test("passes regions that take no time")
    func zeroDurations() {
        #expect(spans(gate(1, .sliding), [0, 4, 0]) == [[0, 0], [0, 4], [4, 4]])
        #expect(spans(gate(2, .barrier), [0, 0, 3]) == [[0, 0], [0, 0], [0, 3]])
    }

    /// 40 regions of length 1 but two of length 10 at positions 30 and 31: more window can mean more time.
    @Test("barrier: is not monotone in the window")
    func barrierAnomaly() {
        var durations = [Int64](repeating: 1, count: 40)
        durations[29] = 10
        durations[30] = 10
        let makespans = [10, 20, 30, 40].map { gate($0, .barrier).makespan(durations: durations) }
        #expect(makespans == [22, 11, 20, 10])
    }

    @Test("sliding never takes longer than barrier, and no more regions are open than the window", arguments: 1...5)
    func random(seed: UInt64) {
        var inputs = TestInputs(seed)
        for _ in 0..<200 {
            let durations = (0..<inputs.number(1...25)).map { _ in inputs.number(0...20) }
            let window = Int(inputs.number(1...8))
            for discipline in GateDiscipline.allCases {
                let windows = gate(window, discipline).schedule(durations: durations)
                #expect(zip(windows, durations).allSatisfy { $0.ended - $0.activated == $1 })
                for region in windows {
                    let open = windows.count { $0.activated <= region.activated && region.activated < $0.ended }
                    #expect(open <= window)
                }
                #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.activated <= $1.activated })
            }
            #expect(
                gate(window, .sliding).makespan(durations: durations)
                    <= gate(window, .barrier).makespan(durations: durations))
        }
    }

    @Test("stops the program at a window below 1")
    func precondition() async {
        await #expect(processExitsWith: .failure) {
            _ = RegionGate(reading: .window, window: 0, discipline: .sliding)
        }
    }
}
