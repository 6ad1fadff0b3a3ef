import Rollout
import ScanModel
import Testing

@Suite struct AccountStepsTests {
    private func steps(_ section: String) throws -> [RunbookStep] {
        let value = try Case(targets: ["222233334444", "333344445555"])
        return Runbook(value.deployment, plan: value.plan).sections.first { $0.name == section }?.steps ?? []
    }

    @Test func sectionsStandInTheOrderOfALife() throws {
        let value = try Case()
        #expect(
            Runbook(value.deployment, plan: value.plan).sections.map(\.name) == [
                "deploy", "addAccounts", "removeAccounts", "updateRegions", "updateTags", "renewToken", "delete",
            ])
    }

    @Test func theSubscriptionIsMadeReadyFirst() throws {
        let deploy = try steps("deploy")
        let notes = deploy.map { $0.notes.joined(separator: " ") }
        let ready = try #require(notes.firstIndex { $0.contains("full TotalCloud subscription") })
        let connectors = try #require(notes.firstIndex { $0.contains("by its ARN") })
        let registered = try #require(notes.firstIndex { $0.contains("cannot be switched on") })
        #expect(ready < connectors && connectors < registered)
        #expect(notes.contains { $0.contains("exactly one service account") && $0.contains("GovCloud") })
        #expect(notes.contains { $0.contains("acknowledge") })
        #expect(notes.contains { $0.contains("AWSCloudFormationStackSetExecutionRole") })
    }

    /// The role comes before the stack, and the stack before the scan is switched on.
    @Test func anAccountIsAddedWithoutTouchingTheOthers() throws {
        let steps = try steps("addAccounts")
        let text = steps.map { ([$0.title] + $0.commands).joined(separator: "\n") }
        let order = ["execution role", "connector of each", "create-stack-instances", "Switch the snapshot scan on"]
            .map { word in text.firstIndex { $0.contains(word) } }
        #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted() && !order.contains(nil))
        #expect(!text.joined().contains("update-stack "))
    }

    /// What the scan made can be deleted only while the target stack's role is there.
    @Test func anAccountIsTakenOutBackwards() throws {
        let text = try steps("removeAccounts").map { ([$0.title] + $0.commands).joined(separator: "\n") }
        let order = [
            "Switch the snapshot scan off", "describe-snapshots", "delete-stack-instances", "Delete their connectors",
        ]
        .map { word in text.firstIndex { $0.contains(word) } }
        #expect(order == [0, 1, 2, 3])
        #expect(text[1].contains("Name=tag:App,Values=qualys-snapshot-scanner"))
    }
}
