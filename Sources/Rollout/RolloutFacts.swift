import ScanModel
import VendorProfiles

/// What a profile says of deploying and of what a deployment leaves behind.
struct RolloutFacts: Hashable, Sendable {
    private let profile: VendorProfile?

    init(_ deployment: Deployment) { profile = VendorProfiles.profile(of: deployment) }

    /// A constant as it is written; nil if the profile has none of that name.
    func text(_ name: String) -> String? { profile?.constant(name)?.value }

    /// The words of a constant; empty if the profile has none of that name.
    func words(_ name: String) -> [String] { text(name).map { $0.split(separator: " ").map(String.init) } ?? [] }

    /// A constant in whole seconds or hours, such as `1800s` or `4h`; nil if the profile has none of that name.
    func seconds(_ name: String) -> Int? {
        guard let text = text(name), let number = Int(text.dropLast()) else { return nil }
        return text.hasSuffix("h") ? number * 3600 : number
    }
}
