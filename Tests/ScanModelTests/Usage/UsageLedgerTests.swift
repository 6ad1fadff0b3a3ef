import ScanModel
import Testing

@Suite("Usage ledger")
struct UsageLedgerTests {
    @Test("adds up amounts by region and kind")
    func sums() {
        var ledger = UsageLedger()
        ledger.add(Rational(1, over: 3), of: .scannerSeconds, in: "us-east-1")
        ledger.add(Rational(1, over: 6), of: .scannerSeconds, in: "us-east-1")
        ledger.add(5, of: .scannerSeconds, in: "us-west-2")
        ledger.add(7, of: .requests(action: "CreateSnapshot"), in: "us-east-1")
        #expect(ledger[.scannerSeconds, "us-east-1"] == Rational(1, over: 2))
        #expect(ledger[.scannerSeconds, "us-west-2"] == 5)
        #expect(ledger[.volumeGiBSeconds, "us-east-1"] == .zero)
        #expect(ledger[.requests(action: "RunInstances"), "us-east-1"] == .zero)
        #expect(ledger.total(.scannerSeconds) == Rational(11, over: 2))
        #expect(ledger.total(.requests(action: "CreateSnapshot")) == 7)
        #expect(ledger.total(.snapshotGiBSeconds) == .zero)
    }

    @Test("lists its entries by region, then kind, whatever the order in which they came")
    func order() {
        let kinds: [UsageKind] = [
            .scannerSeconds, .scannerRootGiBSeconds, .volumeGiBSeconds, .snapshotGiBSeconds,
            .requests(action: "CreateSnapshot"), .requests(action: "RunInstances"),
        ]
        let keys = ["eu-west-1", "us-east-1"].flatMap { region in
            kinds.map { UsageLedger.Key(region: region, kind: $0) }
        }
        var inputs = TestInputs(1)
        var ledger = UsageLedger()
        for key in keys.shuffled(using: &inputs) { ledger.add(1, of: key.kind, in: key.region) }
        #expect(ledger.entries.map(\.key) == keys)
    }

    @Test("takes in another ledger entry by entry")
    func merge() {
        var ledger = UsageLedger()
        ledger.add(1, of: .scannerSeconds, in: "a")
        ledger.add(2, of: .scannerSeconds, in: "b")
        var other = UsageLedger()
        other.add(10, of: .scannerSeconds, in: "b")
        other.add(20, of: .volumeGiBSeconds, in: "b")
        ledger.add(other)
        #expect(ledger.entries.map(\.amount) == [1, 12, 20])
        #expect(other.entries.map(\.amount) == [10, 20])
    }

    @Test("names the unit of each kind")
    func units() {
        #expect(UsageKind.scannerSeconds.unit == "s")
        #expect(UsageKind.scannerRootGiBSeconds.unit == "GiB s")
        #expect(UsageKind.volumeGiBSeconds.unit == "GiB s")
        #expect(UsageKind.snapshotGiBSeconds.unit == "GiB s")
        #expect(UsageKind.requests(action: "CreateSnapshot").unit == "requests")
    }
}
