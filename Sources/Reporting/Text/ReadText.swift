internal import ScanModel
internal import Studies

/// What the reads rested on, in one sentence.
enum ReadText {
    static func sentence(_ answer: DeploymentAnswer) -> String? {
        guard let reading = answer.reads, reading.counts.total > 0 else { return nil }
        func share(_ count: Int) -> String { Wording.percent(Double(count) / Double(reading.counts.total)) }
        let rate = (reading.firstRead ?? reading.volume).map {
            ", \(Wording.trimmed($0.mebibytesPerSecond.doubleValue, places: 2)) MiB/s a volume"
        }
        var text =
            "\(Wording.count(reading.counts.total)) (\(reading.method.rawValue)\(rate ?? "")); what decides how long they "
            + "last is the timing in \(share(reading.counts.timing)), the method in \(share(reading.counts.method)), the "
            + "volume in \(share(reading.counts.volume)) and the scanner's bandwidth in \(share(reading.counts.instance))"
        if reading.searches > 0 {
            text += "; \(Wording.percent(reading.cutShare)) of the searches were cut off"
        }
        return text
    }
}
