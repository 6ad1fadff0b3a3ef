import ScanModel

/// How a scenario says whose keys encrypt volumes.
extension Field {
    /// One word for all volumes of an instance, or a list with one for each.
    ///
    /// - Parameter volumes: how many there are; nil if that is not known, and then any number will do.
    /// - Returns: one value for each volume, or none if no volume is encrypted.
    func encryption(volumes: Int?) -> [VolumeEncryption]? {
        let words = VolumeEncryption.allCases.map { (word: $0.name, value: $0) }
        if let recorder {
            let word = DocumentShape.choice(words.map(\.word))
            recorder.note(.either([word, .list(word, count: 0...1000, isUnique: false)]))
            return nil
        }
        let values: [VolumeEncryption]
        if case .sequence = node.content {
            guard let listed = list(count: 0...1000, { $0.choice(words) }) else { return nil }
            values = listed.compactMap { $0 }
            if let volumes, listed.count != volumes {
                report(
                    "has \(listed.count) \(listed.count == 1 ? "element" : "elements") for "
                        + "\(volumes) \(volumes == 1 ? "volume" : "volumes")",
                    expected: "one for each volume, or one word for all of them")
                return nil
            }
            guard values.count == listed.count else { return nil }
        } else {
            guard let word = choice(words) else { return nil }
            values = Array(repeating: word, count: volumes ?? 0)
        }
        return values.allSatisfy { $0 == .none } ? [] : values
    }

    /// Shares of volumes by whose key encrypts them. Their sum is not checked; see `EncryptionShares.faults`.
    func encryptionShares() -> EncryptionShares? {
        mapping { reader in
            let customerKey =
                reader.optional("customerKey", "Share under a key of the customer.").map { $0.fraction() } ?? .zero
            let defaultKey =
                reader.optional("defaultKey", "Share under the key `aws/ebs`.").map { $0.fraction() } ?? .zero
            guard let customerKey, let defaultKey else { return nil }
            return EncryptionShares(customerKey: customerKey, defaultKey: defaultKey)
        }
    }
}
