public import ScanModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The vendor products that scanplan knows, one profile for each product and version.
///
/// A profile is a data file under `Profiles/`, carried in the binary. A new product is a new file there; after
/// `scripts/embed-data` it appears here.
public enum VendorProfiles {
    /// Every profile, sorted by product, then version.
    public static var all: [VendorProfile] { identifiers.compactMap(profile) }

    /// Every identifier, in the same order, such as `qualys-aws@1.8`.
    public static var identifiers: [String] { VendorData.current.profiles.identifiers }

    /// The profile of an identifier with its version, or nil.
    public static func profile(_ id: String) -> VendorProfile? { VendorData.current.profiles.profile(id) }

    /// The profile that a deployment follows: the user's own, or the one that ships; nil in deployments without either.
    public static func profile(of deployment: Deployment) -> VendorProfile? {
        deployment.ownProfile ?? profile(deployment.profile)
    }

    /// Versions are numbers between points, so 1.19 comes after 1.8.
    static func isBefore(_ left: String, _ right: String) -> Bool {
        func parts(_ id: String) -> (product: Substring, version: [Int]) {
            let halves = id.split(separator: "@", maxSplits: 1)
            return (halves.first ?? "", (halves.count > 1 ? halves[1] : "").split(separator: ".").map { Int($0) ?? 0 })
        }
        let (first, second) = (parts(left), parts(right))
        if first.product != second.product { return first.product < second.product }
        if first.version != second.version { return first.version.lexicographicallyPrecedes(second.version) }
        return left < right
    }

    /// Decodes a profile that ships with scanplan; a broken one is a bug.
    static func decode(_ text: String, path: String) -> VendorProfile {
        do {
            return try JSONDecoder().decode(VendorProfile.self, from: Data(text.utf8))
        } catch {
            preconditionFailure("\(path): \(error)")
        }
    }
}
