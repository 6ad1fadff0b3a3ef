internal import Estimation
internal import ScanModel

/// Quantities and nouns as people read them.
enum Wording {
    /// "5 d 3 h", "24 h 56 min", "48 min 10 s", "12.5 s": two units, never more precision than that.
    ///
    /// Days begin at 100 h, because intervals and deadlines of this field are given in hours.
    static func duration(_ seconds: Double) -> String {
        if seconds < 59.95 { return trimmed(seconds, places: 1) + " s" }
        let whole = Int(seconds.rounded())
        // The value is rounded to the smaller unit before it is split, so 119 min 59 s never shows as 1 h 59 min.
        func split(_ large: Int, _ largeName: String, _ small: Int, _ smallName: String) -> String {
            let rounded = (whole + small / 2) / small
            let perLarge = large / small
            let rest = rounded % perLarge
            return "\(rounded / perLarge) \(largeName)" + (rest == 0 ? "" : " \(rest) \(smallName)")
        }
        if whole < 3600 { return split(60, "min", 1, "s") }
        if whole < 360_000 { return split(3600, "h", 60, "min") }
        return split(86_400, "d", 3600, "h")
    }

    /// "1,234.56 USD"; small amounts keep three significant digits.
    static func money(_ amount: Double) -> String { self.amount(amount) + " USD" }

    /// The number of ``money(_:)``.
    static func amount(_ amount: Double) -> String {
        var places = 2
        var magnitude = abs(amount)
        while magnitude > 0, magnitude < 1, places < 8 { (magnitude, places) = (magnitude * 10, places + 1) }
        return grouped(amount, places: places)
    }

    static func percent(_ share: Double, places: Int = 1) -> String { trimmed(share * 100, places: places) + " %" }

    static func count(_ value: Int) -> String { grouped(Double(value), places: 0) }

    /// Fixed places with thousands separators.
    static func grouped(_ value: Double, places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        guard value.isFinite, abs(value) < 1e15, abs(value) * scale < 9e18 else { return value.description }
        let scaled = Int((abs(value) * scale).rounded())
        let unit = Int(scale)
        var whole = Array(String(scaled / unit))
        var position = whole.count - 3
        while position > 0 {
            whole.insert(",", at: position)
            position -= 3
        }
        var text = (value < 0 && scaled > 0 ? "-" : "") + String(whole)
        if places > 0 {
            let fraction = String(scaled % unit)
            text += "." + String(repeating: "0", count: places - fraction.count) + fraction
        }
        return text
    }

    /// At most so many places, without trailing zeros.
    static func trimmed(_ value: Double, places: Int) -> String {
        var text = grouped(value, places: places)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// Under which condition a lower bound holds of a cycle, such as "if every duration is nominal"; nil: always.
    static func condition(_ assumptions: BoundAssumptions) -> String? {
        var parts: [String] = []
        if assumptions.nominalDurations { parts.append("every duration is nominal") }
        if assumptions.nothingGivenUp { parts.append("no instance is given up") }
        return parts.isEmpty ? nil : "if " + parts.joined(separator: " and ")
    }

    static func cycleBound(_ kind: CycleBoundKind) -> String { kind.title }

    /// "25:06:12": hours, minutes and seconds for narrow columns.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }

    /// What limits scanners, in one word.
    static func short(_ clamp: ScannerClamp) -> String {
        switch clamp {
        case .setting: "setting"
        case .work: "work"
        case .subnet: "subnet"
        case .vcpu: "vCPU"
        }
    }

    /// What a bound rests on, for narrow columns.
    static func short(_ bound: BoundKind) -> String {
        switch bound {
        case .longestItem: "longest instance"
        case .scannerWork: "scanners"
        case .scannerLaunch: "launches"
        case .tokens(let action): action
        case .resource(let name): name
        }
    }

    /// The first source, and how many more there are.
    static func sources(_ provenances: [Provenance]) -> String {
        let texts = Set(provenances.map { shortened($0.source) }).sorted()
        guard let first = texts.first else { return "" }
        return texts.count == 1 ? first : "\(texts.count) sources, such as \(first)"
    }

    private static func shortened(_ source: String) -> String {
        let host = "https://github.com/"
        return source.hasPrefix(host) ? String(source.dropFirst(host.count)) : source
    }

    static func usage(_ kind: UsageKind) -> String {
        switch kind {
        case .scannerSeconds: "scannerSeconds"
        case .scannerRootGiBSeconds: "scannerRootGiBSeconds"
        case .volumeGiBSeconds: "volumeGiBSeconds"
        case .snapshotGiBSeconds: "snapshotGiBSeconds"
        case .requests(let action): "requests:\(action)"
        case .copiedSnapshotGiBSeconds: "copiedSnapshotGiBSeconds"
        case .leftoverVolumeGiBSeconds: "leftoverVolumeGiBSeconds"
        case .leftoverSnapshotGiBSeconds: "leftoverSnapshotGiBSeconds"
        case .regions: "regions"
        case .regionOpenSeconds: "regionOpenSeconds"
        case .items: "items"
        case .volumes: "volumes"
        case .encryptedVolumes: "encryptedVolumes"
        case .volumeGiB: "volumeGiB"
        case .launches: "launches"
        }
    }

    static func gate(_ gate: RegionGate) -> String {
        let regions = gate.window == 1 ? "1 region" : "\(gate.window) regions"
        return "\(gate.reading.rawValue), \(regions), \(gate.discipline.rawValue)"
    }
}
