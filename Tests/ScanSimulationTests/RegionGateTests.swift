import ScanModel
import TestSupport
import Testing

/// How regions follow one another: closed forms, and a second schedule made instant by instant.
@Suite("Region gate")
struct RegionGateTests {
    private func gate(_ window: Int, _ discipline: GateDiscipline) -> RegionGate {
        RegionGate(reading: .window, window: window, discipline: discipline)
    }

    /// Up to 12 durations with many ties, zero among them.
    private func durations(_ dice: inout Dice) -> [Int64] {
        (0..<dice.roll(0...12)).map { _ in Int64(dice.pick([0, 1, 1, 2, 3, 5, 8, dice.roll(1...100)])) }
    }

    /// Looks at one instant after the other: who is open, who ends, who may come in.
    private func schedule(_ durations: [Int64], window: Int, barrier: Bool) -> [RegionWindow] {
        var windows: [RegionWindow] = []
        var now: Int64 = 0
        while windows.count < durations.count {
            let open = windows.filter { $0.ended > now }.count
            let startsGroup = windows.count % window == 0
            let mayOpen: Bool
            if barrier {
                // A group opens together: its later members open when its first one does.
                mayOpen = startsGroup ? open == 0 : true
            } else {
                mayOpen = open < window
            }
            if mayOpen {
                let start = barrier && !startsGroup ? windows[windows.count / window * window].activated : now
                windows.append(RegionWindow(activated: start, ended: start + durations[windows.count]))
            } else {
                now = windows.map(\.ended).filter { $0 > now }.min()!
            }
        }
        return windows
    }

    @Test("a window as wide as the list: the makespan is the longest region")
    func wideWindow() {
        var dice = Dice(seed: 1)
        for _ in 0..<500 {
            let durations = durations(&dice)
            let window = max(1, durations.count + dice.roll(0...2))
            for discipline in GateDiscipline.allCases {
                #expect(gate(window, discipline).makespan(durations: durations) == durations.max() ?? 0)
            }
        }
    }

    @Test("a window of one: the makespan is the sum, and each region starts where the one before ended")
    func narrowWindow() {
        var dice = Dice(seed: 2)
        for _ in 0..<500 {
            let durations = durations(&dice)
            for discipline in GateDiscipline.allCases {
                let windows = gate(1, discipline).schedule(durations: durations)
                #expect(gate(1, discipline).makespan(durations: durations) == durations.reduce(0, +))
                #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.ended == $1.activated })
            }
        }
    }

    @Test("barrier groups: the makespan is the sum of the groups' longest regions")
    func groups() {
        var dice = Dice(seed: 3)
        for _ in 0..<500 {
            let durations = durations(&dice)
            let window = dice.roll(1...5)
            let maxima = stride(from: 0, to: durations.count, by: window).map {
                durations[$0..<min($0 + window, durations.count)].max() ?? 0
            }
            #expect(gate(window, .barrier).makespan(durations: durations) == maxima.reduce(0, +))
        }
    }

    @Test("sliding is never slower than barrier groups in the same order")
    func slidingIsNoSlower() {
        var dice = Dice(seed: 4)
        for _ in 0..<2_000 {
            let durations = durations(&dice)
            let window = dice.roll(1...5)
            let sliding = gate(window, .sliding).schedule(durations: durations)
            let barrier = gate(window, .barrier).schedule(durations: durations)
            #expect(zip(sliding, barrier).allSatisfy { $0.activated <= $1.activated }, "\(durations) by \(window)")
        }
    }

    @Test("agrees with a schedule made instant by instant", arguments: GateDiscipline.allCases)
    func agreesWithNaiveSchedule(discipline: GateDiscipline) {
        var dice = Dice(seed: 5)
        for _ in 0..<2_000 {
            let durations = durations(&dice)
            let window = dice.roll(1...5)
            let windows = gate(window, discipline).schedule(durations: durations)
            let expected = schedule(durations, window: window, barrier: discipline == .barrier)
            #expect(windows == expected, "\(durations) by \(window)")
        }
    }

    @Test("a wider window of barrier groups can be slower")
    func widerBarrierCanBeSlower() {
        // Two long regions, at places 30 and 31 of 40: in one group of 10 or 20, in two groups of 30.
        var durations = [Int64](repeating: 1, count: 40)
        durations[29] = 10
        durations[30] = 10
        let makespans = [10, 20, 30, 40].map { gate($0, .barrier).makespan(durations: durations) }
        // Groups of 10: 1 + 1 + 10 + 10. Of 20: 1 + 10. Of 30: 10 + 10. Of 40: 10.
        #expect(makespans == [22, 11, 20, 10])
    }
}
