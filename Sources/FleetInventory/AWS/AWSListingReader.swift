import FoundationEssentials
import ScanModel

/// Reads one file after the other into the tables, and collects every issue.
struct AWSListingReader {
    private(set) var tables = AWSFleetTables()
    private(set) var issues: [InputIssue] = []

    private var log = ListingLog()

    /// Reads one file; its issues join the others.
    mutating func read(name: String, bytes: consuming [UInt8]) {
        tables.intake.files += 1
        var text = JSONText.normalized(bytes)
        bytes = []
        do throws(JSONScanner.Fault) {
            try JSONScanner.check(text)
        } catch {
            let position = TextPosition.positions(of: [error.offset], in: text)[error.offset]
            issues.append(
                InputIssue(
                    file: name, line: position?.line ?? 0, column: position?.column ?? 0, path: "",
                    problem: error.problem, expected: error.expected))
            return
        }
        let data = Data(text)
        text = []
        do {
            read(try JSONDecoder().decode(FoundValue<AWSListing>.self, from: data))
        } catch {
            log.report(.document, "the document cannot be read", Wording.listingCommands)
        }
        issues += log.takeIssues(of: name, in: [UInt8](data))
    }

    private mutating func read(_ document: FoundValue<AWSListing>) {
        let listing: AWSListing
        switch document {
        case .expected(let object): listing = object
        case .other(let found):
            log.report(
                .document, "the document is \(found)", "an object with the key Reservations or Volumes",
                suggestion: found == "a list" ? "the same command without --query" : nil)
            return
        }
        guard listing.keys.contains("Reservations") || listing.keys.contains("Volumes") else {
            let shown = listing.keys.prefix(4).map(Wording.quoted).joined(separator: ", ")
            let more = listing.keys.count > 4 ? " and \(listing.keys.count - 4) more" : ""
            log.report(
                .document,
                listing.keys.isEmpty
                    ? "the document is an empty object"
                    : "the document has neither Reservations nor Volumes, but \(shown)\(more)",
                Wording.listingCommands)
            return
        }
        if let token = listing.nextToken, token.value != "" {
            log.report(
                JSONPath.document.key("NextToken"), "the listing is incomplete: more pages follow",
                "the whole listing; run the client without --max-items and --no-paginate")
        }
        read(reservations: log.elements(listing.reservations, of: .document, "Reservations"))
        read(volumes: log.elements(listing.volumes, of: .document, "Volumes"))
    }

    private mutating func read(reservations: [FoundValue<AWSReservation>]) {
        for (index, element) in reservations.enumerated() {
            let path = JSONPath.document.element("Reservations", index)
            guard let reservation = log.value(element, at: path, "an object") else { continue }
            let account = account(of: reservation, at: path)
            for (index, element) in log.elements(reservation.instances, of: path, "Instances").enumerated() {
                let path = path.element("Instances", index)
                guard let instance = log.value(element, at: path, "an object") else { continue }
                read(instance, at: path, account: account)
            }
        }
    }

    private mutating func account(of reservation: AWSReservation, at path: JSONPath) -> String? {
        let expected = "the 12 digits of an account"
        guard let account = log.requiredText(reservation.ownerID, of: path, "OwnerId", expected) else { return nil }
        guard AccountName.isNumber(account.utf8) else {
            log.report(path.key("OwnerId"), "found the text \(Wording.quoted(account))", expected)
            return nil
        }
        return account
    }

    private mutating func read(_ instance: AWSInstance, at path: JSONPath, account: String?) {
        let before = log.count
        let id = log.requiredText(instance.instanceID, of: path, "InstanceId", "a text such as \"i-0123456789abcdef0\"")
        let volumes = volumeIDs(of: instance, at: path)
        let stateObject = log.required(instance.state, of: path, "State", "an object with the key Name")
        let state = stateObject.flatMap {
            log.requiredText($0.name, of: path.key("State"), "Name", "a state such as \"running\"")
        }
        guard let id, let state else { return }
        guard state == "running" || state == "stopped" else {
            if log.count == before, tables.isFirst(instance: id) {
                tables.add(unscannableState: String(state.unicodeScalars.prefix(40)), volumes: volumes)
            }
            return
        }
        let zone = zone(of: instance, at: path)
        let platform = platform(of: instance, at: path)
        let tags = tags(instance.tags, at: path)
        let traits = traits(of: instance, at: path)
        let kind = kind(of: instance, at: path)
        let imageID = log.optional(instance.imageID, of: path, "ImageId", "a text such as \"ami-0123456789abcdef0\"")
        guard log.count == before, let account, let zone, tables.isFirst(instance: id) else { return }
        tables.add(
            account: account, zone: zone, platform: platform, tags: tags, volumes: volumes, traits: traits,
            kind: kind, group: AWSInstanceGroup.name(tags: tags, imageID: imageID))
    }

    private mutating func zone(of instance: AWSInstance, at path: JSONPath) -> AvailabilityZone? {
        let expected = "a zone such as \"us-east-1a\""
        let key = "AvailabilityZone"
        guard let placement = log.required(instance.placement, of: path, "Placement", "an object with the key \(key)"),
            let name = log.requiredText(placement.zone, of: path.key("Placement"), key, expected)
        else { return nil }
        let place = path.key("Placement").key(key)
        guard let zone = AvailabilityZone(name) else {
            log.report(place, "found the text \(Wording.quoted(name))", expected)
            return nil
        }
        guard tables.hasRoom(forRegion: zone.region) else {
            log.report(place, "this is one region too many", "at most \(AWSFleetTables.regionsMax) regions")
            return nil
        }
        return zone
    }

    private mutating func platform(of instance: AWSInstance, at path: JSONPath) -> Platform {
        let platform = log.optional(instance.platform, of: path, "Platform", "a text")
        let details = log.optional(instance.platformDetails, of: path, "PlatformDetails", "a text")
        return platform?.lowercased() == "windows" || details?.hasPrefix("Windows") == true ? .windows : .linux
    }

    private mutating func traits(of instance: AWSInstance, at path: JSONPath) -> InstanceTraits {
        var traits: InstanceTraits = []
        if log.optional(instance.architecture, of: path, "Architecture", "a text")?.hasPrefix("arm64") == true {
            traits.insert(.arm64)
        }
        if log.optional(instance.hasENA, of: path, "EnaSupport", "true or false") == false {
            traits.insert(.withoutENA)
        }
        for (index, element) in log.elements(instance.productCodes, of: path, "ProductCodes").enumerated() {
            let path = path.element("ProductCodes", index)
            guard let code = log.value(element, at: path, "an object with the key ProductCodeType") else { continue }
            if log.optional(code.kind, of: path, "ProductCodeType", "a text") == "marketplace" {
                traits.insert(.marketplace)
            }
        }
        return traits
    }

    /// The operating system as the bill names it, unless it names just a family, and the machine type.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html
    private mutating func kind(of instance: AWSInstance, at path: JSONPath) -> InstanceKind {
        let details = log.optional(instance.platformDetails, of: path, "PlatformDetails", "a text") ?? ""
        return InstanceKind(
            system: ["linux/unix", "windows"].contains(details.lowercased()) ? "" : details,
            machineType: log.optional(instance.machineType, of: path, "InstanceType", "a text such as \"t3.medium\"")
                ?? "")
    }

    private mutating func tags(_ list: FoundList<AWSTag>?, at path: JSONPath) -> [Tag] {
        var tags: [Tag] = []
        for (index, element) in log.elements(list, of: path, "Tags").enumerated() {
            let path = path.element("Tags", index)
            guard let tag = log.value(element, at: path, "an object with the keys Key and Value"),
                let key = log.requiredText(tag.key, of: path, "Key", "a text")
            else { continue }
            tags.append(Tag(key: key, value: log.optional(tag.value, of: path, "Value", "a text") ?? ""))
        }
        return tags
    }

    private mutating func volumeIDs(of instance: AWSInstance, at path: JSONPath) -> [String] {
        let root = log.optional(instance.rootDevice, of: path, "RootDeviceName", "a text such as \"/dev/xvda\"")
        var volumes: [String] = []
        for (index, element) in log.elements(instance.mappings, of: path, "BlockDeviceMappings").enumerated() {
            let path = path.element("BlockDeviceMappings", index)
            guard let mapping = log.value(element, at: path, "an object"),
                let ebs = log.optional(mapping.ebs, of: path, "Ebs", "an object with the key VolumeId"),
                let volume = log.requiredText(ebs.volumeID, of: path.key("Ebs"), "VolumeId", Self.volumeIDExpected)
            else { continue }
            // Fleets list the volume that an instance starts from first.
            let device = log.optional(mapping.device, of: path, "DeviceName", "a text such as \"/dev/xvda\"")
            volumes.insert(volume, at: device != nil && device == root ? 0 : volumes.count)
        }
        return volumes
    }

    private mutating func read(volumes: [FoundValue<AWSVolume>]) {
        let sizeExpected = "a whole number of GiB from 1 to 65536"
        for (index, element) in volumes.enumerated() {
            let path = JSONPath.document.element("Volumes", index)
            guard let volume = log.value(element, at: path, "an object") else { continue }
            let id = log.requiredText(volume.volumeID, of: path, "VolumeId", Self.volumeIDExpected)
            let isEncrypted = log.optional(volume.isEncrypted, of: path, "Encrypted", "true or false") ?? false
            let key = log.optional(volume.keyID, of: path, "KmsKeyId", "a text such as \"arn:aws:kms:...\"")
            let tags = tags(volume.tags, at: path)
            guard let size = log.required(volume.size, of: path, "Size", sizeExpected) else { continue }
            if !(1...65_536).contains(size) {
                log.report(path.key("Size"), "found the number \(size)", sizeExpected)
            } else if let id {
                tables.add(volume: id, size: Int32(size), key: isEncrypted ? AWSKeyName(key ?? "") : nil, tags: tags)
            }
        }
    }

    private static let volumeIDExpected = "a text such as \"vol-0123456789abcdef0\""
}
