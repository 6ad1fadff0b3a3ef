import ScanModel

/// What the name of an encryption key tells about the volumes it encrypts.
///
/// A volume listing names keys by their ARN, `arn:aws:kms:us-east-1:111122223333:key/...`, which does not say whether it
/// is the key that AWS makes for EBS in every account. Three forms settle it: an alias; a multi-Region key, which only
/// customers make; and a key of another account than the volume's, because a default key works in its account only.
struct AWSKeyName: Hashable {
    /// What the name says by itself.
    var encryption: VolumeEncryption
    /// The account that owns the key; nil if the name does not say.
    var account: String?

    init(_ name: String) {
        let parts = name.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        let isARN = parts.count == 6 && parts[0] == "arn" && parts[2] == "kms"
        account = isARN && !parts[4].isEmpty ? String(parts[4]) : nil
        let key = isARN ? parts[5] : name[...]
        if key == "alias/aws/ebs" {
            encryption = .defaultKey
        } else if key.hasPrefix("alias/") && !key.hasPrefix("alias/aws/") {
            encryption = .customerKey
        } else if key.hasPrefix("key/mrk-") || key.hasPrefix("mrk-") {
            encryption = .customerKey
        } else {
            encryption = .unknownKey
        }
    }
}
