import ScanModel

extension Preflight {
    /// The vendor's gateway takes the requests of every cycle: an interval has the budgets of its days and no more.
    static func vendorGateway(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        guard let gateway = deployment.vendorApi, let perDay = gateway.perDay, let interval = deployment.interval else {
            return []
        }
        let needed = plan.regions.reduce(0) { $0 + $1.items.count } * gateway.requestsPerItem
        let days = interval.value / Rational(86_400)
        let blocks = Rational(needed) > Rational(perDay) * days
        guard needed > perDay else { return [] }
        return [
            PreflightFinding(
                blocks ? .blocks : .warns, .vendorRequests,
                problem: blocks
                    ? "a scan cycle asks the vendor's gateway more often than it answers in an interval"
                    : "a scan cycle asks the vendor's gateway more often than it answers in a day, so it cannot end in "
                        + "one",
                numbers: [
                    .init("requests of a cycle", needed, "requests"), .init("budget of a day", perDay, "requests"),
                    .init("interval", interval.value.doubleValue / 3600, "h"),
                ],
                remedy: "ask the vendor for more requests a day, raise IntervalHours, or scan fewer instances")
        ]
    }
}
