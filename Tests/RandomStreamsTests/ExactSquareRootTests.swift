import RandomStreams
import Testing

@Suite("Exact square root")
struct ExactSquareRootTests {
    @Test("is the processor's, bit for bit")
    func agreesWithHardware() {
        var inputs = TestInputs(30)
        for _ in 0..<20_000 {
            let x = inputs.positiveDouble()
            #expect(exactSquareRoot(x) == x.squareRoot(), "at \(x)")
            let y = inputs.number(0, 100)
            #expect(exactSquareRoot(y) == y.squareRoot(), "at \(y)")
        }
    }

    @Test("is correctly rounded beside powers of two, where the roots lie nearest to a tie")
    func hardCases() {
        for power in -1_020...1_022 {
            let base = Double(sign: .plus, exponent: power, significand: 1)
            for offset in 0..<8 as Range<UInt64> {
                for x in [Double(bitPattern: base.bitPattern + offset), Double(bitPattern: base.bitPattern - offset)] {
                    #expect(exactSquareRoot(x) == x.squareRoot(), "at \(x)")
                }
            }
        }
        let least = Double.leastNonzeroMagnitude
        for x in [least, 3 * least, .leastNormalMagnitude.nextDown, .greatestFiniteMagnitude] {
            #expect(exactSquareRoot(x) == x.squareRoot(), "at \(x)")
        }
    }

    @Test("undoes squaring")
    func squares() {
        for root in 1...2_000 {
            #expect(exactSquareRoot(Double(root * root)) == Double(root))
        }
    }

    @Test("handles the special values")
    func specialValues() {
        #expect(isSame(exactSquareRoot(0), 0))
        #expect(isSame(exactSquareRoot(-0.0), -0.0))
        #expect(exactSquareRoot(.infinity) == .infinity)
        for x in [-1, -.leastNonzeroMagnitude, -.infinity, .nan] as [Double] {
            #expect(exactSquareRoot(x).isNaN, "at \(x)")
        }
    }
}
