import ScanModel

extension Preflight {
    /// The registration names a schedule, and it starts no more scans than the interval allows.
    static func schedule(_ deployment: Deployment) -> [PreflightFinding] {
        guard let schedule = deployment.rollout.schedule else {
            let standing = RolloutFacts(deployment).text("registrationSchedule")
            return [
                PreflightFinding(
                    .informs, .schedule,
                    problem: "the scenario does not state the schedule that the service account is registered with"
                        + (standing.map { "; the runbook takes \($0)" } ?? ""),
                    numbers: [],
                    remedy: "state rollout.schedule: seconds, minutes, hours, days, months, weekdays, years")
            ]
        }
        guard let hours = deployment.interval.map({ $0.value.doubleValue / 3600 }), schedule.startsOftenADay else {
            return []
        }
        return [
            PreflightFinding(
                .warns, .schedule,
                problem: "the schedule starts more than one scan a day, and no instance is scanned again within the "
                    + "interval: the further starts find little to do",
                numbers: [.init("interval", hours, "h")],
                remedy: "name one second, minute and hour in rollout.schedule")
        ]
    }
}
