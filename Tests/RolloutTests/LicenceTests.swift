import Rollout
import Testing

@Suite struct LicenceTests {
    private func value(_ addresses: Int) throws -> Case {
        try Case(
            deployment: [
                "rollout: {licensedAddresses: \(addresses)}", "policies: {regionOrder: listed, itemOrder: listed}",
            ],
            targets: ["222233334444", "333344445555"],
            instances: [
                Case.instances(count: 6), Case.instances(account: "333344445555", count: 4),
                Case.instances(account: "333344445555", region: "eu-west-1", count: 5),
            ])
    }

    @Test func theLastOfThePlansOrderLose() throws {
        let short = try value(8)
        let licence = Licence(short.deployment, short.plan)
        #expect(licence?.needed == 15)
        #expect(licence?.losses.map(\.region) == ["us-east-1", "eu-west-1"])
        #expect(licence?.losses.map(\.account) == ["333344445555", "333344445555"])
        #expect(licence?.losses.map(\.instances) == [2, 5])
        let found = short.findings(.licence)
        #expect(found.map(\.severity) == [.blocks])
        #expect(found.first?.number("not activated") == 7)
        #expect(found.first?.problem.contains("ip-limit-exceeded") == true)
    }

    @Test func anExactLicenceSuffices() throws {
        let exact = try value(15)
        #expect(exact.findings(.licence) == [])
        #expect(Licence(exact.deployment, exact.plan)?.losses == [])
        #expect(try Case().findings(.licence) == [])
    }
}
