import ScanModel
import VendorProfiles

extension ScenarioShape {
    /// What holds in a deployment of each profile that ships where nothing is stated: the value by the path below the
    /// deployment.
    ///
    /// In the order of the profiles. Complexity: O(constants).
    public static var defaults: [(profile: String, values: [String: String])] {
        VendorProfiles.all.filter { $0.id != ReferenceDocument.profile }.map { profile in
            let standards = ProfileStandards(profile)
            let stated = standards.paths.compactMap { path in standards[path]?.value.map { (path, $0) } }
            return (profile.id, Dictionary(uniqueKeysWithValues: stated))
        }
    }
}
