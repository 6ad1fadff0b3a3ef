import ScanModel
import VendorProfiles

/// Parameters: what a scenario can say under each name, and what the model has to find.
extension ProfileDocument {
    private typealias Parameter = VendorProfile.Parameter

    /// The roles without which there is no deployment.
    private static let neededRoles: [Parameter.Role] = [.regionsAtOnce, .scannersPerRegion, .interval, .regions]
    /// Keys of scenarios that a parameter may take over, in minutes; a pause of 0 would never end.
    private static let pauses: Set<String> = ["PollRetryInterval"]

    func checkParameters() {
        for list in [parameters, targetParameters] {
            checkRoles(list.parts)
            for parameter in list.parts { check(parameter, among: list.parts) }
        }
        let roles = Set(parameters.parts.compactMap(\.part.role))
        for role in Self.neededRoles where !roles.contains(role) {
            // A parameter that could not be read may have had the role.
            guard let list = parameters.field, parameters.parts.count == parameters.names.count else { break }
            list.report(
                "no parameter has the role `\(role.rawValue)`",
                expected: "a parameter for each of \(Self.neededRoles.map(\.rawValue).joined(separator: ", "))")
        }
        for parameter in parameters.parts {
            guard let role = parameter.part.role, Self.neededRoles.contains(role), !parameter.part.required,
                parameter.part.defaultValue == nil
            else { continue }
            parameter.at("required").report(
                "the role `\(role.rawValue)` always needs a value", expected: "`required: true`, or a `defaultValue`")
        }
        guard let volumes = scannedVolumes, let list = volumes.field.child("allWhenEnabled") else { return }
        for (index, name) in volumes.part.allWhenEnabled.enumerated() {
            guard let field = list.element(index) else { continue }
            checkSwitch(name, at: field)
        }
    }

    /// Reports a word that is no choice which can be `Enabled`.
    func checkSwitch(_ name: String, at field: Field) {
        parameters.check(name, at: field, what: "parameter")
        guard let parameter = parameters.parts.first(where: { $0.part.name == name })?.part else { return }
        let enabled = VendorParameters.enabled.lowercased()
        if parameter.kind != .choice || parameter.allowedValues?.contains(where: { $0.lowercased() == enabled }) != true
        {
            field.report(
                "`\(Excerpt.of(name))` is no switch",
                expected: "a choice of \(VendorParameters.enabled) and \(VendorParameters.disabled)")
        }
    }

    private func checkRoles(_ list: [Placed<Parameter>]) {
        var seen: Set<Parameter.Role> = []
        for parameter in list {
            guard let role = parameter.part.role else { continue }
            if !seen.insert(role).inserted {
                parameter.at("role").report(
                    "another parameter has the role `\(role.rawValue)`", expected: "one parameter for each role")
            }
            if parameter.part.kind != role.kind {
                parameter.at("kind").report(
                    "is `\(parameter.part.kind.rawValue)`", expected: "\(role.kind.rawValue), as `\(role.rawValue)` is")
            }
        }
        for (one, other) in [(Parameter.Role.tagKey, Parameter.Role.tagValue), (.secondTagKey, .secondTagValue)] {
            guard seen.contains(one) != seen.contains(other),
                let alone = list.first(where: { [one, other].contains($0.part.role) })
            else { continue }
            let missing = seen.contains(one) ? other : one
            alone.at("role").report(
                "stands without a parameter of the role `\(missing.rawValue)`", expected: "a key and a value")
        }
        if seen.contains(.subnet) != seen.contains(.network),
            let alone = list.first(where: { [.subnet, .network].contains($0.part.role) }), seen.contains(.network)
        {
            alone.at("role").report("is a network without a subnet", expected: "a parameter of the role `subnet` too")
        }
    }

    private func check(_ parameter: Placed<Parameter>, among list: [Placed<Parameter>]) {
        let part = parameter.part
        if part.kind == .integer, !checkBounds(parameter) { return }
        if let words = part.allowedValues {
            if Set(words).count < words.count {
                parameter.at("allowedValues").report("names a word twice", expected: "each word once")
            }
            if part.kind == .regionList, let field = parameter.field.child("allowedValues") {
                for index in words.indices { _ = field.element(index)?.inCloud(cloud).regionList() }
            }
        } else if part.kind == .choice {
            parameter.field.report("is a choice of nothing", expected: "`allowedValues` with the words that it takes")
        }
        checkDefault(parameter)
        guard let needed = part.needs, let field = parameter.field.child("needs") else { return }
        checkSwitch(needed, at: field)
    }

    /// Whether the bounds of an integer are such that it can have a value; reports if not.
    private func checkBounds(_ parameter: Placed<Parameter>) -> Bool {
        let part = parameter.part
        let least = part.minimum ?? 0
        // See `Field.vendorInteger`: without an end a year in hours is the most.
        let most = part.maximum ?? 8784
        guard least <= most else {
            parameter.at("minimum").report(
                "is above the largest value, \(most)", expected: "a smallest value of at most `maximum`")
            return false
        }
        let needed: ClosedRange<Int>? =
            switch part.role {
            case .regionsAtOnce: 1...1000
            case .scannersPerRegion: 1...1000
            case .interval: 1...8784
            case .samplingPercentage: 0...100
            case .volumesPerScanner: 1...255
            case .discoveryInterval: 1...1_000_000
            default: Self.pauses.contains(part.name) || rounds?.part.every == part.name ? 1...1_000_000 : nil
            }
        guard let needed, least < needed.lowerBound || most > needed.upperBound else { return true }
        let key = least < needed.lowerBound ? "minimum" : "maximum"
        let what = part.role.map { "the role `\($0.rawValue)`" } ?? part.name
        parameter.at(key).report(
            "goes from \(least) to \(most)",
            expected: "values within \(needed.lowerBound) to \(needed.upperBound) for \(what)")
        return true
    }

    /// What the scenario would be told of a default if it stated it.
    private func checkDefault(_ parameter: Placed<Parameter>) {
        let part = parameter.part
        guard let text = part.defaultValue, let place = parameter.field.child("defaultValue") else { return }
        // A default is a text in a profile and stands for a value that may be a bare number.
        let node = DocumentNode(content: .scalar(text, .plain), place: place.node.place)
        let field = Field(node: node, path: place.path, log: place.log, cloud: cloud)
        switch part.kind {
        case .integer: _ = field.vendorInteger(part)
        case .choice: _ = field.choice((part.allowedValues ?? []).map { (word: $0, value: $0) })
        case .regionList: _ = field.regionList(allowed: part.allowedValues)
        case .tagText: _ = field.tagText(isKey: part.name.hasSuffix("Key"))
        case .tagList: _ = field.tagList()
        case .cidr: _ = field.addressBlock()
        case .url: field.checkURL()
        case .secretReference: field.checkSecretReference()
        case .account: field.checkAccount(is: nil)
        }
    }
}

extension Field {
    /// The same field where regions are those of a cloud.
    fileprivate func inCloud(_ cloud: Cloud) -> Field {
        var field = self
        field.cloud = cloud
        return field
    }
}

extension VendorProfile.Parameter.Role {
    /// What the model reads a parameter of this role as.
    fileprivate var kind: VendorProfile.Parameter.Kind {
        switch self {
        case .regionsAtOnce, .scannersPerRegion, .interval, .samplingPercentage, .batchWindow, .volumesPerScanner,
            .discoveryInterval:
            .integer
        case .regions: .regionList
        case .network, .subnet: .cidr
        case .serviceAccount: .account
        case .tagKey, .tagValue, .secondTagKey, .secondTagValue: .tagText
        case .mustHave, .atLeastOne, .none, .noneOnVolume: .tagList
        }
    }
}
