internal import ScanModel

/// The rules of a profile's stage in words.
enum StageRuleText {
    /// A line for each rule that the stage has.
    static func lines(_ stage: VendorProfile.Stage) -> [String] {
        var lines: [String] = []
        if stage.condition == .copyNeeded { lines.append("only where a snapshot must be copied, and for those alone") }
        if let recheck = stage.recheck {
            lines.append(
                "looks for room instead of waiting for it: \(recheck.every), \(recheck.looks), \(recheck.check) at "
                    + "\(recheck.rate), one checker for each \(recheck.scope.rawValue)")
        }
        if let poll = stage.poll {
            lines.append(
                "its end is noticed by looking after \(poll.first), then \(poll.step) later each time up to "
                    + "\(poll.longest), \(poll.confidence.rawValue)")
        }
        return lines
    }
}
