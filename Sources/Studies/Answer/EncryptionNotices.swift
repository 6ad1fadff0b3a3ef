internal import ScanModel

/// What an answer must say of encrypted volumes as long as the copies that some of them need are left out.
enum EncryptionNotices {
    /// A sentence for each kind of key that needs, or may need, a copy; empty if nothing scanned is encrypted so.
    static func sentences(_ demand: DemandSummary) -> [String] {
        var sentences: [String] = []
        if let count = demand.encryptedVolumes[.defaultKey] {
            sentences.append(
                "\(share(count, demand)) encrypted with the default key (aws/ebs), which cannot be shared: each snapshot "
                    + "must first be copied with another key. This copy is not modelled yet; times, requests and costs "
                    + "leave it out.")
        }
        if let count = demand.encryptedVolumes[.unknownKey] {
            sentences.append(
                "\(share(count, demand)) encrypted with a key that the fleet does not tell. If it is the default key "
                    + "(aws/ebs), each snapshot must first be copied with another key, which is not modelled yet.")
        }
        return sentences
    }

    private static func share(_ count: Int, _ demand: DemandSummary) -> String {
        "\(count) of \(demand.eligibleVolumes) scanned volumes \(count == 1 ? "is" : "are")"
    }
}
