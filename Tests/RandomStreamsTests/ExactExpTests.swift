import Foundation
import RandomStreams
import Testing

@Suite("Exact exponential")
struct ExactExpTests {
    @Test("stays within 0.53 ulp of the reference points")
    func table() {
        for (x, expected, residual) in expReferencePoints {
            let error = ulpError(of: exactExp(Double(bitPattern: x)), expected: expected, residual: residual)
            #expect(error < 0.53, "at \(Double(bitPattern: x))")
        }
    }

    @Test("handles the special values")
    func specialValues() {
        #expect(exactExp(0) == 1)
        #expect(exactExp(-0.0) == 1)
        #expect(exactExp(.infinity) == .infinity)
        #expect(isSame(exactExp(-.infinity), 0))
        #expect(exactExp(.nan).isNaN)
        #expect(exactExp(.leastNonzeroMagnitude) == 1)
        #expect(exactExp(-.leastNonzeroMagnitude) == 1)
    }

    @Test("overflows and underflows where the true value does")
    func limits() {
        // The logarithm of 2^1024 is 709.78271289338399684, between this and the next Double.
        let greatest = 709.782712893384
        #expect(exactExp(greatest).isFinite)
        #expect(exactExp(greatest) > 0x1.fffffffff2p1023)
        for x in [greatest.nextUp, 709.8, 709.999, 710, 1e300, .greatestFiniteMagnitude] as [Double] {
            #expect(exactExp(x) == .infinity, "at \(x)")
        }
        // The logarithm of 2^-1075 is -745.13321910194120763, between this and the next Double.
        let least = -745.1332191019411
        #expect(exactExp(least) == .leastNonzeroMagnitude)
        for x in [least.nextDown, -745.2, -745.999, -746, -1e300, -.greatestFiniteMagnitude] as [Double] {
            #expect(isSame(exactExp(x), 0), "at \(x)")
        }
    }

    @Test("agrees with the system's within 2 ulp over all magnitudes")
    func sweep() {
        var inputs = TestInputs(20)
        var worst: UInt64 = 0
        for _ in 0..<20_000 {
            for x in [inputs.number(-745, 709.7), inputs.number(-1, 1), inputs.number(-745, -708)] {
                worst = max(worst, doublesBetween(exactExp(x), Foundation.exp(x)))
            }
        }
        #expect(worst <= 2)
    }

    @Test("never decreases from one Double to the next")
    func monotonic() {
        var inputs = TestInputs(21)
        var starts = (0..<200).map { _ in inputs.number(-745, 709) }
        starts += (0..<200).map { _ in inputs.number(-1, 1) }
        starts += [0, -708.3964185322641, -744.4400719213812]
        // Where the whole multiple of ln 2 that is taken out changes.
        starts += stride(from: -20.5, through: 20.5, by: 1).map { $0 * 0x1.62e42fefa39efp-1 }
        for start in starts {
            var x = start
            for _ in 0..<60 { x = x.nextDown }
            var previous = exactExp(x)
            for _ in 0..<120 {
                x = x.nextUp
                let next = exactExp(x)
                #expect(previous <= next, "below \(x)")
                previous = next
            }
        }
    }

    @Test("keeps the identities of the exponential function")
    func identities() {
        #expect(exactExp(1) == 0x1.5bf0a8b145769p+1)
        var inputs = TestInputs(22)
        for _ in 0..<2_000 {
            let x = inputs.number(-300, 300)
            #expect((exactExp(x) * exactExp(-x) - 1).magnitude <= 2 * 1.0.ulp, "at \(x)")
            // ln(e^x) differs from x by the relative error of e^x and by one rounding.
            #expect((exactLog(exactExp(x)) - x).magnitude <= 1.0.ulp + x.ulp, "at \(x)")
        }
    }

    /// A digest of the very bits: it differs as soon as one result on one platform does.
    @Test("gives the same bits on every platform")
    func digest() {
        var inputs = TestInputs(23)
        var digest = BitDigest()
        for _ in 0..<4_096 {
            digest.add(exactExp(inputs.number(-745, 709)))
            digest.add(exactExp(inputs.number(-1, 1)))
            digest.add(exactExp(inputs.number(-745, -708)))
        }
        #expect(digest.value == 0xF5F1_4183_1F7D_2220)
    }
}
