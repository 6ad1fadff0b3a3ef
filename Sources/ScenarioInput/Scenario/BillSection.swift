import ScanModel
import VendorProfiles

/// Lines of the bill beyond scanners and storage that the scenario switches on, and what they rest on.
struct BillSection {
    /// nil: those of the profile.
    var parts: [BillPart]?
    var homeRegion: Setting<String>?
    var quantities: [BillQuantity: Setting<Rational>] = [:]

    init() {}

    /// Reads the mapping `bill`.
    init(_ field: Field) {
        var section = BillSection()
        field.withMapping { reader in
            if let field = reader.optional("include", "Parts of the bill beside scanners and storage.") {
                section.parts = field.list(count: 0...BillPart.allCases.count) { $0.choice(BillPart.self) }?
                    .compactMap(\.self)
            }
            section.homeRegion = reader.optional(
                "homeRegion", "Region of the service account's state machines, functions, queues and tables."
            ).flatMap { $0.setting($0.region()) }
            if let field = reader.optional("quantities", "Numbers that the parts rest on.") {
                section.readQuantities(field)
            }
        }
        self = section
    }

    private mutating func readQuantities(_ field: Field) {
        var quantities: [BillQuantity: Setting<Rational>] = [:]
        field.withMapping { reader in
            for constant in AWSCatalog.billConstants {
                let name = constant.quantity.rawValue
                quantities[constant.quantity] = reader.optional(name, "\(constant.meaning) In \(constant.unit).")
                    .flatMap {
                        $0.setting($0.decimal(atMost: constant.quantity.isShare ? 1 : 1_000_000))
                    }
            }
        }
        self.quantities = quantities
    }

    /// The parts in use.
    func parts(_ profile: VendorProfile) -> Set<BillPart> { Set(parts ?? profile.bill ?? []) }

    /// The settings in use and what they rest on, in the order of the table.
    ///
    /// - Parameter regions: the regions of the deployment, at least one.
    func settings(_ profile: VendorProfile, regions: [String]) -> (settings: BillSettings, assumptions: [Assumption]) {
        let parts = parts(profile)
        var inputs: [BillQuantity: BillInput] = [:]
        var assumptions: [Assumption] = []
        for constant in AWSCatalog.billConstants where parts.contains(constant.quantity.part) {
            let name = "bill.quantities.\(constant.quantity.rawValue)"
            if let stated = quantities[constant.quantity] {
                inputs[constant.quantity] = BillInput(
                    value: stated.value, range: nil, provenance: stated.provenance)
                assumptions.append(
                    Assumption(name: name, value: stated.text, range: nil, provenance: stated.provenance))
            } else {
                inputs[constant.quantity] = constant.input
                assumptions.append(
                    Assumption(
                        name: name, value: constant.text.value, range: "\(constant.text.low) to \(constant.text.high)",
                        provenance: constant.input.provenance))
            }
        }
        let home = homeRegion?.value ?? regions[0]
        if !parts.isEmpty {
            assumptions.append(
                Assumption(
                    name: "bill.homeRegion", value: home, range: nil,
                    provenance: homeRegion?.provenance
                        ?? Provenance(
                            source: "Not published; the first of Regions is taken", date: "undated",
                            confidence: .assumed)))
        }
        return (BillSettings(parts: parts, homeRegion: home, inputs: inputs), assumptions)
    }

    /// Quantities that change nothing because their part is not in the bill, in the order of the table.
    func idleQuantities(_ profile: VendorProfile) -> [BillQuantity] {
        let parts = parts(profile)
        return BillQuantity.allCases.filter { quantities[$0] != nil && !parts.contains($0.part) }
    }
}

extension BillQuantity {
    /// Whether the quantity is a share of a whole.
    fileprivate var isShare: Bool { self == .spotPriceFactor || self == .initialisationWrittenFraction }
}
