public import ScanModel

extension ScenarioReader {
    /// The values at a path of the merged scenario and below it, stated or not, once the scenario has passed every check.
    ///
    /// - Parameters:
    ///   - path: as settings spell it, without a value. A path that begins with a key of a deployment is looked up in each
    ///     of them.
    ///   - most: values that are made; how many there are is told in any case.
    /// - Throws: everything that is wrong with the scenario.
    /// - Returns: the values in the order of the documents and of the profiles, or why there are none.
    /// - Complexity: O(bytes).
    public static func values(
        layers: [ScenarioLayer], settings: [String] = [], standardName: String, path: String, most: Int = 1000
    ) throws(InvalidInput) -> Result<(values: [ShownValue], leftOut: Int), NoSuchPath> {
        let (root, draft) = try resolve(layers, settings: settings, standardName: standardName)
        guard let steps = ScenarioSetting.steps(of: path) else {
            return .failure(
                NoSuchPath(
                    reason: "`\(Excerpt.of(path))` is no path; expected one such as timings.scan.base or "
                        + "deployments[0].parameters.Concurrency"))
        }
        var search = ValueSearch(root: root, draft: draft, most: most)
        if let reason = search.find(steps) { return .failure(NoSuchPath(reason: reason)) }
        return .success((search.found, search.leftOut))
    }
}

/// Looks for the values at a path.
private struct ValueSearch {
    let root: Field
    let draft: ScenarioDraft
    let most: Int
    private(set) var found: [ShownValue] = []
    private(set) var leftOut = 0
    private var standards: [String: ProfileStandards] = [:]
    private var shapes: [String: DocumentMapping] = [:]

    init(root: Field, draft: ScenarioDraft, most: Int) {
        self.root = root
        self.draft = draft
        self.most = most
        for deployment in draft.deployments {
            let id = deployment.deployment.profile
            let described = DescribedProfile(of: deployment.deployment)
            guard standards[id] == nil, let profile = described.profile else { continue }
            standards[id] = ProfileStandards(profile)
            shapes[id] = ScenarioShape.describe(profile: described)
        }
    }

    private var firstShape: DocumentMapping {
        draft.deployments.first.flatMap { shapes[$0.deployment.profile] } ?? DocumentMapping()
    }

    /// Why there is nothing; nil if there is something.
    mutating func find(_ steps: [ScenarioSetting.Step]) -> String? {
        guard case .key(let first) = steps[0] else { return "a path begins with a key" }
        let rootKeys = firstShape.members.map(\.key)
        if first == "deployments" {
            guard steps.count > 1 else {
                for number in draft.deployments.indices { _ = find([], in: number) }
                return nil
            }
            switch number(of: steps[1]) {
            case .success(let number): return find(Array(steps.dropFirst(2)), in: number)
            case .failure(let failure): return failure.reason
            }
        }
        if rootKeys.contains(first) { return findAtRoot(steps) }
        var reason: String?
        for number in draft.deployments.indices {
            let before = found.count
            let failure = find(steps, in: number, rootKeys: rootKeys)
            if found.count == before, leftOut == 0, reason == nil { reason = failure }
        }
        return found.isEmpty && leftOut == 0 ? reason : nil
    }

    private func number(of step: ScenarioSetting.Step) -> Result<Int, NoSuchPath> {
        let names = draft.deployments.map(\.name)
        let wanted: String
        switch step {
        case .index(let index):
            guard names.indices.contains(index) else {
                return .failure(NoSuchPath(reason: "there is no deployments[\(index)], only \(names.count)"))
            }
            return .success(index)
        case .bracket(let name), .key(let name): wanted = name
        }
        if let index = names.firstIndex(of: wanted) { return .success(index) }
        return .failure(NoSuchPath(reason: unknown(wanted, "deployment", names)))
    }

    private func unknown(_ word: String, _ what: String, _ known: [String]) -> String {
        let meant = NearestKey.find(word, among: known).map { "; did you mean `\($0)`?" }
        let list = known.prefix(20).joined(separator: ", ")
        return "there is no \(what) `\(Excerpt.of(word))`"
            + (meant ?? (known.isEmpty ? "" : "; known are \(list)\(known.count > 20 ? " and others" : "")"))
    }

    private mutating func findAtRoot(_ steps: [ScenarioSetting.Step]) -> String? {
        switch descend(root, steps) {
        case .success(let field?):
            collect(field, standards: nil, deployment: nil)
            return nil
        case .success(nil):
            return shapeAlone(steps, of: .mapping(firstShape), prefix: "", standards: nil)
        case .failure(let failure): return failure.reason
        }
    }

    private mutating func find(
        _ steps: [ScenarioSetting.Step], in number: Int, rootKeys: [String] = []
    ) -> String? {
        let id = draft.deployments[number].deployment.profile
        guard let standards = standards[id], let shape = shapes[id]?["deployments"]?.shape,
            case .list(let element, _, _) = shape
        else { return "nothing is known of the profile \(id)" }
        let path = DocumentPath.index(number, of: .key("deployments", of: .root))
        guard case .mapping(let entries) = root.node.content,
            let list = entries.first(where: { $0.key == "deployments" })?.value,
            case .sequence(let nodes) = list.content
        else { return "there are no deployments" }
        let deployment = Field(node: nodes[number], path: path, log: root.log)
        var seen: Set<String> = []
        let before = found.count + leftOut
        switch descend(deployment, steps) {
        case .success(let field?): collect(field, standards: standards, deployment: number, seen: &seen)
        case .success(nil): break
        case .failure(let failure): return failure.reason
        }
        // What the profile says where nothing is stated.
        let wanted = ValueSearch.text(of: steps)
        for relative in standards.paths where relative.isAtOrBelow(wanted) && !seen.contains(relative) {
            add(unstated(relative, standards, id, path: path.text, in: number))
        }
        if let general = general(steps, deployment, standards, id, path: path.text), found.count + leftOut == before {
            add(general)
        }
        if found.count + leftOut > before { return nil }
        return shapeAlone(
            steps, of: element, prefix: path.text, standards: standards, rootKeys: rootKeys)
    }

    private func unstated(
        _ relative: String, _ standards: ProfileStandards, _ id: String, path: String, in deployment: Int? = nil
    ) -> ShownValue {
        let standard = standards[relative]
        let calibrated = deployment.flatMap { number in
            draft.deployments[number].deployment.assumptions.first {
                $0.name == relative && $0.provenance.confidence == .calibrated
            }
        }
        if let calibrated {
            return ShownValue(
                path: "\(path).\(relative)", value: calibrated.value,
                source: .profile(CalibrationPath.key, calibrated.provenance), standard: standard?.value,
                standardProvenance: standard?.provenance, range: calibrated.range, meaning: standard?.meaning ?? "")
        }
        let source = standard.flatMap { $0.value == nil ? nil : ShownValue.Source.profile(id, $0.provenance) }
        return ShownValue(
            path: "\(path).\(relative)", value: standard?.value, source: source ?? .none, standard: standard?.value,
            standardProvenance: standard?.provenance, range: standard?.range, meaning: standard?.meaning ?? "")
    }

    /// A limit of one region that only all regions together, or the profile, have.
    private func general(
        _ steps: [ScenarioSetting.Step], _ deployment: Field, _ standards: ProfileStandards, _ id: String, path: String
    ) -> ShownValue? {
        guard steps.count > 3, steps[0] == .key("limits"), steps[1] == .key("regions") else { return nil }
        let name: String
        switch steps[2] {
        case .key(let key), .bracket(let key): name = key
        case .index: return nil
        }
        guard draft.deployments.contains(where: { $0.deployment.regions.contains { $0.region == name } }) else {
            return nil
        }
        let rest = [steps[0]] + steps.dropFirst(3)
        let relative = ValueSearch.text(of: Array(rest))
        let full = "\(path).\(ValueSearch.text(of: steps))"
        if case .success(let field?) = descend(deployment, Array(rest)), case .scalar(let text, _) = field.node.content
        {
            let standard = standards[relative]
            return ShownValue(
                path: full, value: text, source: .general(file: field.file, line: Int(field.node.place.line)),
                standard: standard?.value, standardProvenance: standard?.provenance, range: standard?.range,
                meaning: standard?.meaning ?? "")
        }
        guard standards[relative] != nil else { return nil }
        var value = unstated(relative, standards, id, path: path)
        value.path = full
        return value
    }

    /// The field at the end of some steps; nil: nobody states it.
    private func descend(_ start: Field, _ steps: [ScenarioSetting.Step]) -> Result<Field?, NoSuchPath> {
        var field = start
        for step in steps {
            switch (field.node.content, step) {
            case (.mapping(let entries), .key(let key)), (.mapping(let entries), .bracket(let key)):
                guard let entry = entries.first(where: { $0.key == key }) else { return .success(nil) }
                field = Field(node: entry.value, path: .key(key, of: field.path), log: field.log)
            case (.sequence(let nodes), .index(let index)):
                guard nodes.indices.contains(index) else {
                    return .failure(
                        NoSuchPath(reason: "there is no \(field.path.text)[\(index)], only \(nodes.count)"))
                }
                field = Field(node: nodes[index], path: .index(index, of: field.path), log: field.log)
            case (.sequence(let nodes), .bracket(let name)), (.sequence(let nodes), .key(let name)):
                let names = nodes.map { $0.nameEntry ?? "" }
                guard let index = names.firstIndex(of: name) else {
                    return .failure(
                        NoSuchPath(reason: unknown(name, "element of \(field.path.text)", names.filter { !$0.isEmpty }))
                    )
                }
                field = Field(node: nodes[index], path: .index(index, of: field.path), log: field.log)
            case (.scalar, _) where field.node.isNull: return .success(nil)
            case (.scalar, _):
                return .failure(NoSuchPath(reason: "\(field.path.text) is a single value and has nothing inside it"))
            case (.mapping, .index(let index)):
                return .failure(NoSuchPath(reason: "\(field.path.text) is a mapping and has no element [\(index)]"))
            }
        }
        return .success(field)
    }

    // MARK: What is stated

    private mutating func collect(_ field: Field, standards: ProfileStandards?, deployment: Int?) {
        var seen: Set<String> = []
        collect(field, standards: standards, deployment: deployment, seen: &seen)
    }

    /// Every single value below a field, in the order of the document.
    private mutating func collect(
        _ field: Field, standards: ProfileStandards?, deployment: Int?, seen: inout Set<String>
    ) {
        switch field.node.content {
        case .mapping(let entries) where !entries.isEmpty:
            for entry in entries {
                collect(
                    Field(node: entry.value, path: .key(entry.key, of: field.path), log: field.log),
                    standards: standards, deployment: deployment, seen: &seen)
            }
        case .sequence(let nodes) where !nodes.isEmpty:
            for (index, node) in nodes.enumerated() {
                collect(
                    Field(node: node, path: .index(index, of: field.path), log: field.log), standards: standards,
                    deployment: deployment, seen: &seen)
            }
        case .scalar where field.node.isNull: return
        default:
            let path = field.path.text
            let prefix = deployment.map { "deployments[\($0)]." } ?? ""
            let relative = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
            // An element of a list stands for the list, such as a parameter that is written as one.
            seen.insert(relative)
            if let bracket = relative.firstIndex(of: "[") { seen.insert(String(relative[..<bracket])) }
            add(stated(field, path, standards?[relative]))
        }
    }

    private func stated(_ field: Field, _ path: String, _ standard: ProfileStandards.Standard?) -> ShownValue {
        var text: String?
        switch field.node.content {
        case .scalar(let scalar, _): text = scalar
        case .sequence: text = "[]"
        case .mapping: text = "{}"
        }
        let isHidden = field.path.isSecret && !TextForm.isSecretReference(text ?? "")
        return ShownValue(
            path: path, value: isHidden ? nil : text, isSecret: field.path.isSecret,
            source: .stated(file: field.file, line: Int(field.node.place.line)), standard: standard?.value,
            standardProvenance: standard?.provenance, range: standard?.range, meaning: standard?.meaning ?? "")
    }

    private mutating func add(_ value: ShownValue) {
        if found.count < most { found.append(value) } else { leftOut += 1 }
    }

    // MARK: What could be stated

    /// A key that nobody states and no profile knows a value of; else what was probably meant.
    private mutating func shapeAlone(
        _ steps: [ScenarioSetting.Step], of shape: DocumentShape, prefix: String, standards: ProfileStandards?,
        rootKeys: [String] = []
    ) -> String? {
        var shapes = [shape]
        var about = ""
        var path = prefix
        for (position, step) in steps.enumerated() {
            let word: String
            switch step {
            case .key(let key), .bracket(let key): word = key
            case .index(let index): word = "[\(index)]"
            }
            var next: [DocumentShape] = []
            var known: [String] = []
            for shape in shapes.flatMap(\.ways) {
                switch (shape, step) {
                case (.mapping(let mapping), .key), (.mapping(let mapping), .bracket):
                    known += mapping.members.map(\.key)
                    if let member = mapping[word] {
                        next.append(member.shape)
                        about = member.about
                    }
                case (.entries(_, let values, _), .key), (.entries(_, let values, _), .bracket): next.append(values)
                case (.list, .index): return "there is no \(path)\(word): nobody states one"
                default: break
                }
            }
            guard !next.isEmpty else {
                if position == 0 { known += rootKeys }
                // What only the profile knows can be meant as well.
                known +=
                    standards?.paths.compactMap { $0.part(position, below: ValueSearch.text(of: steps, position)) }
                    ?? []
                return unknown(word, path.isEmpty ? "key" : "key of \(path)", known.uniqued)
            }
            path += (path.isEmpty || word.hasPrefix("[") ? "" : ".") + word
            shapes = next
        }
        add(
            ShownValue(
                path: path, value: nil, source: .none, standard: nil, standardProvenance: nil,
                range: shapes.lazy.compactMap(\.rangeText).first, meaning: about))
        return nil
    }

    private static func text(of steps: [ScenarioSetting.Step], _ count: Int? = nil) -> String {
        steps.prefix(count ?? steps.count).reduce("") { text, step in
            switch step {
            case .key(let key), .bracket(let key): text.isEmpty ? key : "\(text).\(key)"
            case .index(let index): "\(text)[\(index)]"
            }
        }
    }
}

extension DocumentShape {
    /// The shapes that a value may have, without names.
    fileprivate var ways: [DocumentShape] {
        switch self {
        case .either(let ways): ways.flatMap(\.ways)
        case .named(_, let shape): shape.ways
        default: [self]
        }
    }

    /// What values there are, if that can be said in few words.
    fileprivate var rangeText: String? {
        for way in ways {
            switch way {
            case .integer(let range): return "\(range.lowerBound) to \(range.upperBound)"
            case .decimal(let least, let isAbove, let most): return "\(isAbove ? "above " : "")\(least) to \(most)"
            case .flag: return "true, false"
            case .choice(let words) where words.count <= 8: return words.joined(separator: ", ")
            case .text(let form): return form.words
            default: continue
            }
        }
        return nil
    }
}

extension String {
    /// Whether a path is another one or lies below it.
    fileprivate func isAtOrBelow(_ other: String) -> Bool {
        other.isEmpty || self == other || hasPrefix(other + ".") || hasPrefix(other + "[")
    }

    /// The word at a position of a path that begins with another one; nil if it does not.
    fileprivate func part(_ position: Int, below other: String) -> String? {
        guard isAtOrBelow(other) else { return nil }
        let parts = split(separator: ".")
        return parts.indices.contains(position) ? String(parts[position]) : nil
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
