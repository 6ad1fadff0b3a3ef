internal import ScanModel

/// What an answer must say of volumes of which nobody knows whether their snapshots must be copied.
enum EncryptionNotices {
    /// A sentence if such volumes are scanned and the scenario does not say what becomes of them.
    static func sentences(_ deployment: Deployment, _ demand: DemandSummary) -> [String] {
        guard let count = demand.encryptedVolumes[.unknownKey], !deployment.copying.unknownKeyIsStated else {
            return []
        }
        return [
            "\(count) of \(demand.eligibleVolumes) scanned volumes \(count == 1 ? "is" : "are") encrypted with a key that "
                + "the fleet does not tell. It is taken as one that can be shared; if it is the default key (aws/ebs), each "
                + "snapshot must first be copied with another one. policies.unknownKey says which."
        ]
    }
}
