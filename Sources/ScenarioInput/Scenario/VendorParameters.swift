import ScanModel
import VendorProfiles

/// The values of a vendor's parameters, checked against what the profile says of them.
///
/// The model asks for values by their role, so that versions may name and count the same thing differently.
struct VendorParameters {
    /// What a choice says of something that is switched on, and off.
    static let enabled = "Enabled"
    static let disabled = "Disabled"

    /// What the stack asks for.
    let parameters: [VendorProfile.Parameter]
    /// Whole numbers by name, defaults included.
    private var integers: [String: Int] = [:]
    /// Words by name, defaults included.
    private var choices: [String: String] = [:]
    /// Region lists by name, defaults included.
    private var regionLists: [String: [String]] = [:]
    /// Tag keys and tag values by name.
    private var tagTexts: [String: String] = [:]
    /// Lists of tags by name.
    private var tagLists: [String: [Tag]] = [:]
    /// Address blocks by name, defaults included.
    private var blocks: [String: CIDRBlock] = [:]
    /// Every parameter that has a value, in the order of the profile.
    private(set) var given: [VendorParameterValue] = []

    /// Reads a mapping of parameters; nil if there is no mapping.
    ///
    /// - Parameters:
    ///   - parameters: what a stack asks for.
    ///   - serviceAccount: the only account that a stack may be told; nil: it is not known.
    init?(_ field: Field, parameters: [VendorProfile.Parameter], serviceAccount: String? = nil) {
        var values = VendorParameters(parameters)
        let isMapping = field.withMapping { reader in
            for parameter in parameters {
                let about = parameter.meaning
                let value =
                    parameter.required
                    ? reader.required(parameter.name, about) : reader.optional(parameter.name, about)
                values.read(parameter, value, serviceAccount: serviceAccount)
                values.keep(parameter, value)
            }
            values.check(&reader)
        }
        guard isMapping else { return nil }
        self = values
    }

    private init(_ parameters: [VendorProfile.Parameter]) { self.parameters = parameters }

    private mutating func read(
        _ parameter: VendorProfile.Parameter, _ field: Field?, serviceAccount: String?
    ) {
        let name = parameter.name
        guard let field = field ?? Field.standing(for: parameter) else { return }
        switch parameter.kind {
        case .integer: integers[name] = field.vendorInteger(parameter)
        case .choice: choices[name] = field.choice((parameter.allowedValues ?? []).map { (word: $0, value: $0) })
        case .regionList: regionLists[name] = field.regionList(allowed: parameter.allowedValues)
        case .tagText: tagTexts[name] = field.tagText(isKey: name.hasSuffix("Key"))
        case .tagList: tagLists[name] = field.tagList()
        case .cidr: blocks[name] = field.addressBlock()
        case .url: field.checkURL()
        case .secretReference: field.checkSecretReference()
        case .account: field.checkAccount(is: serviceAccount)
        }
    }

    private mutating func keep(_ parameter: VendorProfile.Parameter, _ field: Field?) {
        guard let text = field?.writtenText ?? parameter.defaultValue else { return }
        given.append(
            VendorParameterValue(
                name: parameter.name, text: text, isSecretReference: parameter.kind == .secretReference,
                isDefault: field == nil, role: parameter.role))
    }
}

/// Values by role.
extension VendorParameters {
    /// The name under which the vendor knows a role; nil if it does not.
    func name(_ role: VendorProfile.Parameter.Role) -> String? { parameters.first { $0.role == role }?.name }

    func integer(_ role: VendorProfile.Parameter.Role) -> Int? { name(role).flatMap { integers[$0] } }

    func block(_ role: VendorProfile.Parameter.Role) -> CIDRBlock? { name(role).flatMap { blocks[$0] } }

    func tags(_ role: VendorProfile.Parameter.Role) -> [Tag] { name(role).flatMap { tagLists[$0] } ?? [] }

    func tagText(_ role: VendorProfile.Parameter.Role) -> String? { name(role).flatMap { tagTexts[$0] } }

    /// The regions to scan.
    var regions: [String]? { name(.regions).flatMap { regionLists[$0] } }

    /// The value of a bare number, by the vendor's name.
    func integer(named name: String) -> Int? { integers[name] }

    /// Whether a choice says that something is switched on.
    func isEnabled(_ name: String) -> Bool {
        choices[name].map { $0.lowercased() == VendorParameters.enabled.lowercased() } ?? false
    }

    /// The tags that an instance must carry, all of them.
    var requiredTags: [Tag] { tagPairs + tags(.mustHave) }

    /// The classic pairs of key and value.
    var tagPairs: [Tag] {
        let pairs =
            [(VendorProfile.Parameter.Role.tagKey, VendorProfile.Parameter.Role.tagValue)]
            + [(.secondTagKey, .secondTagValue)]
        return pairs.compactMap { key, value in
            guard let key = tagText(key), let value = tagText(value) else { return nil }
            return Tag(key: key, value: value)
        }
    }

    /// Sentences about values that change nothing, or less than they say.
    var notices: [String] {
        let reserved = (tags(.mustHave) + tags(.atLeastOne) + tags(.none)).filter {
            $0.key.lowercased().hasPrefix("aws:")
        }
        return reserved.map {
            "The tag \(Excerpt.of($0.key)) has the prefix aws:, which AWS keeps for itself: nobody can set it by hand."
        } + givenNotices
    }

    private var givenNotices: [String] {
        given.filter { !$0.isDefault }.compactMap { value in
            guard let parameter = parameters.first(where: { $0.name == value.name }) else { return nil }
            if let needed = parameter.needs, !isEnabled(needed) {
                return "\(value.name) changes nothing while \(needed) is \(VendorParameters.disabled)."
            }
            guard let unmodelled = parameter.unmodelled, value.text != VendorParameters.disabled else { return nil }
            return "\(value.name) is \(value.text). \(unmodelled)"
        }
    }
}
