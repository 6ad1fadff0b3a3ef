import ApplianceScanning
import Testing

@Suite("Price certificate")
struct PriceCertificateTests {
    private func sample() throws -> (ScanEstate, PriceCertificate) {
        var dice = Dice(seed: 11)
        let estate = ScanEstate.landingZones(networks: 40, hosts: 1500, dice: &dice)
        return (estate, try AppliancePlanner.plan(estate, .landingZones).certificate)
    }

    @Test("proves its bound, and no more")
    func exact() throws {
        var (estate, certificate) = try sample()
        #expect(certificate.bound > 0)
        let exact = certificate.proves(for: estate, .landingZones)
        certificate.bound += 1
        let more = certificate.proves(for: estate, .landingZones)
        #expect(exact && !more)
    }

    @Test("forged prices are found out: too high, too low, out of range or of nobody")
    func tampered() throws {
        let (estate, certificate) = try sample()
        func isProof(_ change: (inout PriceCertificate) -> Void) -> Bool {
            var forged = certificate
            change(&forged)
            return forged.proves(for: estate, .landingZones)
        }
        let (dearest, _) = try #require(certificate.prices.max { ($0.value, $0.key) < ($1.value, $1.key) })
        let doubled = isProof { $0.prices = $0.prices.mapValues { 2 * $0 } }
        let halved = isProof { $0.prices = $0.prices.mapValues { $0 / 2 } }
        let missing = isProof { $0.prices[dearest] = nil }
        let negative = isProof { $0.prices[dearest] = -1 }
        let absurd = isProof { $0.prices[dearest] = 1 << 43 }
        let unknown = isProof { $0.prices["nobody"] = 1 }
        let untouched = isProof { _ in }
        #expect([doubled, halved, missing, negative, absurd, unknown] == Array(repeating: false, count: 6))
        #expect(untouched)
    }

    @Test("does not hold for cheaper machines or a longer window")
    func otherTerms() throws {
        let (estate, certificate) = try sample()
        var terms = ApplianceTerms.landingZones
        terms.licencePerMonth /= 2
        let cheaper = certificate.proves(for: estate, terms)
        terms = .landingZones
        terms.windowSeconds *= 2
        let longer = certificate.proves(for: estate, terms)
        terms = .landingZones
        terms.licencePerMonth *= 2
        let dearer = certificate.proves(for: estate, terms)
        #expect(!cheaper && !longer && dearer)
    }
}
