import ScanModel
import Testing

/// Whether fast restore ever pays: against lazy loading at 30 MiB/s, on a volume that is read at 125 MiB/s once it is full.
@Suite("Whether fast restore pays")
struct FastRestoreTests {
    private let lazy = ByteRate(mebibytes: 30)
    private let full = ByteRate(mebibytes: 125)

    /// Seconds that a scan gains by it if `share` of a volume of `gib` GiB is read; negative if it loses.
    private func gained(gib: Int, share: Rational) -> Rational {
        let bytes = Int64((Rational(Int128(gib) << 30) * share).floor)
        let preparing = FastRestore(size: GiB(Rational(gib))).firstVolume.value
        return lazy.seconds(for: bytes) - preparing - full.seconds(for: bytes)
    }

    /// 1024/30 - 1024/125 = 25.94 s are gained for each GiB that is read, 3.516 s are lost for each GiB there is.
    @Test("in time: from 13.6 % of a large volume on, and never for less than 13.9 GiB of data")
    func time() {
        #expect(gained(gib: 1000, share: Rational(135, over: 1000)) < .zero)
        #expect(gained(gib: 1000, share: Rational(136, over: 1000)) > .zero)
        #expect(gained(gib: 13, share: .one) < .zero)
        #expect(gained(gib: 14, share: .one) > .zero)
        // A scan of the operating system, 5 % of a half full volume, always loses.
        for gib in [8, 30, 100, 1000, 16_384] { #expect(gained(gib: gib, share: Rational(25, over: 1000)) < .zero) }
    }

    /// An hour of fast restore costs 0.75 USD a snapshot and zone, a c5.large 0.085 USD an hour for its eight places.
    @Test("in money: never, however large the volume and however much of it is read")
    func money() {
        let placeHour = Rational(85, over: 8000)
        func pays(_ gib: Int) -> Bool {
            let on = FastRestore(size: GiB(Rational(gib)))
            let price = Rational(75, over: 100) * on.billed(on.firstVolume).value / 3600
            return gained(gib: gib, share: .one) / 3600 * placeHour > price
        }
        // Preparing a large snapshot takes longer than the hour that is billed at least, so its price grows as the gain does.
        for gib in [8, 100, 1024, 4096, 11_000, 16_384] { #expect(!pays(gib), "\(gib)") }
    }
}
