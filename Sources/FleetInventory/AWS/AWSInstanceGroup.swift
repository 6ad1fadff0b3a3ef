import ScanModel

/// The group that an instance of a listing is a like member of.
///
/// The vendor takes the members of an Auto Scaling group, an EC2 fleet or a spot fleet request for alike if they start
/// from the same image and launch template (https://github.com/nelssec/qualys-snapshot-gcp @93e016f3, template 1.19).
enum AWSInstanceGroup {
    /// Tags that the cloud gives to members, the first that is there decides.
    private static let keys = ["aws:autoscaling:groupName", "aws:ec2:fleet-id", "aws:ec2spot:fleet-request-id"]
    private static let templateKeys = ["aws:ec2launchtemplate:id", "aws:ec2launchtemplate:version"]

    /// A name that members and nobody else share; nil for an instance of no group.
    static func name(tags: [Tag], imageID: String?) -> String? {
        func value(_ key: String) -> String? { tags.first { $0.key == key }?.value }
        guard let group = keys.lazy.compactMap({ key in value(key).map { "\(key)=\($0)" } }).first else { return nil }
        let template = templateKeys.map { value($0) ?? "" }.joined(separator: ":")
        return "\(group) \(imageID ?? "") \(template)"
    }
}
