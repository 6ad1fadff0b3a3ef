import Foundation
import RandomStreams
import Testing

@Suite("Exact logarithm")
struct ExactLogTests {
    @Test("stays within 0.53 ulp of the reference points")
    func table() {
        for (x, expected, residual) in logReferencePoints {
            let error = ulpError(of: exactLog(Double(bitPattern: x)), expected: expected, residual: residual)
            #expect(error < 0.53, "at \(Double(bitPattern: x))")
        }
    }

    @Test("of one plus y stays within 0.53 ulp of the reference points")
    func tableOfOnePlus() {
        for (y, expected, residual) in log1pReferencePoints {
            let error = ulpError(of: exactLog1p(Double(bitPattern: y)), expected: expected, residual: residual)
            #expect(error < 0.53, "at \(Double(bitPattern: y))")
        }
    }

    @Test("handles the special values")
    func specialValues() {
        #expect(exactLog(0) == -.infinity)
        #expect(exactLog(-0.0) == -.infinity)
        #expect(exactLog(.infinity) == .infinity)
        #expect(isSame(exactLog(1), 0))
        for x in [-1, -.leastNonzeroMagnitude, -.infinity, .nan, -.nan] as [Double] {
            #expect(exactLog(x).isNaN, "at \(x)")
        }
    }

    @Test("of one plus y handles the special values")
    func specialValuesOfOnePlus() {
        #expect(exactLog1p(-1) == -.infinity)
        #expect(exactLog1p(.infinity) == .infinity)
        for y in [0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0x1p-60] as [Double] {
            #expect(isSame(exactLog1p(y), y), "at \(y)")
        }
        for y in [(-1.0).nextDown, -2, -.infinity, .nan] as [Double] {
            #expect(exactLog1p(y).isNaN, "at \(y)")
        }
    }

    @Test("agrees with the system's within 2 ulp over all magnitudes")
    func sweep() {
        var inputs = TestInputs(10)
        var worst: UInt64 = 0
        for _ in 0..<20_000 {
            for x in [inputs.positiveDouble(), inputs.number(0.25, 0.99), inputs.number(1.01, 4)] {
                worst = max(worst, doublesBetween(exactLog(x), Foundation.log(x)))
            }
            let y = inputs.number(-0.9, 3)
            worst = max(worst, doublesBetween(exactLog1p(y), Foundation.log1p(y)))
        }
        #expect(worst <= 2)
    }

    @Test("never decreases from one Double to the next")
    func monotonic() {
        var inputs = TestInputs(11)
        var starts = (0..<200).map { _ in inputs.positiveDouble() }
        starts += (0..<200).map { _ in inputs.number(0.5, 2) }
        starts += [1, 2.0.squareRoot(), 0.5.squareRoot(), 2, 0.5, .leastNormalMagnitude, 8.0.squareRoot()]
        for start in starts {
            var x = Double(bitPattern: max(start.bitPattern, 64) - 60)
            var previous = exactLog(x)
            for _ in 0..<120 {
                x = x.nextUp
                let next = exactLog(x)
                #expect(previous <= next, "below \(x)")
                previous = next
            }
        }
    }

    @Test("keeps the identities of logarithms")
    func identities() {
        let ln2 = 0x1.62e42fefa39efp-1
        #expect(exactLog(2) == ln2)
        #expect(exactLog(0.5) == -ln2)
        for power in -1_074...1_023 {
            let x = Double(sign: .plus, exponent: power, significand: 1)
            #expect((exactLog(x) - Double(power) * ln2).magnitude <= exactLog(x).ulp, "at 2^\(power)")
        }
        var inputs = TestInputs(12)
        for _ in 0..<1_000 {
            let x = inputs.number(1, 100)
            let y = inputs.number(1, 100)
            // The product is rounded and three logarithms are: four roundings, none above the ulp of 16.
            #expect((exactLog(x * y) - exactLog(x) - exactLog(y)).magnitude <= 4 * 16.0.ulp)
            // The difference is exact, so both functions see the same number.
            #expect(exactLog1p(x - 1) == exactLog(x), "at \(x)")
        }
    }

    /// A digest of the very bits: it differs as soon as one result on one platform does.
    @Test("gives the same bits on every platform")
    func digest() {
        var inputs = TestInputs(13)
        var digest = BitDigest()
        for _ in 0..<4_096 {
            digest.add(exactLog(inputs.positiveDouble()))
            digest.add(exactLog(inputs.number(0, 1)))
            digest.add(exactLog1p(inputs.number(-1, 1)))
        }
        #expect(digest.value == 0x0FCA_EFBA_7AC9_A64A)
    }
}
