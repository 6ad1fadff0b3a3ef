internal import ScanModel
internal import Studies

/// What the reads rested on, as JSON.
enum ReadJSON {
    /// The member of a deployment's answer; none without a rule for reading or without a simulation.
    static func members(_ answer: DeploymentAnswer) -> [JSONValue.Member] {
        guard let reading = answer.reads else { return [] }
        let value = JSONValue.members([
            "method": .text(reading.method.rawValue),
            "firstReadMiBps": .optional(reading.firstRead?.mebibytesPerSecond.doubleValue),
            "volumeMiBps": .optional(reading.volume?.mebibytesPerSecond.doubleValue),
            "counted": .count(reading.counts.total),
            "boundByTiming": .count(reading.counts.timing), "boundByMethod": .count(reading.counts.method),
            "boundByVolume": .count(reading.counts.volume), "boundByInstance": .count(reading.counts.instance),
            "searches": .count(reading.searches), "searchesCutOff": .count(reading.cutOff),
            "cutShare": .number(reading.cutShare),
        ])
        return [JSONValue.Member(name: "reads", value: value)]
    }
}
