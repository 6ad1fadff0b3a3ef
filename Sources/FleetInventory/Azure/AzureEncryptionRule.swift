import ScanModel

/// Whose key encrypts a disk, as far as its listing or its machine tells.
///
/// The service encrypts every disk. Where the key is its own, a snapshot can be used from any subscription that is
/// allowed to, so nothing stands in the way of a scan and the disk counts as not encrypted. The types are those of
/// https://learn.microsoft.com/rest/api/compute/disks/list#encryptiontype.
///
/// A disk that the guest itself encrypts, and a confidential machine's disk under the platform's key, can be read with
/// keys alone that nobody lists, so whose they are is unknown.
enum AzureEncryptionRule {
    /// By `encryption.type` of a disk; nil for a type that nobody has documented.
    static func encryption(ofType type: String) -> VolumeEncryption? {
        switch type.lowercased() {
        case "encryptionatrestwithplatformkey": VolumeEncryption.none
        case "encryptionatrestwithcustomerkey", "encryptionatrestwithplatformandcustomerkeys": .customerKey
        default: nil
        }
    }

    /// By `securityProfile.securityType` of a disk; nil if that says nothing of its content.
    static func encryption(ofSecurityType type: String) -> VolumeEncryption? {
        switch type.lowercased() {
        case "confidentialvm_diskencryptedwithcustomerkey": .customerKey
        case "confidentialvm_diskencryptedwithplatformkey": .unknownKey
        default: nil
        }
    }
}
