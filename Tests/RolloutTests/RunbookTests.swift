import Rollout
import ScanModel
import Testing

@Suite struct RunbookTests {
    private func runbook(_ rollout: String = "{}", parameters: [String] = []) throws -> Runbook {
        let value = try Case(
            parameters: parameters + ["QToken: \"env:SCAN_TOKEN\"", "QEndPoint: \"https://gateway.example.com/a;b\""],
            deployment: ["rollout: \(rollout)"], targets: ["222233334444", "333344445555"])
        return Runbook(value.deployment, plan: value.plan)
    }

    private func steps(_ section: String, of runbook: Runbook) -> [RunbookStep] {
        runbook.sections.first { $0.name == section }?.steps ?? []
    }

    /// The number of the first step with a command or title that has the text.
    private func place(_ text: String, in steps: [RunbookStep]) -> Int? {
        steps.firstIndex { $0.title.contains(text) || $0.commands.contains { $0.contains(text) } }
    }

    @Test func theServiceAccountIsRegisteredBeforeTheScanIsSwitchedOn() throws {
        let deploy = steps("deploy", of: try runbook())
        let order = [
            "requests.json", "subscription-token", "create-stack ", "register-service-account", "create-stack-set",
            "create-stack-instances", "Switch the snapshot scan on",
        ].map { place($0, in: deploy) }
        #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
        #expect(!order.contains(nil), "\(order)")
        let stack = try #require(deploy.first { $0.commands.contains { $0.contains("create-stack ") } })
        #expect(stack.commands[0].contains("--timeout-in-minutes 30"))
        #expect(stack.commands[0].contains("CAPABILITY_IAM CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND"))
    }

    @Test func whatWasMadeLastIsTakenDownFirst() throws {
        let delete = steps("delete", of: try runbook())
        let order = [
            "scan off", "Wait until no scanner runs", "Deregister", "snapshot-scan-target",
            "snapshot-scanner-2-cross-region-vpc", "delete-stack --region", "Find and delete what is left",
        ].map { place($0, in: delete) }
        #expect(order == [0, 1, 2, 3, 4, 5, 6])
        let last = try #require(delete.last)
        #expect(last.commands.joined().contains("Name=tag:App,Values=qualys-snapshot-scanner"))
        #expect(last.commands.joined().contains("us-east-1 eu-west-1"))
    }

    @Test func theTokenIsAReferenceWithADate() throws {
        let runbook = try runbook("{subscription: {expiry: 500000, unit: minutes, issued: 2026-11-21}}")
        let all = runbook.sections.flatMap(\.steps)
        #expect(all.contains { $0.commands.contains { $0.hasPrefix("envsubst '${SCAN_TOKEN}' < ") } })
        #expect(all.contains { $0.commands.contains { $0.contains("{\"expiry\": 500000}") } })
        let renew = steps("renewToken", of: runbook)
        #expect(renew.first?.notes.first?.contains("2027-11-03") == true)
        #expect(renew.count == 4, "the target stacks of this profile have no token")
    }

    @Test func targetStacksWithTheTokenAreUpdatedToo() throws {
        var value = try Case()
        value.deployment.targets = [
            DeploymentTarget(
                account: "222233334444",
                stackParameters: [VendorParameterValue(name: "QToken", text: "env:T", isSecretReference: true)])
        ]
        let runbook = Runbook(value.deployment, plan: value.plan)
        #expect(steps("renewToken", of: runbook).count == 5)
        #expect(place("update-stack-set", in: steps("renewToken", of: runbook)) == 4)
    }

    @Test func theRolloutTakesTimeAndRoundsSharesDown() throws {
        let deploy = steps(
            "deploy", of: try runbook("{stackSets: {concurrency: 50%, failureMode: soft, timePerStack: 6m}}"))
        let notes = deploy.flatMap(\.notes)
        #expect(notes.contains("2 accounts, 1 at the same time, 2 rounds: about 12 min."))
        #expect(notes.contains("50 % of 2 accounts, rounded down, are 1."))
    }

    @Test func theScheduleHasSevenFieldsAndAddressesAreQuoted() throws {
        let deploy = steps("deploy", of: try runbook("{schedule: \"0 30 3 ? * MON\"}"))
        let commands = deploy.flatMap(\.commands)
        #expect(commands.contains { $0.contains("\"schedule\": \"0 30 3 ? * MON *\"") })
        #expect(commands.contains { $0.contains("'https://gateway.example.com/a;b/auth'") })
    }

    @Test func whoLosesByTheLicenceIsNamed() throws {
        let deploy = steps("deploy", of: try runbook("{licensedAddresses: 150}"))
        #expect(deploy.flatMap(\.notes).contains { $0.contains("these lose: 50 of 222233334444 in us-east-1") })
        #expect(deploy[0].notes.contains { $0.hasPrefix("licence: ") })
    }
}
