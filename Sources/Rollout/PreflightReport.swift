public import ScanModel

/// What preflight says of one deployment.
public struct PreflightReport: Hashable, Sendable {
    public var deployment: String
    public var profile: String
    /// What blocks first.
    public var findings: [PreflightFinding]
    /// Empty if there is no plan.
    public var requests: [QuotaRequest]

    /// Of a deployment that has a plan.
    public init(_ deployment: Deployment, plan: DeploymentPlan) {
        self.deployment = deployment.name
        profile = deployment.profile
        findings = Preflight.findings(deployment, plan: plan)
        requests = QuotaRequests.list(deployment, plan: plan)
    }

    /// Of a deployment that may have none; `bottlenecks` are those of the whole scenario.
    public init(_ deployment: Deployment, bottlenecks: [Bottleneck]) {
        self.deployment = deployment.name
        profile = deployment.profile
        findings = Preflight.findings(bottlenecks.filter { $0.deployment == deployment.name })
        requests = []
    }

    /// Whether something keeps the deployment from working.
    public var blocks: Bool { findings.contains { $0.severity == .blocks } }
}
