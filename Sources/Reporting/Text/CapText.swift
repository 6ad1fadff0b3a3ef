internal import Studies

/// Which disks are expected to be cut off, and what a barrier between waves costs, as text.
struct CapText {
    let answer: DeploymentAnswer
    let style: TextStyle

    /// The table of sizes; nothing if it was not asked for.
    func table() -> [String] {
        guard let caps = answer.caps else { return [] }
        var lines = [style.bold("Disks expected to be cut off, by the largest of an instance")]
        guard !caps.isEmpty else { return lines + ["  Nothing has a cap."] }
        var table = TextTable([
            ("step", .left), ("cut off at", .right), ("up to", .right), ("instances", .right), ("lasts", .right),
            ("expected", .right), ("share", .right),
        ])
        for cap in caps {
            for size in cap.classes {
                table.add([
                    cap.step, Wording.duration(cap.cap), size.mostGiB.map { "\($0) GiB" } ?? "more",
                    Wording.count(size.instances),
                    size.shortest == size.longest
                        ? Wording.duration(size.longest)
                        : "\(Wording.duration(size.shortest)) to \(Wording.duration(size.longest))",
                    Wording.trimmed(size.expected, places: 1), Wording.percent(size.share),
                ])
            }
        }
        lines += table.lines(width: style.width)
        return lines
    }

    /// The row about the barrier; nil if it was not asked for.
    func barrier() -> String? {
        guard let gain = answer.barrier else { return nil }
        let rolling = Wording.duration(gain.rollingMakespan)
        let hours =
            "\(Wording.trimmed(gain.rollingScannerHours, places: 2)) scanner hours instead of "
            + Wording.trimmed(gain.scannerHours, places: 2)
        guard gain.seconds != 0 else {
            return "without waiting for the slowest scanner of a wave the cycle takes as long; \(hours)"
        }
        let change = Wording.duration(abs(gain.seconds)) + (gain.seconds > 0 ? " less" : " more")
        return
            "without waiting for the slowest scanner of a wave the cycle takes \(rolling), \(change) "
            + "(\(Wording.percent(abs(gain.seconds) / max(gain.makespan, .leastNormalMagnitude)))); \(hours)"
    }
}
