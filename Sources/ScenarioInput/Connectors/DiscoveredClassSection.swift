import AssetDiscovery
import ScanModel

/// One element of `classes`.
struct DiscoveredClassSection {
    private(set) var name: PlacedName?
    /// Nil if something of it could not be read.
    private(set) var assetClass: AssetClass?

    init?(_ field: Field) {
        let isMapping = field.withMapping { reader in
            name = reader.required("name").flatMap { $0.shortName() }
            let lifetime = reader.required("lifetime").flatMap { $0.lifetime() }
            let startsField = reader.optional("starts")
            let starts = startsField.map { $0.starts() } ?? .anyTime
            let errors = reader.optional("errors").map { $0.errorShares() } ?? [:]
            let type = reader.optional("instanceType").map { $0.instanceType() }
            if let startsField, starts != nil, starts != .anyTime, lifetime == .unlimited {
                startsField.report("stands beside an unlimited lifetime", expected: "no such key, or a lifetime")
            }
            guard let name, let lifetime, let starts, let errors, type != .some(.none) else { return }
            assetClass = AssetClass(
                name: name.text, lifetime: lifetime, starts: starts, errors: errors, instanceType: type ?? nil)
        }
        guard isMapping else { return nil }
    }
}

extension Field {
    /// `unlimited`, a time, `{mean: 2h}` or `{from: 1h, to: 3h}`.
    fileprivate func lifetime() -> Lifetime? {
        let expected = "unlimited, a time such as 2h, {mean: 2h} or {from: 1h, to: 3h}"
        switch node.content {
        case .mapping:
            return mapping { reader -> Lifetime? in
                if let mean = reader.optional("mean") {
                    for key in ["from", "to"] {
                        reader.optional(key)?.report("stands beside `mean`", expected: "one of the two")
                    }
                    return mean.lifeSeconds().map { .exponential(mean: $0) }
                }
                let from = reader.required("from").flatMap { $0.lifeSeconds() }
                let toField = reader.required("to")
                guard let from, let toField, let end = toField.lifeSeconds() else { return nil }
                guard from < end else {
                    toField.report("\(toField.shown), not above `from`", expected: "a longer time")
                    return nil
                }
                return .uniform(low: from, high: end)
            }
        case .sequence:
            report(shown, expected: expected)
            return nil
        case .scalar(let text, _):
            if text == "unlimited" { return .unlimited }
            // A word is no time that went wrong.
            guard text.first?.isLetter != true else {
                report(
                    shown, expected: expected, suggestion: NearestKey.find(text, among: ["unlimited"]))
                return nil
            }
            return lifeSeconds().map { .fixed($0) }
        }
    }

    /// `anyTime` or `{every: 24h, after: 30m}`.
    fileprivate func starts() -> StartPattern? {
        guard case .mapping = node.content else { return choice([(word: "anyTime", value: StartPattern.anyTime)]) }
        return mapping { reader -> StartPattern? in
            let every = reader.required("every").flatMap { $0.wholeMinutes(above: 0) }
            let after = reader.optional("after").map { $0.wholeMinutes(above: -1) } ?? 0
            guard let every, let after else { return nil }
            return .every(period: every, after: after)
        }
    }

    /// Shares of assets that are dropped, by a reason that the user names.
    fileprivate func errorShares() -> [String: Double]? {
        let read = entries(count: ConnectorReader.reasonCounts) { key, value in
            (key.shortName()?.text, value.fraction())
        }
        guard let read else { return nil }
        var shares: [String: Double] = [:]
        var sum = Rational.zero
        for case (let reason?, let share?) in read {
            shares[reason] = share.doubleValue
            sum = sum + share
        }
        guard shares.count == read.count else { return nil }
        guard sum <= 1 else {
            let percent = (sum * 100).doubleValue
            let shown = percent == percent.rounded() ? String(Int(percent)) : percent.description
            report("add up to \(shown) %", expected: "100 % at most")
            return nil
        }
        return shares
    }

    /// A name such as `t3.nano`.
    fileprivate func instanceType() -> String? {
        shortName()?.text
    }

    /// A time in seconds above 0, at most 366 days and in whole seconds.
    private func lifeSeconds() -> Double? {
        guard let seconds = quantity(.positiveDuration) else { return nil }
        guard seconds.isWhole else {
            report(shown, expected: "whole seconds")
            return nil
        }
        return seconds.doubleValue
    }

    /// A time in whole minutes, in seconds.
    private func wholeMinutes(above least: Int) -> Int? {
        guard let seconds = quantity(least < 0 ? .duration : .positiveDuration) else { return nil }
        guard (seconds * Rational(1, over: 60)).isWhole else {
            report(shown, expected: "whole minutes")
            return nil
        }
        return Int(seconds.numerator)
    }
}
