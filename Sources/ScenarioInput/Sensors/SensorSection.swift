import ScanModel
import SensorMix
import VendorProfiles

/// One element of `sensors`.
struct SensorSection {
    private(set) var name: PlacedName?
    /// Nil if something of it could not be read.
    private(set) var sensor: Sensor?
    private var reach: SensorReach?
    private var times: SensorTimes?
    private var isPriced = true

    private static let amountMost = 1000
    private static let fixedMost = 1_000_000

    init?(_ field: Field, _ names: SensorNames) {
        let isMapping = field.withMapping { reader in
            name = reader.required("name").flatMap { $0.assetName() }
            let kindField = reader.required("kind")
            let kind = kindField.flatMap { $0.choice(SensorKind.self) }
            let reach = SensorReach(&reader, kind: kind)
            let times = SensorTimes(&reader, kind: kind)
            var read = Sensor(
                name: name?.text ?? "", kind: kind ?? .agent, gives: reach.gives, interval: times[.interval],
                leastInterval: times[.leastInterval], anchor: times.anchor, discovery: times[.discovery],
                firstResult: times[.firstResult], resultDelay: times[.resultDelay])
            read.pointedAt = reader.optional("pointedAt").flatMap { $0.tagRule(known: names.tags) }
            let isPriced = Self.readPrices(&reader, &read, reach)
            Self.readLicences(reader.optional("licences"), &read, names)
            read.rollout = reader.optional("rollout").flatMap { Self.rollout($0, kind) }
            guard name != nil, kind != nil else { return }
            sensor = read
            self.reach = reach
            self.times = times
            self.isPriced = isPriced
        }
        guard isMapping else { return nil }
    }

    /// Numbers in use that the document does not state.
    ///
    /// - Parameter wanted: what some class wants; of other assessments nothing is told.
    func assumptions(wanted: Set<Assessment>) -> [Assumption] {
        guard let name = name?.text, let reach, let times else { return [] }
        var list = reach.assumptions(name, wanted) + times.assumptions(name)
        guard !isPriced else { return list }
        list.append(
            Assumption(
                name: "\(name).perAsset", value: "0USD", range: nil,
                provenance: Provenance(
                    source: "Not published; a matter of the vendor's contract", date: "undated", confidence: .assumed)))
        return list
    }

    /// Whether anything is said of prices.
    private static func readPrices(
        _ reader: inout MappingReader, _ sensor: inout Sensor, _ reach: SensorReach
    ) -> Bool {
        let fields = [
            reader.optional("perAsset"), reader.optional("perScan"), reader.optional("onTop"), reader.optional("fixed"),
            reader.optional("fixedPerRegion"),
        ]
        sensor.perAsset = fields[0].flatMap { $0.microDollars(most: amountMost) } ?? 0
        sensor.perScan = fields[1].flatMap { $0.microDollars(most: amountMost) } ?? 0
        sensor.fixed = fields[3].flatMap { $0.microDollars(most: fixedMost) } ?? 0
        sensor.fixedPerRegion = fields[4].flatMap { $0.microDollars(most: fixedMost) } ?? 0
        let prices = fields[2]?.entries(count: 0...Assessment.allCases.count) { key, value -> (Assessment, Int)? in
            let assessment = key.choice(reach.offered)
            guard let amount = value.microDollars(most: amountMost), let assessment else { return nil }
            return (assessment, amount)
        }
        for case (let assessment, let amount)? in prices ?? [] { sensor.perAssessment[assessment] = amount }
        return fields.contains { $0 != nil }
    }

    private static func readLicences(_ field: Field?, _ sensor: inout Sensor, _ names: SensorNames) {
        guard let field else { return }
        let read = field.list(count: 0...20) { field -> String? in
            guard let name = field.assetName()?.text else { return nil }
            guard names.licences.contains(name) else {
                field.report(
                    "there is no licence `\(Excerpt.of(name))`", expected: "the name of one under `licences`",
                    suggestion: NearestKey.find(name, among: names.licences))
                return nil
            }
            return name
        }
        sensor.licences = Set((read ?? []).compactMap(\.self)).sorted()
    }

    private static func rollout(_ field: Field, _ kind: SensorKind?) -> SensorRollout? {
        field.mapping { reader -> SensorRollout? in
            var rollout = SensorRollout()
            rollout.startDay = reader.optional("start").flatMap { $0.wholeDays() } ?? 0
            let images = reader.optional("images")
            rollout.imagesPerDay = images.flatMap { $0.assetShare() }
            if let images, let kind, kind != .agent {
                images.report("does not go with a sensor of kind \(kind.rawValue)", expected: "`waves`")
            }
            let waves = reader.optional("waves")
            waves?.withMapping { reader in
                rollout.waveShare = reader.required("share").flatMap { $0.assetShare() }
                rollout.waveEvery = reader.required("every").flatMap { $0.wholeDays(atLeast: 1) } ?? 1
            }
            reader.atLeastOne(
                [("images", images), ("waves", waves)], problem: "rolls out nothing",
                expected: kind == .agent ? "`images` or `waves`" : "`waves`")
            return rollout
        }
    }
}

/// What a sensor finds out, and where.
struct SensorReach {
    /// Every assessment that the kind can give, with its word.
    let offered: [(word: String, value: Assessment)]
    private(set) var gives: [Assessment: [Reach]] = [:]
    private var assumed: [SensorCatalog.Reach] = []

    init(_ reader: inout MappingReader, kind: SensorKind?) {
        let rows = SensorCatalog.shipped.reaches.filter { kind == nil || $0.kind == kind?.rawValue }
        let words = Set(rows.map(\.assessment))
        offered = Assessment.allCases.filter { words.contains($0.rawValue) }.map { ($0.rawValue, $0) }
        let offered = offered
        let chosen = reader.optional("assessments").flatMap { field -> Set<Assessment>? in
            let read = field.list(count: 1...Assessment.allCases.count) { $0.choice(offered) }
            return read.map { Set($0.compactMap(\.self)) }
        }
        let clouds = reader.optional("clouds").flatMap { field -> Set<AssetCloud>? in
            let read = field.list(count: 1...AssetCloud.allCases.count) { $0.choice(AssetCloud.self) }
            return read.map { Set($0.compactMap(\.self)) }
        }
        guard kind != nil else { return }
        for row in rows {
            guard let assessment = Assessment(rawValue: row.assessment), chosen?.contains(assessment) ?? true else {
                continue
            }
            gives[assessment, default: []].append(
                Reach(
                    platforms: Set(row.platforms.compactMap(AssetPlatform.init(rawValue:))),
                    clouds: clouds ?? Set(row.clouds.compactMap(AssetCloud.init(rawValue:)))))
            if row.provenance.confidence == .assumed { assumed.append(row) }
        }
    }

    func assumptions(_ name: String, _ wanted: Set<Assessment>) -> [Assumption] {
        let words = Set(wanted.map(\.rawValue))
        return assumed.filter { words.contains($0.assessment) }.map { row in
            let reach = "\(row.platforms.joined(separator: ", ")) on \(row.clouds.joined(separator: ", "))"
            return Assumption(
                name: "\(name).\(row.assessment)", value: reach, range: nil, provenance: row.provenance)
        }
    }
}

/// How fast a sensor is.
struct SensorTimes {
    private(set) var anchor = ScanAnchor.discovery
    private var values: [SensorCatalog.Time.Name: Int] = [:]
    private var standing: [(name: SensorCatalog.Time.Name, time: SensorCatalog.Time)] = []
    private var standingAnchor: SensorCatalog.Anchor?

    /// Seconds.
    subscript(name: SensorCatalog.Time.Name) -> Int { values[name] ?? 1 }

    init(_ reader: inout MappingReader, kind: SensorKind?) {
        var fields: [SensorCatalog.Time.Name: Field] = [:]
        for name in SensorCatalog.Time.Name.allCases {
            let field = reader.optional(name.rawValue)
            fields[name] = field
            let isPositive = name == .interval || name == .leastInterval
            if let field { values[name] = field.assetSeconds(isPositive ? .positiveDuration : .duration) }
            guard field == nil, let kind, let time = SensorCatalog.shipped.time(name, of: kind.rawValue) else {
                continue
            }
            values[name] = time.value
            standing.append((name, time))
        }
        let anchorField = reader.optional("anchor")
        anchor = anchorField.flatMap { $0.choice(ScanAnchor.self) } ?? .discovery
        if anchorField == nil, let kind, let known = SensorCatalog.shipped.anchor(of: kind.rawValue) {
            anchor = ScanAnchor(rawValue: known.word) ?? .discovery
            standingAnchor = known
        }
        check(fields)
    }

    private mutating func check(_ fields: [SensorCatalog.Time.Name: Field]) {
        guard let interval = values[.interval], let least = values[.leastInterval], let first = values[.firstResult],
            let delay = values[.resultDelay]
        else { return }
        if interval < least {
            if let field = fields[.interval] {
                field.report(
                    "is shorter than the shortest interval, \(least.durationText)",
                    expected: "at least \(least.durationText), or `leastInterval` beside it")
            } else {
                fields[.leastInterval]?.report(
                    "is longer than the interval, \(interval.durationText)", expected: "an `interval` beside it")
            }
        }
        guard first < delay else { return }
        if let field = fields[.firstResult] {
            field.report(
                "is shorter than a result's delay, \(delay.durationText)",
                expected: "at least \(delay.durationText), or a shorter `resultDelay`")
        } else {
            // What stands for the first result gives way to the delay that is stated.
            values[.firstResult] = delay
            standing.removeAll { $0.name == .firstResult }
        }
    }

    func assumptions(_ name: String) -> [Assumption] {
        var list = standing.map { time in
            let range = time.time.range
            let isSingle = range.lowerBound == range.upperBound
            return Assumption(
                name: "\(name).\(time.name.rawValue)", value: time.time.value.durationText,
                range: isSingle ? nil : "\(range.lowerBound.durationText) to \(range.upperBound.durationText)",
                provenance: time.time.provenance)
        }
        if let standingAnchor {
            list.append(
                Assumption(
                    name: "\(name).anchor", value: standingAnchor.word, range: nil,
                    provenance: standingAnchor.provenance))
        }
        return list
    }
}

extension Int {
    /// Seconds in the largest unit that is whole: `24h`, `15m`, `7d`.
    var durationText: String {
        for (seconds, unit) in [(86_400, "d"), (3600, "h"), (60, "m")] where self >= seconds && self % seconds == 0 {
            // Days begin where nobody counts hours any more.
            if unit == "d", self < 3 * 86_400 { continue }
            return "\(self / seconds)\(unit)"
        }
        return "\(self)s"
    }
}
