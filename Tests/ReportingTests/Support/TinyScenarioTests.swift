import ScanModel
import Studies
import Testing

/// The fixture is what its description says; the other tests lean on that.
@Suite("Tiny scenario")
struct TinyScenarioTests {
    @Test("is answered with the numbers worked out by hand")
    func byHand() throws {
        let answer = try TinyScenario().answer()
        #expect(try answer.number(.makespan) == 346)
        #expect(try answer.number(.items) == 4)
        #expect(try answer.number(.volumes) == 4)
        #expect(try answer.number(.scannersLaunched) == 3)
        #expect(try answer.number(.scannersPeak) == 2)
        #expect(try answer.number(.coverage) == 1)
        // 135 s and 155 s in us-east-1, 175 s in eu-west-1.
        #expect(abs(try answer.number(.scannerHours) - 465.0 / 3_600) < 1e-15)
        // 10 x 80 + 20 x 100 + 30 x 120 and 40 x 140 GiB s.
        #expect(abs(try answer.number(.volumeHours) - 12_000.0 / 3_600) < 1e-14)
        // 10 x 141 + 20 x 160 + 30 x 314 and 40 x 220 GiB s.
        #expect(abs(try answer.number(.snapshotHours) - 22_830.0 / 3_600) < 1e-14)
        #expect(try answer.number(.requests) == 4)
        // 465 x 0.0001 + 12,000 x 0.0001 / 3,600 + 22,830 x 0.001 / 3,600 USD.
        let cost = 0.0465 + 1.2 / 3_600 + 22.83 / 3_600
        #expect(abs(try answer.number(.costPerCycle) - cost) < 1e-15)
        #expect(abs(try answer.number(.costPerMonth) - cost * 730) < 1e-12)
        #expect(answer.verdict == .fits)
        #expect(answer.deployments[0].readings.map(\.makespan) == [346, 596])
    }

    @Test("is answered alike on one thread and by tasks")
    func width() async throws {
        let scenario = TinyScenario().scenario
        let wide = try await ScanStudy.answer(scenario, depth: .simulate, width: 2)
        #expect(try ScanStudy.answer(scenario, depth: .simulate) == wide)
    }
}
