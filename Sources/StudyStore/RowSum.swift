internal import ScanModel

/// The sums of rows. Each begins with the name of its table, and every text is told by its length.
enum RowSum {
    static func study(_ study: StoredStudy) -> [UInt8] {
        Self.study(
            address: study.address.text,
            texts: [study.command, study.scenario, study.version, study.settings],
            numbers: [study.trials, study.points, study.used])
    }

    static func study(address: String, texts: [String], numbers: [Int]) -> [UInt8] {
        sum("study", [address] + texts, numbers)
    }

    static func point(address: String, baseline: String, payload: [UInt8]) -> [UInt8] {
        sum("point", [address, baseline], [], payload)
    }

    static func link(study: String, number: Int, address: String, baseline: String) -> [UInt8] {
        sum("study_point", [study, address, baseline], [number])
    }

    static func batch(plan: String, first: Int, count: Int, payload: [UInt8]) -> [UInt8] {
        sum("batch", [plan], [first, count], payload)
    }

    private static func sum(
        _ table: String, _ texts: [String], _ numbers: [Int], _ payload: [UInt8] = []
    ) -> [UInt8] {
        var hash = SHA256()
        hash.update(table)
        for text in texts { hash.update(text) }
        for number in numbers { hash.update(Int64(number)) }
        hash.update(payload)
        return hash.digest()
    }
}
