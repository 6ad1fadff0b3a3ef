import ScanModel
import Testing

@testable import Rollout

@Suite struct TokenLifeTests {
    private func find(_ token: String, more: String = "") throws -> [PreflightFinding] {
        try Case(deployment: ["rollout: {subscription: \(token)\(more)}"]).findings(.tokenLife)
    }

    /// 500,000 minutes are 347 days, 500,000 seconds less than 6.
    @Test func theUnitIsMinutesUnlessStatedAndIsWarnedOf() throws {
        let value = try Case(deployment: ["rollout: {subscription: {expiry: 500000}}"])
        let found = value.findings(.tokenUnit)
        #expect(found.map(\.severity) == [.warns])
        #expect(Int(found.first?.number("in minutes") ?? 0) == 347)
        #expect(Int(found.first?.number("in seconds") ?? 0) == 5)
        #expect(TokenLife(value.deployment)?.seconds == 30_000_000)
        let stated = try Case(deployment: ["rollout: {subscription: {expiry: 500000, unit: seconds}}"])
        #expect(stated.findings(.tokenUnit) == [])
        #expect(TokenLife(stated.deployment)?.seconds == 500_000)
    }

    /// In seconds the token covers the starts of days 0 to 5, as 500,000 s are 5.79 days.
    @Test func cyclesAreCounted() throws {
        let found = try find("{expiry: 500000, unit: seconds}")
        #expect(found.map(\.severity) == [.warns])
        #expect(found.first?.number("cycles covered") == 6)
        #expect(try find("{expiry: 500000, unit: seconds}", more: ", cycles: 6").map(\.severity) == [.informs])
        #expect(try find("{expiry: 500000, unit: seconds}", more: ", cycles: 7").map(\.severity) == [.blocks])
        #expect(try find("{expiry: 60, unit: seconds}").map(\.severity) == [.blocks])
        #expect(try find("{expiry: 500000}").map(\.severity) == [.informs])
    }

    @Test func aCycleHasToEndWithinTheLife() {
        let life = TokenLife(TokenSettings(expiry: 100), unit: .seconds)
        #expect(life?.cycles(every: 50, lasting: 10) == 2)
        #expect(life?.cycles(every: 45, lasting: 10) == 3, "0 to 10, 45 to 55, 90 to 100")
        #expect(life?.cycles(every: 45, lasting: 11) == 2)
        #expect(life?.cycles(every: 45, lasting: 101) == 0)
    }

    @Test func theDayOfExpiryIsTold() throws {
        let found = try find("{expiry: 500000, unit: minutes, issued: 2026-11-21}")
        #expect(found.first?.problem.contains("2027-11-03") == true, "347 days later")
    }

    @Test func anUnstatedLifeIsToldOf() throws {
        #expect(try Case().findings(.tokenLife).map(\.severity) == [.informs])
    }
}
