import ScanModel
import VendorProfiles

/// The product whose scenarios a ``ShapeRecorder`` describes.
enum DescribedProfile: Hashable, Sendable {
    /// One that ships, by its identifier.
    case shipped(String)
    /// One in a file of the user; nil: any, so nothing is known of its parameters, stages and limits.
    case file(VendorProfile?)

    /// How the profile of a deployment is described.
    init(of deployment: Deployment) {
        self = deployment.ownProfile.map { .file($0) } ?? .shipped(deployment.profile)
    }

    var profile: VendorProfile? {
        switch self {
        case .shipped(let id): VendorProfiles.profile(id)
        case .file(let profile): profile
        }
    }
}
