import ScanModel
import VendorProfiles

/// Puts one deployment from a profile onto another: the same wishes in the other version's parameters.
///
/// Regions at once, scanners and the interval are kept as far as the other ranges go, tags are kept as far as the other
/// version can say them, and what it does not know is left out. Every difference is told in a sentence.
struct DeploymentTranslation {
    let source: VendorProfile
    let target: VendorProfile
    /// One sentence for each value that is put differently.
    private(set) var notes: [String] = []

    init(from source: VendorProfile, to target: VendorProfile) {
        self.source = source
        self.target = target
    }

    /// The deployment under the other profile.
    ///
    /// - Parameter field: a deployment that was read without an issue.
    mutating func translated(_ field: Field) -> DocumentNode {
        guard let parameterField = field.child("parameters"),
            let values = VendorParameters(parameterField, parameters: source.parameters)
        else { preconditionFailure("a checked deployment has no parameters") }
        var node = field.node
        node["profile"] = .text(target.id, at: node["profile"]?.place ?? node.place)
        let regions = regions(values)
        node["parameters"] = parameters(values, parameterField, field, regions: regions)
        node["targetAccounts"] = node["targetAccounts"].map { accounts($0, serviceAccount: node["serviceAccount"]) }
        node["limits"] = node["limits"].map { limits($0, regions: regions) }
        node["timings"] = node["timings"].map {
            keeping($0, target.stages.map(\.name) + TimingSettings.constants, part: "timings")
        }
        node["variation"] = node["variation"].map {
            keeping(
                $0, target.stages.map(\.name) + [VariationSettings.bootKey, VariationSettings.regionKey],
                part: "variation")
        }
        node["policies"] = node["policies"].map { policies($0) }
        if node[CalibrationPath.key] != nil {
            node[CalibrationPath.key] = nil
            notes.append("A calibration is of one profile: `\(CalibrationPath.key)` is left out.")
        }
        // Plans do not depend on what happens over weeks, nor on distributions, and their keys are those of one profile.
        node["weeks"] = nil
        node["uncertainty"] = nil
        return node
    }

    // MARK: Parameters

    private mutating func parameters(
        _ values: VendorParameters, _ written: Field, _ deployment: Field, regions: [String]
    ) -> DocumentNode {
        let place = written.node.place
        var entries: [DocumentNode.Entry] = []
        func add(_ name: String, _ value: DocumentNode) {
            entries.append(.init(key: name, keyPlace: place, value: value))
        }
        var used: Set<String> = []
        var tags = values.requiredTags
        // One of two pairs is what the other version's list of alternatives says.
        let isAny = isAnyPair(deployment)
        for parameter in target.parameters {
            let own = counterpart(of: parameter)
            if let own { used.insert(own.name) }
            switch parameter.role {
            case .regionsAtOnce:
                add(parameter.name, .number(regionsAtOnce(values, deployment, regions: regions.count), at: place))
            case .scannersPerRegion: add(parameter.name, .number(scanners(values), at: place))
            case .interval: add(parameter.name, .number(interval(values, parameter), at: place))
            case .regions: add(parameter.name, .list(regions, at: place))
            case .tagKey, .tagValue, .secondTagKey, .secondTagValue:
                let index = [.tagKey, .tagValue].contains(parameter.role) ? 0 : 1
                guard index < tags.count else { continue }
                let isKey = [.tagKey, .secondTagKey].contains(parameter.role)
                add(parameter.name, .text(isKey ? tags[index].key : tags[index].value, at: place))
            case .atLeastOne where isAny:
                add(parameter.name, .list(tags.map { "\($0.key)=\($0.value)" }, at: place))
            case .mustHave:
                if !tags.isEmpty, !isAny { add(parameter.name, .list(tags.map { "\($0.key)=\($0.value)" }, at: place)) }
            default:
                guard let own, let value = written.child(own.name)?.node, !value.isNull else { continue }
                add(parameter.name, value)
            }
        }
        tags.removeFirst(min(tags.count, target.parameter(.mustHave) == nil ? 2 : tags.count))
        if !tags.isEmpty {
            let words = tags.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
            notes.append("\(target.id) asks for two tags at most: \(words) is left out, so more may be scanned.")
        }
        leftOut(written, used: used)
        return DocumentNode(content: .mapping(entries), place: place)
    }

    private func isAnyPair(_ deployment: Field) -> Bool {
        guard source.parameter(.tagKey) != nil, target.parameter(.atLeastOne) != nil,
            case .scalar(let word, _)? = deployment.child("policies")?.child("tagPairs")?.node.content
        else { return false }
        return word == PolicySettings.TagPairs.any.rawValue
    }

    /// The parameter of the source that says the same; nil if there is none.
    private func counterpart(of parameter: VendorProfile.Parameter) -> VendorProfile.Parameter? {
        source.parameters.first {
            $0.role == parameter.role && (parameter.role != nil || $0.name.lowercased() == parameter.name.lowercased())
        }
    }

    private mutating func leftOut(_ written: Field, used: Set<String>) {
        let translated: Set<VendorProfile.Parameter.Role?> = [
            .tagKey, .tagValue, .secondTagKey, .secondTagValue, .mustHave,
        ]
        let names = source.parameters.filter { parameter in
            !used.contains(parameter.name) && !translated.contains(parameter.role)
                && written.child(parameter.name).map { !$0.node.isNull } == true
        }.map(\.name)
        if !names.isEmpty { notes.append("\(target.id) has no \(names.joined(separator: ", ")): left out.") }
    }

    private mutating func regionsAtOnce(_ values: VendorParameters, _ deployment: Field, regions: Int) -> Int {
        guard let parameter = target.parameter(.regionsAtOnce), let own = values.integer(.regionsAtOnce) else {
            return 1
        }
        var reading = source.regionReading.value
        if case .scalar(let word, _)? = deployment.child("policies")?.child("regionReading")?.node.content {
            reading = GateReading(rawValue: word) ?? reading
        }
        let window = DeploymentTranslation.window(source, reading, own)
        let open = min(window, max(1, regions))
        // The least value that lets as many regions be open.
        let least = parameter.minimum ?? 1
        let most = parameter.maximum ?? Int.max
        let unit = DeploymentTranslation.window(target, target.regionReading.value, 1)
        let value = min(max((open + unit - 1) / unit, least), most)
        let opened = min(unit * value, max(1, regions))
        let name = parameter.name
        notes.append(
            "\(source.parameter(.regionsAtOnce)?.name ?? name) \(own) lets \(open) of \(regions) regions be open at once "
                + "(\(reading.rawValue)); \(name) \(value) of \(target.id) lets \(opened)"
                + (opened < open ? ", the most that it can." : "."))
        return value
    }

    /// Regions that may be open at once.
    private static func window(_ profile: VendorProfile, _ reading: GateReading, _ value: Int) -> Int {
        let values = ProfileValues(profile)
        switch reading {
        case .parallelGroups: return values.bound("regionsPerConcurrencyUnit") * value
        case .rounds: return values.bound("roundSize")
        case .literal, .turns, .window: return value
        }
    }

    private mutating func scanners(_ values: VendorParameters) -> Int {
        guard let parameter = target.parameter(.scannersPerRegion), let own = values.integer(.scannersPerRegion) else {
            return 1
        }
        let unit = ProfileValues(target).bound("scannersPerSingleRegionConcurrencyUnit")
        let wanted = ProfileValues(source).bound("scannersPerSingleRegionConcurrencyUnit") * own
        let value = min(max((wanted + unit - 1) / unit, parameter.minimum ?? 1), parameter.maximum ?? Int.max)
        let why =
            unit * value < wanted
            ? ", the most that it takes" : unit * value > wanted ? ", the least that is no fewer" : ", the same"
        notes.append(
            "\(wanted) scanners in a region become \(unit * value)\(why): \(parameter.name) \(value) of \(target.id).")
        return value
    }

    private mutating func interval(_ values: VendorParameters, _ parameter: VendorProfile.Parameter) -> Int {
        let own = values.integer(.interval) ?? 24
        let value = min(max(own, parameter.minimum ?? 0), parameter.maximum ?? Int.max)
        if value != own {
            notes.append("An interval of \(own) h becomes \(value) h: \(target.id) takes no other.")
        }
        return value
    }

    private mutating func regions(_ values: VendorParameters) -> [String] {
        let regions = values.regions ?? []
        guard let allowed = target.parameter(.regions)?.allowedValues else { return regions }
        let refused = regions.filter { !allowed.contains($0) }
        if !refused.isEmpty {
            notes.append(
                "\(target.id) does not take \(refused.joined(separator: ", ")): left out, with what lies there.")
        }
        return regions.filter(allowed.contains)
    }

    // MARK: Everything else

    private func accounts(_ list: DocumentNode, serviceAccount: DocumentNode?) -> DocumentNode {
        guard case .sequence(let elements) = list.content else { return list }
        let changed = elements.map { element -> DocumentNode in
            guard let stack = element["targetStack"], !stack.isNull else { return element }
            let entries = target.targetParameters.compactMap { parameter -> DocumentNode.Entry? in
                let own = source.targetParameters.first { $0.name.lowercased() == parameter.name.lowercased() }
                let value = parameter.role == .serviceAccount ? serviceAccount : own.flatMap { stack[$0.name] }
                return value.map { .init(key: parameter.name, keyPlace: stack.place, value: $0) }
            }
            var element = element
            element["targetStack"] = DocumentNode(content: .mapping(entries), place: stack.place)
            return element
        }
        return DocumentNode(content: .sequence(changed), place: list.place)
    }

    private mutating func limits(_ limits: DocumentNode, regions: [String]) -> DocumentNode {
        let known = Set(
            target.resources.map(\.name) + target.quotas.map(\.name) + [
                "apiRates", "background", "vendorApi", "regions",
            ])
        let actions = Set(target.buckets.map(\.action))
        var dropped: [String] = []
        func kept(_ node: DocumentNode) -> DocumentNode {
            var node = node.keeping(known, &dropped)
            node["apiRates"] = node["apiRates"].map { $0.keeping(actions, &dropped) }
            node["background"] = node["background"].map { $0.keeping(actions, &dropped) }
            return node
        }
        var result = kept(limits)
        if var single = result["regions"], case .mapping(let entries) = single.content {
            let local = entries.filter { regions.contains($0.key) }
            single.content = .mapping(local.map { .init(key: $0.key, keyPlace: $0.keyPlace, value: kept($0.value)) })
            result["regions"] = local.isEmpty ? nil : single
        }
        noteDropped(dropped, "limits")
        return result
    }

    private mutating func keeping(_ node: DocumentNode, _ known: [String], part: String) -> DocumentNode {
        var dropped: [String] = []
        let result = node.keeping(Set(known), &dropped)
        noteDropped(dropped, part)
        return result
    }

    private mutating func noteDropped(_ names: [String], _ part: String) {
        if names.isEmpty { return }
        var seen: Set<String> = []
        let once = names.filter { seen.insert($0).inserted }.joined(separator: ", ")
        notes.append("\(target.id) knows no \(part) of \(once): left out.")
    }

    private mutating func policies(_ policies: DocumentNode) -> DocumentNode {
        var policies = policies
        if case .scalar(let word, _)? = policies["regionReading"]?.content, word != target.regionReading.value.rawValue
        {
            notes.append(
                "The reading \(word) gives way to \(target.regionReading.value.rawValue), that of \(target.id).")
        }
        policies["regionReading"] = nil
        let unknown =
            (target.parameter(.batchWindow) == nil ? [PolicySettings.batchWindowKey] : [])
            + (target.copies ? [] : [CopySettings.gateKey, CopySettings.unknownKeyKey])
            + (target.parameter(.tagKey) == nil ? ["tagPairs"] : [])
        noteDropped(unknown.filter { policies[$0] != nil }, "policies")
        for key in unknown { policies[key] = nil }
        return policies
    }
}

extension DocumentNode {
    /// The value of a key of a mapping; nil takes the key away.
    fileprivate subscript(key: String) -> DocumentNode? {
        get {
            guard case .mapping(let entries) = content else { return nil }
            return entries.first { $0.key == key }?.value
        }
        set {
            guard case .mapping(var entries) = content else { return }
            if let index = entries.firstIndex(where: { $0.key == key }) {
                if let newValue { entries[index].value = newValue } else { entries.remove(at: index) }
            } else if let newValue {
                entries.append(.init(key: key, keyPlace: place, value: newValue))
            }
            content = .mapping(entries)
        }
    }

    /// A mapping without the keys that are not known; their names are added to `dropped`.
    fileprivate func keeping(_ known: Set<String>, _ dropped: inout [String]) -> DocumentNode {
        guard case .mapping(let entries) = content else { return self }
        dropped += entries.map(\.key).filter { !known.contains($0) }
        return DocumentNode(content: .mapping(entries.filter { known.contains($0.key) }), place: place)
    }

    fileprivate static func text(_ text: String, at place: SourcePlace) -> DocumentNode {
        DocumentNode(content: .scalar(text, .quoted), place: place)
    }

    fileprivate static func number(_ number: Int, at place: SourcePlace) -> DocumentNode {
        DocumentNode(content: .scalar("\(number)", .plain), place: place)
    }

    fileprivate static func list(_ texts: [String], at place: SourcePlace) -> DocumentNode {
        DocumentNode(content: .sequence(texts.map { .text($0, at: place) }), place: place)
    }
}
