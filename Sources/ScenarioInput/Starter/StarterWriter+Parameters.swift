import ScanModel
import VendorProfiles

/// The vendor's parameters: those that are required or that every plan turns on, then the others switched off.
///
/// Meaning, unit, range and source are the profile's; only values are chosen here.
extension StarterWriter {
    mutating func parameters() {
        out.explain("The parameters of the product, in the spelling of the vendor, as documented in", indent: Self.key)
        for source in sources { out.example(source, indent: Self.key) }
        out.line("parameters:", indent: Self.key)
        for parameter in profile.parameters where isWritten(parameter) {
            describe(parameter)
            write(parameter)
            out.blank()
        }
        var done: Set<String> = []
        for parameter in profile.parameters
        where !isWritten(parameter) && !done.contains(parameter.name) {
            for member in together(with: parameter) {
                describe(member)
                out.off("\(member.name): \(example(member))", indent: Self.inner)
                done.insert(member.name)
            }
            out.blank()
        }
    }

    /// Whether a value is chosen here even if the vendor has one.
    private func isWritten(_ parameter: VendorProfile.Parameter) -> Bool {
        switch parameter.role {
        case .regionsAtOnce, .scannersPerRegion, .interval, .regions, .mustHave: true
        default: parameter.required
        }
    }

    /// Each source once, in the order of the profile.
    private var sources: [String] {
        profile.parameters.map(\.source).reduce(into: []) { sources, source in
            if !sources.contains(source) { sources.append(source) }
        }
    }

    /// The second tag is a pair, of which one without the other is refused.
    private func together(with parameter: VendorProfile.Parameter) -> [VendorProfile.Parameter] {
        let pair: [VendorProfile.Parameter.Role?] = [.secondTagKey, .secondTagValue]
        guard pair.contains(parameter.role) else { return [parameter] }
        return profile.parameters.filter { pair.contains($0.role) }
    }

    private mutating func describe(_ parameter: VendorProfile.Parameter) {
        out.explain(parameter.meaning, indent: Self.inner)
        if parameter.kind == .choice {
            let words = (parameter.allowedValues ?? []).joined(separator: " or ")
            let standard = parameter.defaultValue.map { " The vendor's default: \($0)." } ?? ""
            out.explain("\(words).\(standard)", indent: Self.inner)
        }
        guard parameter.kind == .integer else { return }
        var words: [String] = []
        if let unit = parameter.unit { words.append("Unit: \(unit).") }
        switch (parameter.minimum, parameter.maximum) {
        case (let least?, let most?): words.append("Range: \(least) to \(most).")
        case (let least?, nil): words.append("Range: from \(least).")
        case (nil, let most?): words.append("Range: at most \(most).")
        case (nil, nil): break
        }
        if let standard = parameter.defaultValue { words.append("The vendor's default: \(standard).") }
        if !words.isEmpty { out.explain(words.joined(separator: " "), indent: Self.inner) }
    }

    private mutating func write(_ parameter: VendorProfile.Parameter) {
        switch parameter.role {
        case .regionsAtOnce, .scannersPerRegion, .interval:
            let isSpeed = parameter.role != .interval
            let own = parameter.defaultValue == nil ? "the least" : "the vendor's default"
            let isKnown = parameter.minimum != nil || parameter.defaultValue != nil
            let note = "\(own); raise it where the answer says that it binds"
            out.line(
                "\(parameter.name): \(standard(parameter))", indent: Self.inner, note: isSpeed && isKnown ? note : nil)
        case .regions:
            regionList(parameter)
        case .tagKey:
            out.explain(reason, indent: Self.inner)
            out.line("\(parameter.name): \(StarterText.quoted(choice.tag.key))", indent: Self.inner)
        case .tagValue:
            out.line("\(parameter.name): \(StarterText.quoted(choice.tag.value))", indent: Self.inner)
        case .mustHave:
            out.explain(reason, indent: Self.inner)
            let pair = StarterText.quoted("\(choice.tag.key)=\(choice.tag.value)")
            out.line("\(parameter.name): [\(pair)]", indent: Self.inner)
        default:
            out.line("\(parameter.name): \(example(parameter))", indent: Self.inner)
        }
    }

    private mutating func regionList(_ parameter: VendorProfile.Parameter) {
        if isGenerated {
            out.line("\(parameter.name):", indent: Self.inner)
            for (region, _) in generatedRegions { out.line("- \(region)", indent: 8) }
            return
        }
        out.explain(
            "All regions in which the inventory lists instances, the one with most volumes first.", indent: Self.inner)
        for region in summary.regions where !isUsable(region: region.name) {
            let why =
                profile.cloud.isKnownRegion(region.name)
                ? "no region that this version takes" : "no region that scanplan knows"
            out.explain(
                "Left out, as it is \(why): \(StarterText.shown(region.name)), \(region.counts.words).",
                indent: Self.inner)
        }
        if regions.isEmpty {
            out.explain("PLACEHOLDER: the inventory lists no instance in a known region.", indent: Self.inner)
        }
        out.line("\(parameter.name):", indent: Self.inner)
        if regions.isEmpty { out.line("- \(firstRegion)", indent: 8) }
        for region in regions { out.line("- \(region.name)", indent: 8, note: region.counts.words) }
    }

    /// Why the scenario goes by this tag, and how much of the fleet that is.
    private var reason: String {
        if isGenerated { return "Most instances of the generated fleet below carry this tag." }
        let counted = request.countedFleet.instanceCount
        let carrying = "\(choice.instances + counted) of \(summary.total.instances) instances carry it"
        let rest =
            counted == 0
            ? "." : ", \(counted) of them because counts name no tags and it is assumed of what they count."
        switch choice.reason {
        case .stated:
            return "As asked for; \(carrying)\(rest)"
        case .speaksOfScans:
            return """
                Chosen from the inventory: among the tags whose key speaks of scans the one that most instances carry, \
                ties by the alphabet; \(carrying)\(rest)
                """
        case .mostFrequent:
            return """
                Chosen from the inventory: no key in it speaks of scans, so this is the tag that most instances carry, \
                ties by the alphabet; \(carrying)\(rest) Check that scans shall go by it.
                """
        case .placeholder where !hasListings:
            return "PLACEHOLDER: counts name no tags. It is assumed of every instance that they count."
        case .placeholder:
            return """
                PLACEHOLDER: no instance of the inventory carries a tag to scan by, one without spaces, wildcards and \
                the prefix `aws:` whose value does not say no. \(carrying)\(rest)
                """
        }
    }

    /// The vendor's own value, else the least.
    private func standard(_ parameter: VendorProfile.Parameter) -> Int {
        parameter.defaultValue.flatMap { Int($0) } ?? parameter.minimum ?? parameter.maximum ?? 1
    }

    /// Another key than that of the tag to scan by.
    private var otherKey: String { choice.tag.key == "Stage" ? "Environment" : "Stage" }

    /// A value that the vendor accepts.
    private func example(_ parameter: VendorProfile.Parameter) -> String {
        switch parameter.kind {
        case .integer: "\(standard(parameter))"
        case .choice: parameter.defaultValue ?? parameter.allowedValues?.first ?? VendorParameters.disabled
        case .regionList: "[\(firstRegion)]"
        // Another key than the first tag's, as an instance carries each key once.
        case .tagText where parameter.name.hasSuffix("Key"): otherKey
        case .tagText: "production"
        case .tagList: "[\(otherKey)=\(parameter.role == .atLeastOne ? "production" : "test")]"
        case .cidr: parameter.defaultValue ?? "10.82.64.0/22"
        case .url: "https://gateway.qg1.apps.qualys.com"
        case .secretReference: "env:QUALYS_TOKEN"
        case .account: serviceAccount
        }
    }
}
