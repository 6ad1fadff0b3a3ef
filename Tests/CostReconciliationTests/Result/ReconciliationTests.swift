import ScanModel
import Testing

@testable import CostReconciliation
@testable import Estimation

@Suite struct ReconciliationTests {
    private static func line(_ item: PriceItem, _ quantity: Double, _ price: Double, kind: CostKind = .snapshots)
        -> CostLine
    {
        CostLine(
            kind: kind, region: "us-east-1", quantity: quantity, unit: "GiB-month", item: item, unitPrice: price,
            listPrice: price, amount: quantity * price, provenance: .stated(at: "test"), standIn: nil)
    }

    private static func estimate(_ lines: [CostLine], hoursPerCycle: Double? = 24) -> Estimate {
        Estimate(lines: lines, missing: [], hoursPerCycle: hoursPerCycle, hoursPerMonth: 730)
    }

    private static func ledger(_ rows: String, period: String) throws -> ChargeLedger {
        try FocusRows.read(FocusRows.header + rows, ExportSelection(period: BillingPeriod(period)))
    }

    private static func reconciled(
        _ lines: [CostLine], _ rows: String, period: String = "2026-10-01..2026-10-31", hoursPerCycle: Double? = 24,
        cycles: Double? = nil, rates: [String: Double] = [:]
    ) throws -> Reconciliation {
        try Reconciliation(
            [estimate(lines, hoursPerCycle: hoursPerCycle)], ledger: ledger(rows, period: period), cycles: cycles,
            rates: rates)
    }

    /// 1 GiB-month of 730 h a cycle, 31 cycles in a month of 744 h: 31 * 730 / 744 months of the calendar.
    @Test func monthsAreThoseOfTheCalendar() throws {
        let result = try Self.reconciled([Self.line(.snapshotStandard, 1, 0.05)], FocusRows.row())
        let line = result.lines[0]
        #expect(abs(line.estimatedQuantity - 31 * 730.0 / 744) < 1e-12)
        #expect(abs((line.estimatedPrice ?? 0) - 0.05) < 1e-15)
        #expect(result.cycles == [31])
    }

    @Test func daysOfAMonthGetTheirShare() throws {
        let lines = [Self.line(.snapshotStandard, 1, 0.05)]
        let whole = try Self.reconciled(lines, FocusRows.row())
        let part = try Self.reconciled(lines, FocusRows.row(), period: "2026-10-01..2026-10-12")
        #expect(abs(part.estimated / whole.estimated - 12.0 / 31) < 1e-12)
        #expect(part.cycles == [12])
        let stated = try Self.reconciled(lines, FocusRows.row(), hoursPerCycle: nil, cycles: 3)
        #expect(abs(stated.lines[0].estimatedQuantity - 3 * 730.0 / 744) < 1e-12)
    }

    /// The two parts add up to the difference, whatever the quantities and prices are.
    @Test func theTwoEffectsAddUp() throws {
        for (quantity, cost) in [("30", "1.5"), ("10", "2"), ("0", "3"), ("55.5", "0"), ("0", "0"), ("31", "-1")] {
            let result = try Self.reconciled(
                [Self.line(.snapshotStandard, 1, 0.05)], FocusRows.row(cost, quantity: quantity))
            let line = result.lines[0]
            #expect(abs(line.byQuantity + line.byPrice - line.difference) < 1e-12)
        }
        // By hand: Ce = 31 * 730 / 744 * 0.05, Qb = 40, Cb = 3; by quantity 40 * 0.05 - Ce, by price 3 - 2.
        let line = try Self.reconciled(
            [Self.line(.snapshotStandard, 1, 0.05)], FocusRows.row("3", quantity: "40")
        ).lines[0]
        #expect(abs(line.byPrice - 1) < 1e-12)
        #expect(abs(line.byQuantity - (2 - 31 * 730.0 / 744 * 0.05)) < 1e-12)
        #expect(abs((line.drift ?? 0) - (3 / (31 * 730.0 / 744 * 0.05) - 1)) < 1e-12)
    }

    /// Volumes and scanners' root volumes are sold as one item and billed as one charge.
    @Test func linesOfOneItemAreOne() throws {
        let result = try Self.reconciled(
            [Self.line(.gp3, 1, 0.08, kind: .scannerRootVolumes), Self.line(.gp3, 2, 0.08, kind: .volumes)],
            FocusRows.row(usageType: "USE2-EBS:VolumeUsage.gp3"))
        #expect(result.lines.count == 1)
        #expect(result.lines[0].kinds == [.scannerRootVolumes, .volumes])
        #expect(abs(result.lines[0].estimatedQuantity - 3 * 31 * 730.0 / 744) < 1e-12)
        #expect(result.lines[0].codes == ["EBS:VolumeUsage.gp3"])
    }

    @Test func coverageCountsWhatIsExplainedAndFound() throws {
        let result = try Self.reconciled(
            [Self.line(.snapshotStandard, 1, 0.05), Self.line(.keyMonth, 1, 1, kind: .keys)],
            FocusRows.row("6") + FocusRows.row("3", usageType: "TimedStorage-ByteHrs")
                + FocusRows.row("1", usageType: "EBS:VolumeUsage.gp3"))
        #expect(result.explainedShare == 0.6)
        #expect(abs((result.foundShare ?? 0) - 0.05 / 1.05) < 1e-12)
        #expect(result.unmatched.map(\.reason) == [.noRule, .notEstimated])
        #expect(result.unmatched.map(\.cost) == [3, 1])
        #expect(result.lines[1].charges == 0)
        #expect(result.lines[1].byQuantity == -result.lines[1].estimated)
    }

    @Test func anotherCurrencyNeedsARate() throws {
        let lines = [Self.line(.snapshotStandard, 1, 0.05)]
        let rows = FocusRows.row("2", currency: "EUR")
        #expect(throws: Reconciliation.Obstacle.currency("EUR")) { try Self.reconciled(lines, rows) }
        #expect(try Self.reconciled(lines, rows, rates: ["EUR": 1.5]).matched == 3)
        #expect(throws: Reconciliation.Obstacle.noInterval) {
            try Self.reconciled(lines, FocusRows.row(), hoursPerCycle: nil)
        }
    }
}
