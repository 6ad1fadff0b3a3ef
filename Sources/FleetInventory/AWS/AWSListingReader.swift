import FoundationEssentials
import ScanModel

/// Reads one file after the other into the tables, and collects every issue.
struct AWSListingReader {
    /// Issues of one file beyond this number are counted, not told.
    static let issuesPerFileMax = 100

    private(set) var tables = AWSFleetTables()
    private(set) var issues: [InputIssue] = []

    /// Issues of the file at hand, with their places still as paths.
    private var found: [(path: JSONPath, problem: String, expected: String, suggestion: String?)] = []
    private var untold = 0

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
            report(.document, "the document cannot be read", Wording.listingCommands)
        }
        tellIssues(of: name, data)
    }

    private mutating func read(_ document: FoundValue<AWSListing>) {
        let listing: AWSListing
        switch document {
        case .expected(let object): listing = object
        case .other(let found):
            report(
                .document, "the document is \(found)", "an object with the key Reservations or Volumes",
                suggestion: found == "a list" ? "the same command without --query" : nil)
            return
        }
        guard listing.keys.contains("Reservations") || listing.keys.contains("Volumes") else {
            let shown = listing.keys.prefix(4).map(Wording.quoted).joined(separator: ", ")
            let more = listing.keys.count > 4 ? " and \(listing.keys.count - 4) more" : ""
            report(
                .document,
                listing.keys.isEmpty
                    ? "the document is an empty object"
                    : "the document has neither Reservations nor Volumes, but \(shown)\(more)",
                Wording.listingCommands)
            return
        }
        if let token = listing.nextToken, token.value != "" {
            report(
                JSONPath.document.key("NextToken"), "the listing is incomplete: more pages follow",
                "the whole listing; run the client without --max-items and --no-paginate")
        }
        read(reservations: elements(listing.reservations, of: .document, "Reservations"))
        read(volumes: elements(listing.volumes, of: .document, "Volumes"))
    }

    private mutating func read(reservations: [FoundValue<AWSReservation>]) {
        for (index, element) in reservations.enumerated() {
            let path = JSONPath.document.element("Reservations", index)
            guard let reservation = value(element, at: path, "an object") else { continue }
            let account = account(of: reservation, at: path)
            for (index, element) in elements(reservation.instances, of: path, "Instances").enumerated() {
                let path = path.element("Instances", index)
                guard let instance = value(element, at: path, "an object") else { continue }
                read(instance, at: path, account: account)
            }
        }
    }

    private mutating func account(of reservation: AWSReservation, at path: JSONPath) -> String? {
        let expected = "the 12 digits of an account"
        guard let account = requiredText(reservation.ownerID, of: path, "OwnerId", expected) else { return nil }
        guard account.utf8.count == 12, account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            report(path.key("OwnerId"), "found the text \(Wording.quoted(account))", expected)
            return nil
        }
        return account
    }

    private mutating func read(_ instance: AWSInstance, at path: JSONPath, account: String?) {
        let before = found.count + untold
        let id = requiredText(instance.instanceID, of: path, "InstanceId", "a text such as \"i-0123456789abcdef0\"")
        let volumes = volumeIDs(of: instance, at: path)
        let stateObject = required(instance.state, of: path, "State", "an object with the key Name")
        let state = stateObject.flatMap {
            requiredText($0.name, of: path.key("State"), "Name", "a state such as \"running\"")
        }
        guard let id, let state else { return }
        guard state == "running" || state == "stopped" else {
            if found.count + untold == before, tables.isFirst(instance: id) {
                tables.add(unscannableState: String(state.unicodeScalars.prefix(40)), volumes: volumes)
            }
            return
        }
        let zone = zone(of: instance, at: path)
        let platform = platform(of: instance, at: path)
        let tags = tags(instance.tags, at: path)
        let traits = traits(of: instance, at: path)
        let kind = kind(of: instance, at: path)
        let imageID = optional(instance.imageID, of: path, "ImageId", "a text such as \"ami-0123456789abcdef0\"")
        guard found.count + untold == before, let account, let zone, tables.isFirst(instance: id) else { return }
        tables.add(
            account: account, zone: zone, platform: platform, tags: tags, volumes: volumes, traits: traits,
            kind: kind, group: AWSInstanceGroup.name(tags: tags, imageID: imageID))
    }

    private mutating func zone(of instance: AWSInstance, at path: JSONPath) -> AvailabilityZone? {
        let expected = "a zone such as \"us-east-1a\""
        let key = "AvailabilityZone"
        guard let placement = required(instance.placement, of: path, "Placement", "an object with the key \(key)"),
            let name = requiredText(placement.zone, of: path.key("Placement"), key, expected)
        else { return nil }
        let place = path.key("Placement").key(key)
        guard let zone = AvailabilityZone(name) else {
            report(place, "found the text \(Wording.quoted(name))", expected)
            return nil
        }
        guard tables.hasRoom(forRegion: zone.region) else {
            report(place, "this is one region too many", "at most \(AWSFleetTables.regionsMax) regions")
            return nil
        }
        return zone
    }

    private mutating func platform(of instance: AWSInstance, at path: JSONPath) -> Platform {
        let platform = optional(instance.platform, of: path, "Platform", "a text")
        let details = optional(instance.platformDetails, of: path, "PlatformDetails", "a text")
        return platform?.lowercased() == "windows" || details?.hasPrefix("Windows") == true ? .windows : .linux
    }

    private mutating func traits(of instance: AWSInstance, at path: JSONPath) -> InstanceTraits {
        var traits: InstanceTraits = []
        if optional(instance.architecture, of: path, "Architecture", "a text")?.hasPrefix("arm64") == true {
            traits.insert(.arm64)
        }
        if optional(instance.hasENA, of: path, "EnaSupport", "true or false") == false { traits.insert(.withoutENA) }
        for (index, element) in elements(instance.productCodes, of: path, "ProductCodes").enumerated() {
            let path = path.element("ProductCodes", index)
            guard let code = value(element, at: path, "an object with the key ProductCodeType") else { continue }
            if optional(code.kind, of: path, "ProductCodeType", "a text") == "marketplace" {
                traits.insert(.marketplace)
            }
        }
        return traits
    }

    /// The operating system as the bill names it, unless it names just a family, and the machine type.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html
    private mutating func kind(of instance: AWSInstance, at path: JSONPath) -> InstanceKind {
        let details = optional(instance.platformDetails, of: path, "PlatformDetails", "a text") ?? ""
        return InstanceKind(
            system: ["linux/unix", "windows"].contains(details.lowercased()) ? "" : details,
            machineType: optional(instance.machineType, of: path, "InstanceType", "a text such as \"t3.medium\"") ?? "")
    }

    private mutating func tags(_ list: FoundList<AWSTag>?, at path: JSONPath) -> [Tag] {
        var tags: [Tag] = []
        for (index, element) in elements(list, of: path, "Tags").enumerated() {
            let path = path.element("Tags", index)
            guard let tag = value(element, at: path, "an object with the keys Key and Value"),
                let key = requiredText(tag.key, of: path, "Key", "a text")
            else { continue }
            tags.append(Tag(key: key, value: optional(tag.value, of: path, "Value", "a text") ?? ""))
        }
        return tags
    }

    private mutating func volumeIDs(of instance: AWSInstance, at path: JSONPath) -> [String] {
        let root = optional(instance.rootDevice, of: path, "RootDeviceName", "a text such as \"/dev/xvda\"")
        var volumes: [String] = []
        for (index, element) in elements(instance.mappings, of: path, "BlockDeviceMappings").enumerated() {
            let path = path.element("BlockDeviceMappings", index)
            guard let mapping = value(element, at: path, "an object"),
                let ebs = optional(mapping.ebs, of: path, "Ebs", "an object with the key VolumeId"),
                let volume = requiredText(ebs.volumeID, of: path.key("Ebs"), "VolumeId", Self.volumeIDExpected)
            else { continue }
            // Fleets list the volume that an instance starts from first.
            let device = optional(mapping.device, of: path, "DeviceName", "a text such as \"/dev/xvda\"")
            volumes.insert(volume, at: device != nil && device == root ? 0 : volumes.count)
        }
        return volumes
    }

    private mutating func read(volumes: [FoundValue<AWSVolume>]) {
        let sizeExpected = "a whole number of GiB from 1 to 65536"
        for (index, element) in volumes.enumerated() {
            let path = JSONPath.document.element("Volumes", index)
            guard let volume = value(element, at: path, "an object") else { continue }
            let id = requiredText(volume.volumeID, of: path, "VolumeId", Self.volumeIDExpected)
            let isEncrypted = optional(volume.isEncrypted, of: path, "Encrypted", "true or false") ?? false
            let key = optional(volume.keyID, of: path, "KmsKeyId", "a text such as \"arn:aws:kms:...\"")
            let tags = tags(volume.tags, at: path)
            guard let size = required(volume.size, of: path, "Size", sizeExpected) else { continue }
            if !(1...65_536).contains(size) {
                report(path.key("Size"), "found the number \(size)", sizeExpected)
            } else if let id {
                tables.add(volume: id, size: Int32(size), key: isEncrypted ? AWSKeyName(key ?? "") : nil, tags: tags)
            }
        }
    }

    private static let volumeIDExpected = "a text such as \"vol-0123456789abcdef0\""
}

// MARK: - Fields

extension AWSListingReader {
    /// The value of a field that may be absent.
    private mutating func optional<Value>(
        _ field: FoundValue<Value>?, of path: JSONPath, _ name: String, _ expected: String
    ) -> Value? {
        guard case .other(let found) = field else { return field?.value }
        report(path.key(name), "found \(found)", expected)
        return nil
    }

    /// The value of a field that must be there.
    private mutating func required<Value>(
        _ field: FoundValue<Value>?, of path: JSONPath, _ name: String, _ expected: String
    ) -> Value? {
        if field == nil { report(path, "\(name) is missing", expected) }
        return optional(field, of: path, name, expected)
    }

    /// The text of a field that must be there and must not be empty.
    private mutating func requiredText(
        _ field: FoundValue<String>?, of path: JSONPath, _ name: String, _ expected: String
    ) -> String? {
        guard let text = required(field, of: path, name, expected) else { return nil }
        if text.isEmpty { report(path.key(name), "\(name) is empty", expected) }
        return text.isEmpty ? nil : text
    }

    private mutating func elements<Element>(
        _ field: FoundList<Element>?, of path: JSONPath, _ name: String
    ) -> [FoundValue<Element>] {
        optional(field, of: path, name, "a list") ?? []
    }

    private mutating func value<Value>(_ element: FoundValue<Value>, at path: JSONPath, _ expected: String) -> Value? {
        guard case .other(let found) = element else { return element.value }
        report(path, "found \(found)", expected)
        return nil
    }

    private mutating func report(_ path: JSONPath, _ problem: String, _ expected: String, suggestion: String? = nil) {
        if found.count < Self.issuesPerFileMax {
            found.append((path, problem, expected, suggestion))
        } else {
            untold += 1
        }
    }

    /// Gives the issues of the file at hand their lines and columns.
    private mutating func tellIssues(of name: String, _ data: Data) {
        defer { (found, untold) = ([], 0) }
        if found.isEmpty { return }
        let bytes = [UInt8](data)
        let offsets = JSONScanner.offsets(of: found.map(\.path), in: bytes)
        let positions = TextPosition.positions(of: Array(offsets.values), in: bytes)
        for issue in found {
            let position = offsets[issue.path].flatMap { positions[$0] }
            issues.append(
                InputIssue(
                    file: name, line: position?.line ?? 0, column: position?.column ?? 0,
                    path: issue.path.description, problem: issue.problem, expected: issue.expected,
                    suggestion: issue.suggestion))
        }
        if untold > 0 {
            issues.append(
                InputIssue(
                    file: name, line: 0, column: 0, path: "",
                    problem: "\(untold) more issues of this file are not shown"))
        }
    }
}
