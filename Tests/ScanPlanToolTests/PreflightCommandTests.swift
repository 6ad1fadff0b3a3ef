import Foundation
import Testing

@Suite struct PreflightCommandTests {
    @Test func aBlockingFindingEndsWithFour() throws {
        let fine = try ScenarioFile(smallScenario())
        let result = try ToolProcess.run(["preflight", fine.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.hasPrefix("main (qualys-aws@1.8): 0 block, "))
        let blocked = try ScenarioFile(smallScenario(deployment: ["rollout: {licensedAddresses: 3}"]))
        let refused = try ToolProcess.run(["preflight", "--format", "json", blocked.path])
        #expect(refused.status == 4)
        let tree = try JSONDecoder().decode(Answer.self, from: Data(refused.output.utf8))
        #expect(tree.blocks)
        #expect(tree.deployments[0].findings[0].contract == "licence")
        #expect(tree.deployments[0].findings[0].severity == "blocks")
    }

    @Test func withoutAPlanTheBottleneckBlocks() throws {
        let file = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]))
        let result = try ToolProcess.run(["preflight", file.path])
        #expect(result.status == 4)
        #expect(result.output.contains("there is no plan: vCPU quota is 1 vCPU"))
    }

    @Test func requestsAreWrittenOnceAndReplacedOnWish() throws {
        let file = try ScenarioFile(smallScenario())
        let target = file.folder.appending(path: "requests.json").path
        #expect(try ToolProcess.run(["preflight", "--quota-requests", target, file.path]).status == 0)
        let requests = try JSONDecoder().decode([Request].self, from: Data(contentsOf: URL(filePath: target)))
        let lambda = try #require(requests.first { $0.quotaCode == "L-B99A9384" })
        #expect(lambda.account == "111122223333")
        #expect(lambda.current == 1000 && lambda.wanted == 10_000)
        #expect(requests.contains { $0.serviceCode == "ssm" && $0.quotaCode == nil && $0.current == nil })
        #expect(try ToolProcess.run(["preflight", "--quota-requests", target, file.path]).status == 5)
        #expect(try ToolProcess.run(["preflight", "--force", "--quota-requests", target, file.path]).status == 0)
    }

    private struct Answer: Decodable {
        struct Deployment: Decodable { var findings: [Finding] }
        struct Finding: Decodable { var severity: String, contract: String }
        var blocks: Bool
        var deployments: [Deployment]
    }

    private struct Request: Decodable {
        var account: String, region: String, serviceCode: String, quotaCode: String?, current: Double?, wanted: Int
    }
}
