import ScanModel

/// Rules between the values of several parameters.
extension VendorParameters {
    /// Reports every rule that is broken, each where the value stands that breaks it.
    func check(_ reader: inout MappingReader) {
        if let key = name(.secondTagKey), let value = name(.secondTagValue) {
            reader.describeAllOrNone([key, value])
            checkSecondTag(reader, key: key, value: value)
        }
        checkSubnet(reader)
        checkTagLists(reader)
    }

    private func written(_ name: String?, _ reader: MappingReader) -> Field? {
        name.flatMap { reader.field.child($0) }.flatMap { $0.node.isNull ? nil : $0 }
    }

    private func checkSecondTag(_ reader: MappingReader, key keyName: String, value valueName: String) {
        let key = written(keyName, reader)
        let value = written(valueName, reader)
        if let key, value == nil {
            key.report("stands without \(valueName)", expected: "both or neither")
        }
        if let value, key == nil {
            value.report("stands without \(keyName)", expected: "both or neither")
        }
        if let key, let firstName = name(.tagKey), let first = tagText(.tagKey), tagText(.secondTagKey) == first {
            key.report(
                "is the same key as \(firstName)", expected: "another key; an instance carries each key once")
        }
    }

    /// A block that is left out is the vendor's own.
    private func checkSubnet(_ reader: MappingReader) {
        guard let subnet = block(.subnet), let network = block(.network), !network.contains(subnet),
            let networkName = name(.network), let subnetName = name(.subnet)
        else { return }
        if let field = written(subnetName, reader) {
            field.report(
                "\(subnet) does not lie in \(networkName) \(network)", expected: "a block inside it or equal to it")
        } else {
            written(networkName, reader)?.report(
                "\(network) does not hold \(subnet), the vendor's \(subnetName)",
                expected: "a block around it, or a \(subnetName) inside this one")
        }
    }

    /// Lists that no instance, or no volume, could satisfy.
    private func checkTagLists(_ reader: MappingReader) {
        let must = tags(.mustHave)
        var values: [String: String] = [:]
        for tag in must {
            if let other = values.updateValue(tag.value, forKey: tag.key), other != tag.value {
                written(name(.mustHave), reader)?.report(
                    "asks for two values of the key `\(Excerpt.of(tag.key))`",
                    expected: "one; an instance carries each key once")
            }
        }
        let none = Set(tags(.none))
        for role in [VendorProfile.Parameter.Role.mustHave, .atLeastOne] {
            let tags = tags(role)
            // Of a list of which one tag is enough, only a list without any way out is a contradiction.
            let refused = tags.filter(none.contains)
            guard let first = refused.first, role == .mustHave || refused.count == tags.count else { continue }
            written(name(.none), reader)?.report(
                "keeps out what \(name(role) ?? "") asks for, `\(Excerpt.of("\(first.key)=\(first.value)"))`",
                expected: "other tags, as nothing would be scanned")
        }
    }
}
