internal import Estimation
internal import ScanModel

/// Quantities and nouns as people read them.
enum Wording {
    /// "2 d 3 h", "19 h 12 min", "48 min 10 s", "12.5 s": two units, never more precision than that.
    static func duration(_ seconds: Double) -> String {
        if seconds < 60 { return trimmed(seconds, places: 1) + " s" }
        let whole = Int(seconds.rounded())
        let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        guard let first = units.firstIndex(where: { whole >= $0.0 }) else { return "\(whole) s" }
        let (size, name) = units[first]
        guard first + 1 < units.count else { return "\(whole) \(name)" }
        let (nextSize, nextName) = units[first + 1]
        // Round to the second unit, so that 119 min 59 s is not shown as 1 h 59 min.
        let rounded = (whole + nextSize / 2) / nextSize * nextSize
        if rounded / size >= (first > 0 ? units[first - 1].0 / size : Int.max) { return duration(Double(rounded)) }
        let rest = rounded % size / nextSize
        return rest == 0 ? "\(rounded / size) \(name)" : "\(rounded / size) \(name) \(rest) \(nextName)"
    }

    /// "1,234.56 USD"; small amounts keep three significant digits.
    static func money(_ amount: Double) -> String {
        var places = 2
        var magnitude = abs(amount)
        while magnitude > 0, magnitude < 1, places < 8 { (magnitude, places) = (magnitude * 10, places + 1) }
        return grouped(amount, places: places) + " USD"
    }

    static func percent(_ share: Double, places: Int = 1) -> String { trimmed(share * 100, places: places) + " %" }

    static func count(_ value: Int) -> String { grouped(Double(value), places: 0) }

    /// Fixed places with thousands separators.
    static func grouped(_ value: Double, places: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return value.description }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
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

    static func cycleBound(_ kind: CycleBoundKind) -> String {
        switch kind {
        case .region(let name, let bound): "\(bound.title) in \(name)"
        case .regionWindow: "the window of regions"
        }
    }

    static func usage(_ kind: UsageKind) -> String {
        switch kind {
        case .scannerSeconds: "scannerSeconds"
        case .scannerRootGiBSeconds: "scannerRootGiBSeconds"
        case .volumeGiBSeconds: "volumeGiBSeconds"
        case .snapshotGiBSeconds: "snapshotGiBSeconds"
        case .requests(let action): "requests:\(action)"
        }
    }

    static func gate(_ gate: RegionGate) -> String {
        "\(gate.reading.rawValue), \(gate.window) \(gate.window == 1 ? "region" : "regions"), \(gate.discipline.rawValue)"
    }
}
