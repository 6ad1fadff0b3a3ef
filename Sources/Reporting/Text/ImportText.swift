internal import ScanModel

/// What an import found, for people: what the fleet is, then what was left out.
public enum ImportText {
    public static func document(_ answer: ImportAnswer, style: TextStyle) -> String {
        let files = answer.files.reduce(0) { $0 + $1.count }
        let kinds = answer.files.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
        let target = answer.output.map { " -> \($0)" } ?? ""
        var lines = [
            "\(counted(files, "file")) (\(kinds))\(target): \(counted(answer.fleet.instanceCount, "instance")) with "
                + "\(counted(answer.fleet.volumeCount, "volume")) of \(Wording.count(answer.gib)) GiB in "
                + "\(counted(answer.accounts, "account")) and \(counted(answer.regions, "region"))."
        ]
        if let again = answer.again {
            let reason = again.reason.map { ": \($0)" } ?? ""
            let read = "\(Wording.count(again.read.count)) of \(counted(again.of, "file"))"
            lines.append("  read       \(read)\(reason)")
        }
        lines += leftOut(answer.fleet.intake).map { "  left out   \($0)" }
        if let share = answer.storedShare {
            lines.append(
                "  snapshots  \(counted(answer.snapshotsSized, "snapshot")) store \(Wording.percent(share)) of their "
                    + "volumes' size")
        } else if answer.snapshots > 0 {
            lines.append("  snapshots  \(counted(answer.snapshots, "snapshot")), none with the size that it stores")
        }
        if answer.snapshotsPending > 0 {
            lines.append("  snapshots  \(counted(answer.snapshotsPending, "of them", plural: "of them")) pending")
        }
        if answer.skippedCount > 0 {
            lines.append(
                "  skipped    \(counted(answer.skippedCount, "fault")); what has one is not in the fleet, and the list "
                    + "is on standard error")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What an import of counts found.
    public static func document(_ answer: ResourceCountAnswer) -> String {
        let target = answer.output.map { " -> \($0)" } ?? ""
        var lines = [
            "counts\(target): \(counted(answer.instances, "instance")) and \(counted(answer.volumes, "volume")) in "
                + "\(counted(answer.accounts, "account")) and \(counted(answer.regions, "region"))."
        ]
        if answer.others > 0 { lines.append("  left out   \(counted(answer.others, "resource")) of other types") }
        if answer.duplicates > 0 { lines.append("  left out   \(counted(answer.duplicates, "resource")) listed again") }
        if answer.skippedCount > 0 { lines.append("  skipped    \(counted(answer.skippedCount, "fault"))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func leftOut(_ intake: FleetIntake) -> [String] {
        var lines: [String] = []
        let states = intake.instancesByUnscannableState.sorted { $0.key < $1.key }
        for (state, count) in states.prefix(10) { lines.append("\(counted(count, "instance")) \(state)") }
        if states.count > 10 { lines.append("instances in \(states.count - 10) more states") }
        if intake.duplicateInstances > 0 {
            lines.append("\(counted(intake.duplicateInstances, "instance")) listed again")
        }
        if intake.duplicateVolumes > 0 { lines.append("\(counted(intake.duplicateVolumes, "volume")) listed again") }
        if intake.unattachedVolumes > 0 {
            lines.append("\(counted(intake.unattachedVolumes, "volume")) that no instance uses")
        }
        if intake.missingVolumes > 0 {
            lines.append("\(counted(intake.missingVolumes, "volume")) that an instance names and no file lists")
        }
        return lines
    }

    private static func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        "\(Wording.count(count)) \(count == 1 ? noun : plural ?? "\(noun)s")"
    }
}
