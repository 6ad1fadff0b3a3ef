internal import DocumentReading
internal import ScanModel

extension AzureRowReader {
    /// Disks of one machine beyond which a question names the place of an earlier one; services allow less than 100.
    private static let placesPerMachineMax = 100

    /// Reads a machine whose fields were found.
    mutating func read(machine: JSONNode, _ id: AzureResourceID, _ elements: inout JSONElements) {
        let before = issues.count
        let (disksStart, placesStart) = (rows.references.count, rows.unsized.count)
        let name = rows.texts.intern(id.text)
        let location = location(of: machine, &elements)
        let storage = issues.required(
            &elements, body(.storageProfile), of: bodyNode ?? machine, "storageProfile", .object,
            "an object with the keys osDisk and dataDisks")
        let views = views(&elements)
        let state = state(views, &elements)
        let tagSet = tags(&elements)
        let kind = kind(storage, views, &elements)
        let scaleSet = issues.optional(
            &elements, body(.virtualMachineScaleSet), .object, "an object with the key id"
        ).flatMap { text("id", of: $0, Self.idExpected, &elements) }
        let edge = issues.optional(&elements, top(.extendedLocation), .object, "an object")
        let plan = issues.optional(&elements, top(.plan), .object, "an object with the key name")
        let platform = storage.map { readDisks($0, of: id, &elements) } ?? .linux
        guard issues.count == before, let location else {
            rows.references.removeSubrange(disksStart...)
            rows.unsized.removeSubrange(placesStart...)
            return
        }
        let group = (scaleSet?.lowercased()).flatMap { $0.isEmpty ? nil : $0 } ?? id.scaleSet
        rows.machines.append(
            AzureListingRows.Machine(
                id: name, account: rows.texts.intern(id.subscription), region: location,
                state: state.map { rows.texts.intern($0) } ?? -1, platform: platform, tagSet: tagSet,
                isMarketplace: plan != nil, group: group.map { rows.texts.intern($0) } ?? -1, system: kind.system,
                machineType: kind.machineType, isAtEdge: edge != nil, disksEnd: rows.references.count))
    }

    /// Reads the disks of a machine and tells its platform.
    private mutating func readDisks(
        _ storage: JSONNode, of machine: AzureResourceID, _ elements: inout JSONElements
    ) -> Platform {
        var platform = Platform.linux
        let system = issues.required(
            &elements, elements.element.member("osDisk", of: storage), of: storage, "osDisk", .object,
            "an object with the key managedDisk")
        if let system {
            if text("osType", of: system, "Linux or Windows", &elements)?.lowercased() == "windows" {
                platform = .windows
            }
            attach(system, number: 0, of: machine, &elements)
        }
        let data = issues.elements(&elements, elements.element.member("dataDisks", of: storage))
        for (index, disk) in data.enumerated() {
            guard issues.isObject(&elements, disk, "an object with the key managedDisk") else { continue }
            attach(disk, number: index + 1, of: machine, &elements)
        }
        return platform
    }

    /// Adds a disk of a machine, unless it lies on the host or is a blob.
    private mutating func attach(
        _ disk: JSONNode, number: Int, of machine: AzureResourceID, _ elements: inout JSONElements
    ) {
        elements.element.collect(Self.diskFields, disk, into: &part)
        let (ephemeralField, blobField, managedField, settings) = (part[0], part[1], part[2], part[5])
        let (current, former) = (part[3], part[4])
        let ephemeral = issues.optional(&elements, ephemeralField, .object, "an object")
        let blob = issues.optional(&elements, blobField, .object, "an object with the key uri")
        let managed = issues.optional(&elements, managedField, .object, "an object with the key id")
        let size = size(current, former, &elements)
        let isLocal = ephemeral.flatMap { text("option", of: $0, "a text", &elements) } == "Local"
        if isLocal || blob != nil && managed == nil { return }
        var named: JSONNode?
        var encryption = VolumeEncryption.none
        if let managed {
            named = issues.optional(&elements, elements.element.member("id", of: managed), .text, Self.idExpected)
            encryption = self.encryption(of: managed, &elements)
        }
        if isOn(settings, &elements) { encryption = .unknownKey }
        let name = named.flatMap { elements.element.text($0) } ?? ""
        // A machine that is about to be made has disks without names.
        guard let id = name.isEmpty ? "\(machine.text) \(number)" : AzureResourceID(name)?.text else {
            if let named {
                issues.report(
                    &elements, at: named, "found \(elements.element.description(of: named))", Self.idExpected)
            }
            return
        }
        var place: Int32 = -1
        if size == nil {
            // The path of a value costs the values before it, so a hostile list must not ask for each.
            if number < Self.placesPerMachineMax || rows.unsized.isEmpty {
                rows.unsized.append(ListingPlace(elements.issue(at: disk, problem: "")))
            }
            place = Int32(rows.unsized.count - 1)
        }
        rows.references.append(
            AzureListingRows.Reference(
                disk: rows.texts.intern(id), size: size ?? 0, encryption: encryption, place: place))
    }

    private static let diskFields = JSONFields([
        "diffDiskSettings", "vhd", "managedDisk", "diskSizeGB", "diskSizeGb", "encryptionSettings",
    ])

    /// Whose key encrypts a disk, as its machine tells it.
    private mutating func encryption(of managed: JSONNode, _ elements: inout JSONElements) -> VolumeEncryption {
        var encryption = VolumeEncryption.none
        if let keys = object("diskEncryptionSet", of: managed, "an object with the key id", &elements),
            isThere(elements.element.member("id", of: keys), elements.element)
        {
            encryption = .customerKey
        }
        if let security = object("securityProfile", of: managed, "an object", &elements),
            text("securityEncryptionType", of: security, "a text", &elements) == "DiskWithVMGuestState"
        {
            let keys = elements.element.member("diskEncryptionSet", of: security)
            encryption = isThere(keys, elements.element) ? .customerKey : .unknownKey
        }
        return encryption
    }

    /// The state of a machine that no scan covers; nil for one that scans cover.
    ///
    /// Snapshots of running, stopped and deallocated machines can be taken
    /// (https://learn.microsoft.com/azure/virtual-machines/states-billing names the states).
    private mutating func state(_ views: [JSONNode], _ elements: inout JSONElements) -> String? {
        var word = ""
        // What `az vm list --show-details` adds.
        if let text = text(top(.powerState), "a text such as \"VM running\"", &elements) {
            word = text.lowercased()
            if word.hasPrefix("vm ") { word.removeFirst(3) }
        }
        for view in views {
            for status in issues.elements(&elements, elements.element.member("statuses", of: view)) {
                guard issues.isObject(&elements, status, "an object with the key code") else { continue }
                let code = text("code", of: status, "a text such as \"PowerState/running\"", &elements)
                if word.isEmpty, let code { word = Self.powerState(of: code) ?? "" }
            }
            if let status = object("powerState", of: view, "an object with the key code", &elements) {
                let code = text("code", of: status, "a text", &elements)
                if word.isEmpty, let code { word = Self.powerState(of: code) ?? "" }
            }
        }
        if let provisioning = text(body(.provisioningState), "a text", &elements)?.lowercased(),
            ["creating", "deleting"].contains(provisioning)
        {
            return provisioning
        }
        return ["", "running", "stopped", "deallocated"].contains(word) ? nil : String(word.unicodeScalars.prefix(40))
    }

    private static func powerState(of code: String) -> String? {
        let parts = code.lowercased().split(separator: "/", maxSplits: 1)
        return parts.count == 2 && parts[0] == "powerstate" ? String(parts[1]) : nil
    }

    /// What is told of a machine at run time, by the service itself and by Resource Graph.
    private mutating func views(_ elements: inout JSONElements) -> [JSONNode] {
        var views: [JSONNode] = []
        if let view = issues.optional(&elements, body(.instanceView), .object, "an object") { views.append(view) }
        if let extended = issues.optional(&elements, body(.extended), .object, "an object"),
            let view = object("instanceView", of: extended, "an object", &elements)
        {
            views.append(view)
        }
        return views
    }

    /// The operating system as the guest names it, else as the image does, and the machine size, as indices into the
    /// texts, or -1.
    private mutating func kind(
        _ storage: JSONNode?, _ views: [JSONNode], _ elements: inout JSONElements
    ) -> (system: Int32, machineType: Int32) {
        var words: [String] = []
        for view in views where words.isEmpty {
            let name = text("osName", of: view, "a text", &elements)
            let version = text("osVersion", of: view, "a text", &elements)
            words = name.map { [$0, version ?? ""] } ?? []
        }
        if let storage, let image = object("imageReference", of: storage, "an object", &elements) {
            let parts = [
                text("publisher", of: image, "a text", &elements), text("offer", of: image, "a text", &elements),
                text("sku", of: image, "a text", &elements),
            ]
            if words.isEmpty { words = parts.compactMap { $0 } }
        }
        let hardware = issues.optional(
            &elements, body(.hardwareProfile), .object, "an object with the key vmSize")
        let size = hardware.flatMap { text("vmSize", of: $0, "a text such as \"Standard_D2s_v5\"", &elements) }
        let system = words.filter { !$0.isEmpty }.joined(separator: " ")
        return (
            system.isEmpty ? -1 : rows.texts.intern(system), size.map { rows.texts.intern($0) } ?? -1
        )
    }
}
