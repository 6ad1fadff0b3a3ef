internal import ScanModel

/// What an answer over weeks rests on or leaves out.
enum WeeksNotices {
    static func sentences(_ answer: DeploymentWeeks) -> [String] {
        let run = answer.run
        let deployment = answer.deployment
        var sentences: [String] = []
        func hours(_ ticks: Int64) -> String {
            (run.scale.seconds(ticks) / Rational(3600)).description + " h"
        }
        if deployment.targets.allSatisfy({ $0.stackParameters == nil }), !deployment.targets.isEmpty {
            sentences.append("No target account has the target stack: nothing is scanned.")
        }
        if run.discovery.pairsMissed > 0 {
            sentences.append(
                "Handing out the tasks of a discovery ends before \(run.discovery.pairsMissed) of "
                    + "\(run.discovery.pairs) pairs of account and region had their turn, always the same: "
                    + "\(run.discovery.instancesMissed) instances are found only if their start is reported, and never "
                    + "again.")
        }
        if run.discovery.period > run.scale.ticks(run.settings.pollInterval.value) {
            sentences.append(
                "A discovery takes longer than the time between two of them, so the next begins at the timer's next "
                    + "tick behind it: every \(hours(run.discovery.period)).")
        }
        if run.settings.anchor != .schedule, run.settings.expiryLag == .zero, run.period == run.interval,
            run.interval > 0
        {
            sentences.append(
                "A record is taken to vanish the instant it expires, just when a discovery comes; if it lasts a second "
                    + "longer (weeks.recordExpiryLag), the period is \(hours(run.period + run.discovery.period)).")
        }
        if answer.total.forgotten > 0 {
            sentences.append(
                "\(answer.total.forgottenBeforeSnapshot) records vanished before the snapshot was begun, "
                    + "\(answer.total.forgottenBeforeScan) with a snapshot before the scan: those instances were found "
                    + "anew by the next discovery.")
        }
        if deployment.dispatch != .fifo {
            sentences.append("policies.dispatchOrder changes nothing here: batches go first come, first served.")
        }
        if deployment.workflow.attempts != nil { sentences.append("Every scan succeeds at its first attempt here.") }
        if deployment.hasRandomDurations {
            sentences.append("Every duration is nominal here: `variation` scatters those of single cycles.")
        }
        sentences.append(
            "Left out: request rates, limits on the scanner such as storage, failures, copies of snapshots. `scanplan "
                + "simulate` tells what they do to one cycle.")
        return sentences
    }
}
