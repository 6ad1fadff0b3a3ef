import ScanModel

// MARK: - Resources

extension AzureListingReader {
    private static let idExpected = "an identifier such as /subscriptions/{guid}/resourceGroups/..."
    private static let sizeExpected = "a whole number of GiB from 1 to 65536"
    private static let scaleSetMachine = "microsoft.compute/virtualmachinescalesets/virtualmachines"

    /// Reads a resource by its type; types that a fleet has no use for are passed over.
    ///
    /// - Returns: its identifier, if it has one.
    @discardableResult
    mutating func read(_ resource: AzureResource, at path: JSONPath) -> AzureResourceID? {
        guard let text = log.requiredText(resource.id, of: path, "id", Self.idExpected) else { return nil }
        // The client lists a subscription by its GUID alone, with the tenant beside it.
        let isSubscription = resource.tenant != nil && AccountName.isGUID(text.utf8)
        guard let id = AzureResourceID(isSubscription ? "/subscriptions/\(text)" : text) else {
            log.report(path.key("id"), "found the text \(Wording.quoted(text))", Self.idExpected)
            return nil
        }
        switch id.type {
        case "": tables.add(account: id.subscription)
        case "microsoft.compute/virtualmachines", Self.scaleSetMachine: readMachine(resource, id, at: path)
        case "microsoft.compute/disks": readDisk(resource, id, at: path)
        default: break
        }
        return id
    }

    /// The fields under `properties`, or where the client has them.
    private mutating func body(of resource: AzureResource, at path: JSONPath) -> (AzureBody, JSONPath)? {
        guard let properties = resource.properties else { return (resource.flat, path) }
        return log.optional(properties, of: path, "properties", "an object").map { ($0, path.key("properties")) }
    }

    private mutating func readMachine(_ resource: AzureResource, _ id: AzureResourceID, at path: JSONPath) {
        let before = log.count
        guard let (body, bodyPath) = body(of: resource, at: path) else { return }
        let location = location(of: resource, at: path)
        let storage = log.required(
            body.storageProfile, of: bodyPath, "storageProfile", "an object with the keys osDisk and dataDisks")
        let storagePath = bodyPath.key("storageProfile")
        let views = views(of: body, at: bodyPath)
        let state = state(of: resource, at: path, body, at: bodyPath, views)
        let tags = tags(resource.tags, at: path)
        let kind = kind(of: body, storage, views, at: bodyPath)
        let scaleSet = log.optional(
            body.virtualMachineScaleSet, of: bodyPath, "virtualMachineScaleSet", "an object with the key id"
        ).flatMap {
            log.optional($0.id, of: bodyPath.key("virtualMachineScaleSet"), "id", Self.idExpected)
        }
        let edge = log.optional(resource.extendedLocation, of: path, "extendedLocation", "an object")
        let plan = log.optional(resource.plan, of: path, "plan", "an object with the key name")
        var disks: [Int32] = []
        var unsized: [(disk: Int32, path: JSONPath)] = []
        var platform = Platform.linux
        if let storage {
            let system = log.required(storage.osDisk, of: storagePath, "osDisk", "an object with the key managedDisk")
            let data = log.elements(storage.dataDisks, of: storagePath, "dataDisks")
            if let system {
                let place = storagePath.key("osDisk")
                if log.optional(system.osType, of: place, "osType", "Linux or Windows")?.lowercased() == "windows" {
                    platform = .windows
                }
                attach(system, of: id, at: place, to: &disks, unsized: &unsized)
            }
            for (index, element) in data.enumerated() {
                let place = storagePath.element("dataDisks", index)
                guard let disk = log.value(element, at: place, "an object with the key managedDisk") else { continue }
                attach(disk, of: id, at: place, to: &disks, unsized: &unsized)
            }
        }
        guard log.count == before, let location, tables.isFirst(machine: id.text) else { return }
        if let state {
            tables.add(unscannableState: state, disks: disks)
            return
        }
        for disk in unsized { askSize(ofDisk: disk.disk, at: disk.path) }
        tables.add(
            AzureFleetTables.Machine(
                account: id.subscription, region: location, platform: platform, tags: tags, disks: disks,
                isMarketplace: plan != nil,
                group: (scaleSet?.lowercased()).flatMap { $0.isEmpty ? nil : $0 } ?? id.scaleSet,
                kind: kind, isAtEdge: edge != nil))
    }

    /// Adds a disk of a machine, unless it lies on the host or is a blob.
    private mutating func attach(
        _ disk: AzureAttachedDisk, of machine: AzureResourceID, at path: JSONPath, to disks: inout [Int32],
        unsized: inout [(disk: Int32, path: JSONPath)]
    ) {
        let ephemeral = log.optional(disk.diffDiskSettings, of: path, "diffDiskSettings", "an object")
        let blob = log.optional(disk.vhd, of: path, "vhd", "an object with the key uri")
        let managed = log.optional(disk.managedDisk, of: path, "managedDisk", "an object with the key id")
        let size = size(disk.diskSizeGB, disk.diskSizeGb, at: path)
        let isLocal =
            ephemeral.flatMap {
                log.optional($0.option, of: path.key("diffDiskSettings"), "option", "a text")
            } == "Local"
        if isLocal || blob != nil && managed == nil { return }
        let managedPath = path.key("managedDisk")
        let name = managed.flatMap { log.optional($0.id, of: managedPath, "id", Self.idExpected) } ?? ""
        var encryption = VolumeEncryption.none
        if let managed {
            if let keys = log.optional(
                managed.diskEncryptionSet, of: managedPath, "diskEncryptionSet", "an object with the key id"),
                keys.id != nil
            {
                encryption = .customerKey
            }
            if let security = log.optional(
                managed.securityProfile, of: managedPath, "securityProfile", "an object"),
                log.optional(
                    security.securityEncryptionType, of: managedPath.key("securityProfile"), "securityEncryptionType",
                    "a text") == "DiskWithVMGuestState"
            {
                encryption = security.diskEncryptionSet == nil ? .unknownKey : .customerKey
            }
        }
        if isOn(disk.encryptionSettings, of: path, "encryptionSettings") { encryption = .unknownKey }
        // A machine that is about to be made has disks without names.
        guard let id = name.isEmpty ? "\(machine.text) \(path)" : AzureResourceID(name)?.text else {
            log.report(managedPath.key("id"), "found the text \(Wording.quoted(name))", Self.idExpected)
            return
        }
        let row = tables.row(ofDisk: id)
        tables.state(disk: row, size: size, encryption: encryption)
        if size == nil { unsized.append((row, path)) }
        disks.append(row)
    }

    private mutating func readDisk(_ resource: AzureResource, _ id: AzureResourceID, at path: JSONPath) {
        let before = log.count
        guard let (body, bodyPath) = body(of: resource, at: path) else { return }
        let size = size(body.diskSizeGB, body.diskSizeGb, at: bodyPath)
        let tags = tags(resource.tags, at: path)
        var encryption = VolumeEncryption.none
        if let object = log.optional(body.encryption, of: bodyPath, "encryption", "an object with the key type"),
            let type = log.optional(object.type, of: bodyPath.key("encryption"), "type", "a text")
        {
            encryption = AzureEncryptionRule.encryption(ofType: type) ?? .unknownKey
        }
        if let security = log.optional(body.securityProfile, of: bodyPath, "securityProfile", "an object"),
            let type = log.optional(
                security.securityType, of: bodyPath.key("securityProfile"), "securityType", "a text"),
            let secured = AzureEncryptionRule.encryption(ofSecurityType: type)
        {
            encryption = secured
        }
        if isOn(body.encryptionSettingsCollection, of: bodyPath, "encryptionSettingsCollection")
            || isOn(body.encryptionSettings, of: bodyPath, "encryptionSettings")
        {
            encryption = .unknownKey
        }
        let capabilities = log.optional(
            body.supportedCapabilities, of: bodyPath, "supportedCapabilities", "an object")
        let architecture = capabilities.flatMap {
            log.optional($0.architecture, of: bodyPath.key("supportedCapabilities"), "architecture", "a text")
        }
        guard log.count == before else { return }
        tables.add(
            disk: id.text, size: size, encryption: encryption, tags: tags,
            isARM: architecture?.lowercased() == "arm64")
    }
}

// MARK: - Fields

extension AzureListingReader {
    private mutating func location(of resource: AzureResource, at path: JSONPath) -> String? {
        let expected = "a location such as westeurope"
        guard let text = log.requiredText(resource.location, of: path, "location", expected) else { return nil }
        // Old listings spell it as the portal shows it, such as West Europe.
        let location = text.lowercased().filter { $0 != " " }
        guard RegionName.isValid(location.utf8) else {
            log.report(path.key("location"), "found the text \(Wording.quoted(text))", expected)
            return nil
        }
        guard tables.hasRoom(forRegion: location) else {
            log.report(
                path.key("location"), "this is one location too many",
                "at most \(AzureFleetTables.regionsMax) locations")
            return nil
        }
        return location
    }

    /// GiB of a disk under either spelling; nil if neither is there.
    private mutating func size(
        _ current: FoundValue<Int>?, _ former: FoundValue<Int>?, at path: JSONPath
    ) -> Int32? {
        let name = current == nil ? "diskSizeGb" : "diskSizeGB"
        guard let size = log.optional(current ?? former, of: path, name, Self.sizeExpected) else { return nil }
        guard (1...65_536).contains(size) else {
            log.report(path.key(name), "found the number \(size)", Self.sizeExpected)
            return nil
        }
        return Int32(size)
    }

    /// The state of a machine that no scan covers; nil for one that scans cover.
    ///
    /// Snapshots of running, stopped and deallocated machines can be taken
    /// (https://learn.microsoft.com/azure/virtual-machines/states-billing names the states).
    private mutating func state(
        of resource: AzureResource, at path: JSONPath, _ body: AzureBody, at bodyPath: JSONPath,
        _ views: [(AzureInstanceView, JSONPath)]
    ) -> String? {
        var word = ""
        if let text = log.optional(resource.powerState, of: path, "powerState", "a text such as \"VM running\"") {
            word = text.lowercased()
            if word.hasPrefix("vm ") { word.removeFirst(3) }
        }
        for (view, place) in views {
            for (index, element) in log.elements(view.statuses, of: place, "statuses").enumerated() {
                let place = place.element("statuses", index)
                guard let status = log.value(element, at: place, "an object with the key code") else { continue }
                let code = log.optional(status.code, of: place, "code", "a text such as \"PowerState/running\"")
                if word.isEmpty, let code { word = Self.powerState(of: code) ?? "" }
            }
            if let status = log.optional(view.powerState, of: place, "powerState", "an object with the key code") {
                let code = log.optional(status.code, of: place.key("powerState"), "code", "a text")
                if word.isEmpty, let code { word = Self.powerState(of: code) ?? "" }
            }
        }
        let provisioning = log.optional(body.provisioningState, of: bodyPath, "provisioningState", "a text")
        if let provisioning = provisioning?.lowercased(), ["creating", "deleting"].contains(provisioning) {
            return provisioning
        }
        return ["", "running", "stopped", "deallocated"].contains(word) ? nil : String(word.unicodeScalars.prefix(40))
    }

    private static func powerState(of code: String) -> String? {
        let parts = code.lowercased().split(separator: "/", maxSplits: 1)
        return parts.count == 2 && parts[0] == "powerstate" ? String(parts[1]) : nil
    }

    /// What is told of a machine at run time, by the service itself and by Resource Graph.
    private mutating func views(of body: AzureBody, at path: JSONPath) -> [(AzureInstanceView, JSONPath)] {
        var views: [(AzureInstanceView, JSONPath)] = []
        if let view = log.optional(body.instanceView, of: path, "instanceView", "an object") {
            views.append((view, path.key("instanceView")))
        }
        if let extended = log.optional(body.extended, of: path, "extended", "an object"),
            let view = log.optional(extended.instanceView, of: path.key("extended"), "instanceView", "an object")
        {
            views.append((view, path.key("extended").key("instanceView")))
        }
        return views
    }

    /// The operating system as the guest names it, else as the image does, and the machine size.
    private mutating func kind(
        of body: AzureBody, _ storage: AzureStorage?, _ views: [(AzureInstanceView, JSONPath)], at path: JSONPath
    ) -> InstanceKind {
        var words: [String] = []
        for (view, place) in views where words.isEmpty {
            let name = log.optional(view.osName, of: place, "osName", "a text")
            let version = log.optional(view.osVersion, of: place, "osVersion", "a text")
            words = name.map { [$0, version ?? ""] } ?? []
        }
        let place = path.key("storageProfile")
        if let image = storage.flatMap({
            log.optional($0.imageReference, of: place, "imageReference", "an object")
        }) {
            let place = place.key("imageReference")
            let parts = [
                log.optional(image.publisher, of: place, "publisher", "a text"),
                log.optional(image.offer, of: place, "offer", "a text"),
                log.optional(image.sku, of: place, "sku", "a text"),
            ]
            if words.isEmpty { words = parts.compactMap { $0 } }
        }
        let hardware = log.optional(body.hardwareProfile, of: path, "hardwareProfile", "an object with the key vmSize")
        let size = hardware.flatMap {
            log.optional($0.vmSize, of: path.key("hardwareProfile"), "vmSize", "a text such as \"Standard_D2s_v5\"")
        }
        return InstanceKind(
            system: words.filter { !$0.isEmpty }.joined(separator: " "), machineType: size ?? "")
    }

    private mutating func tags(_ map: FoundValue<[String: FoundValue<String>]>?, at path: JSONPath) -> [Tag] {
        guard let map = log.optional(map, of: path, "tags", "an object of keys and texts") else { return [] }
        return map.sorted { $0.key < $1.key }.compactMap { key, value in
            log.optional(value, of: path.key("tags"), key, "a text").map { Tag(key: key, value: $0) }
        }
    }

    private mutating func isOn(_ field: FoundValue<AzureSwitch>?, of path: JSONPath, _ name: String) -> Bool {
        guard let object = log.optional(field, of: path, name, "an object with the key enabled") else { return false }
        return log.optional(object.enabled, of: path.key(name), "enabled", "true or false") ?? false
    }
}
