import EventSimulation
import Testing

/// PHOLD (R. M. Fujimoto, 1990): each job hops to any station after a random while, for ever.
struct Phold: SimulationModel {
    let stations: Int64
    let jobs: Int
    var inputs: TestInputs
    var visits: [Int]
    var fingerprint: UInt64 = 0

    init(stations: Int64, jobs: Int, seed: UInt64) {
        self.stations = stations
        self.jobs = jobs
        inputs = TestInputs(seed)
        visits = Array(repeating: 0, count: Int(stations))
    }

    mutating func start(_ agenda: inout Agenda<Int32>) { for _ in 0..<jobs { hop(&agenda) } }

    mutating func handle(_ station: Int32, _ agenda: inout Agenda<Int32>) {
        visits[Int(station)] += 1
        fingerprint = (fingerprint &+ UInt64(agenda.now.ticks) ^ UInt64(station)) &* 0x100_0000_01B3
        hop(&agenda)
    }

    private mutating func hop(_ agenda: inout Agenda<Int32>) {
        let station = Int32(inputs.number(0...(stations - 1)))
        agenda.schedule(station, at: agenda.now + 1 + inputs.exponential(1_000))
    }
}

@Suite("PHOLD, which is no scan")
struct PholdTests {
    @Test("visits each station about equally often, at the rate of its jobs", arguments: [1, 60, 2_000])
    func visits(jobs: Int) {
        var model = Phold(stations: 8, jobs: jobs, seed: 5)
        let horizon = SimulationTime(ticks: 40_000_000 / Int64(jobs))
        let history = Simulation.run(&model, pending: jobs, horizon: horizon)
        let expected = 40_000_000 / 1_000.5
        #expect(abs(Double(history.events) / expected - 1) < 0.02)
        #expect(history.end <= horizon)
        for station in model.visits {
            #expect(abs(Double(station) * 8 / Double(history.events) - 1) < 0.06)
        }
    }

    @Test("goes the same way whatever it was told about pending events")
    func repeats() {
        let runs = [0, 100, 10_000].map { pending in
            var model = Phold(stations: 5, jobs: 300, seed: 9)
            let history = Simulation.run(&model, pending: pending, horizon: SimulationTime(ticks: 20_000))
            return [UInt64(history.events), model.fingerprint]
        }
        #expect(runs[0] == runs[1] && runs[1] == runs[2])
        #expect(runs[0][0] > 5_000)
    }
}
