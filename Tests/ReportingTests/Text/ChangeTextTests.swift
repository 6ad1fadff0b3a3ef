import Statistics
import Testing

@testable import Reporting

@Suite("Changes as text")
struct ChangeTextTests {
    private func change(_ differences: [Double]) -> PairedDifference {
        var change = PairedDifference()
        for difference in differences { change.add(difference, 0) }
        return change
    }

    private func seconds(_ differences: [Double]) -> String {
        ChangeText.seconds(change(differences), confidence: 0.95)
    }

    private func money(_ differences: [Double]) -> String {
        ChangeText.money(change(differences), confidence: 0.95)
    }

    @Test("what rounding does is no change")
    func rounding() {
        for differences in [[0], [1e-12], [-0.0009], [1e-12, -1e-12, 3e-13], [0.0009, 0.0009]] {
            #expect(seconds(differences) == "0", "\(differences)")
            #expect(ChangeText.isNothing(change(differences), nil))
            #expect(ChangeText.isNothing(change(differences), change(differences)))
        }
        for differences in [[0], [0.0049], [1e-9, -1e-9]] {
            #expect(money(differences) == "0", "\(differences)")
            #expect(ChangeText.isNothing(change([0]), change(differences)))
        }
        #expect(!ChangeText.isNothing(change([0.002]), nil) && !ChangeText.isNothing(change([0]), change([0.006])))
        // Equal but for rounding is a change without an interval.
        #expect(seconds([-10, -10.000000000001, -9.999999999999]) == "-10 s")
        #expect(money([2, 2.000000000001]) == "+2.00 USD")
    }

    @Test("changes have their sign, and their interval where trials differ")
    func intervals() {
        #expect(seconds([0.01]) == "+below 0.1 s" && seconds([-0.01]) == "-below 0.1 s")
        #expect(seconds([-754]) == "-12 min 34 s" && seconds([3]) == "+3 s")
        // Mean -2, standard deviation 1, so 4.30265 / sqrt(3) at two degrees of freedom.
        #expect(seconds([-1, -2, -3]) == "-2.0 ± 2.5 s")
        // Opposite changes are one all the same.
        #expect(!ChangeText.isNothing(change([-5, 5]), nil))
        #expect(seconds([-5, 5]).contains("±"))
    }

    @Test("a small saving of each of many units is one")
    func units() {
        #expect(ChangeText.saving(change([-10]), units: 10, confidence: 0.95) == "1 s")
        #expect(ChangeText.saving(change([-1]), units: 10_000, confidence: 0.95) == "below 0.1 s")
        #expect(ChangeText.saving(change([-1e-9]), units: 0.000_001, confidence: 0.95) == "0")
    }
}
