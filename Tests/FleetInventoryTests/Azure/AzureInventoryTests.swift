import FleetInventory
import ScanModel
import Testing

/// Listings that are fine.
@Suite("Inventories of Azure")
struct AzureInventoryTests {
    private static let subscription = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
    private static let group = "/subscriptions/\(subscription)/resourceGroups/rg/providers/Microsoft.Compute"

    private static let estate = [
        AzureMachine(
            name: "web-1", tags: [("Scan", "daily"), ("Team", "web")],
            disks: [
                AzureDisk(name: "web-1-os", size: 30),
                AzureDisk(name: "web-1-data", size: 1024, encryption: "EncryptionAtRestWithCustomerKey"),
            ], scaleSet: "web", state: "running"),
        AzureMachine(
            name: "win-1", location: "eastus2", system: "Windows",
            disks: [
                AzureDisk(
                    name: "win-1-os", size: 127, encryption: "EncryptionAtRestWithPlatformAndCustomerKeys",
                    tags: [("Tier", "1")])
            ], state: "deallocated"),
        AzureMachine(
            name: "gone", disks: [AzureDisk(name: "gone-os", size: 64)], state: "starting"),
        AzureMachine(
            name: "old", subscription: "00000000-0000-0000-0000-00000000000A",
            disks: [AzureDisk(name: "old-os", size: 8)],
            tellsSizes: true),
    ]

    private static func files(_ shape: AzureShape, _ estate: [AzureMachine] = Self.estate) -> [String] {
        [azurePage(shape, estate.map { $0.value(shape) }), azurePage(shape, estate.flatMap { $0.diskValues(shape) })]
    }

    @Test("Every column of a fleet is filled")
    func everyColumn() throws {
        let texts = Self.files(.client)
        let fleet = try azureFleet(texts[0], texts[1])
        #expect(
            fleet.readable == [
                ReadableInstance(
                    account: "00000000-0000-0000-0000-00000000000a", region: "westeurope", platform: "linux",
                    volumes: [8], tags: [:]),
                ReadableInstance(
                    account: Self.subscription, region: "eastus2", platform: "windows", volumes: [127], tags: [:]),
                ReadableInstance(
                    account: Self.subscription, region: "westeurope", platform: "linux", volumes: [30, 1024],
                    tags: ["Scan": "daily", "Team": "web"]),
            ])
        #expect((0..<4).map { fleet.encryption(ofVolume: $0) } == [.none, .customerKey, .none, .customerKey])
        #expect(fleet.tagSets[Int(fleet.tagSet(ofVolume: 1))] == [Tag(key: "Tier", value: "1")])
        #expect(fleet.group(of: 0) == -1 && fleet.group(of: 1) == -1)
        #expect(
            fleet.groups[fleet.group(of: 2)]
                == "/subscriptions/\(Self.subscription)/resourcegroups/web-rg/providers/microsoft.compute"
                + "/virtualmachinescalesets/web")
        #expect(
            fleet.kinds[fleet.kind(of: 2)]
                == InstanceKind(system: "Canonical ubuntu-24_04-lts server", machineType: "Standard_D2s_v5"))
        var intake = FleetIntake()
        intake.files = 2
        intake.instancesByUnscannableState = ["starting": 1]
        #expect(fleet.intake == intake)
    }

    @Test("The same estate gives the same fleet in every shape", arguments: AzureShape.allCases)
    func shapes(shape: AzureShape) throws {
        let (client, other) = (Self.files(.client), Self.files(shape))
        #expect(try azureFleet(other[0], other[1]) == azureFleet(client[0], client[1]))
        #expect(try azureFleet(other[1], other[0]) == azureFleet(client[0], client[1]))
    }

    @Test("A file may hold several documents, in lines, in a list or one after the other")
    func documents() throws {
        let texts = Self.files(.services)
        let whole = try azureFleet("\(texts[0])\n\(texts[1])")
        #expect(whole.instanceCount == 3 && whole.volumeCount == 4)
        for text in ["\(texts[0])\(texts[1])\r\n", "[\(texts[0]), \(texts[1])]", "\u{FEFF}\(texts[1])\n\n \(texts[0])"]
        {
            #expect(try azureFleet(text) == whole)
        }
        let machines = Self.estate.map { $0.value(.client).json }.joined(separator: "\n")
        let disks = Self.estate.flatMap { $0.diskValues(.client) }.map(\.json).joined(separator: "\n")
        #expect(try azureFleet("\(machines)\n\(disks)") == whole)
    }

    @Test("The listing of disks decides on sizes, and either spelling is read")
    func sizes() throws {
        let machine =
            "{\"id\": \"\(Self.group)/virtualMachines/a\", \"location\": \"westus\", \"storageProfile\": "
            + "{\"osDisk\": {\"diskSizeGb\": 30, \"managedDisk\": {\"id\": \"\(Self.group)/disks/D\"}}}}"
        #expect(try azureFleet("[\(machine)]").volumeSize == [30])
        for key in ["diskSizeGB", "diskSizeGb"] {
            let disk = "{\"id\": \"\(Self.group)/DISKS/d\", \"\(key)\": 64}"
            #expect(try azureFleet("[\(machine)]", "[\(disk)]").volumeSize == [64])
            #expect(try azureFleet("[\(disk)]", "[\(machine)]").volumeSize == [64])
        }
        let unknown = "{\"id\": \"\(Self.group)/disks/d\", \"diskSizeGB\": null}"
        #expect(try azureFleet("[\(machine), \(unknown)]").volumeSize == [30])
    }

    @Test("Disks on the host and blobs of a storage account are left out")
    func unreachable() throws {
        func machine(_ disk: String) -> String {
            "{\"id\": \"\(Self.group)/virtualMachines/a\", \"location\": \"West US 2\", \"storageProfile\": "
                + "{\"osDisk\": {\"osType\": \"windows\", \(disk)}, \"dataDisks\": null}}"
        }
        let local =
            "\"diffDiskSettings\": {\"option\": \"Local\"}, \"managedDisk\": {\"id\": \"\(Self.group)/disks/d\"}"
        let blob = "\"vhd\": {\"uri\": \"https://a.example/vhds/d.vhd\"}"
        for disk in [local, blob] {
            let fleet = try azureFleet("[\(machine(disk))]")
            #expect(fleet.readable.map(\.volumes) == [[]] && fleet.readable[0].region == "westus2")
            #expect(fleet.readable[0].platform == "windows")
        }
        let unnamed = try azureFleet("[\(machine("\"diskSizeGB\": 40, \"managedDisk\": {}"))]")
        #expect(unnamed.volumeSize == [40])
    }

    @Test("Whose key encrypts a disk")
    func encryption() throws {
        let machine =
            "{\"id\": \"\(Self.group)/virtualMachines/a\", \"location\": \"westus\", \"storageProfile\": "
            + "{\"osDisk\": {\"diskSizeGB\": 30, \"managedDisk\": {\"id\": \"\(Self.group)/disks/d\"}}}}"
        func of(_ disk: String) throws -> VolumeEncryption {
            try azureFleet("[\(machine), {\"id\": \"\(Self.group)/disks/d\", \"diskSizeGB\": 30, \(disk)}]")
                .encryption(ofVolume: 0)
        }
        #expect(try of("\"encryption\": {\"type\": \"EncryptionAtRestWithPlatformKey\"}") == .none)
        #expect(try of("\"encryption\": {\"type\": \"EncryptionAtRestWithCustomerKey\"}") == .customerKey)
        #expect(try of("\"encryption\": {\"type\": \"EncryptionAtRestWithPlatformAndCustomerKeys\"}") == .customerKey)
        #expect(try of("\"encryption\": {\"type\": \"SomethingNew\"}") == .unknownKey)
        #expect(try of("\"encryption\": null, \"encryptionSettingsCollection\": {\"enabled\": true}") == .unknownKey)
        #expect(try of("\"encryptionSettings\": {\"enabled\": false}") == .none)
        let confidential = "\"securityProfile\": {\"securityType\": \"ConfidentialVM_DiskEncryptedWith"
        #expect(try of("\(confidential)PlatformKey\"}") == .unknownKey)
        #expect(try of("\(confidential)CustomerKey\"}") == .customerKey)

        func told(_ disk: String) throws -> VolumeEncryption {
            try azureFleet(
                "[{\"id\": \"\(Self.group)/virtualMachines/a\", \"location\": \"westus\", \"storageProfile\": "
                    + "{\"osDisk\": {\"diskSizeGB\": 30, \(disk)}}}]"
            ).encryption(ofVolume: 0)
        }
        let id = "\"id\": \"\(Self.group)/disks/d\""
        #expect(try told("\"managedDisk\": {\(id), \"diskEncryptionSet\": {\"id\": \"x\"}}") == .customerKey)
        #expect(try told("\"managedDisk\": {\(id), \"diskEncryptionSet\": null}") == .none)
        #expect(try told("\"encryptionSettings\": {\"enabled\": true}, \"managedDisk\": {\(id)}") == .unknownKey)
        let guest = "\"securityProfile\": {\"securityEncryptionType\": \"DiskWithVMGuestState\""
        #expect(try told("\"managedDisk\": {\(id), \(guest)}}") == .unknownKey)
        #expect(try told("\"managedDisk\": {\(id), \(guest), \"diskEncryptionSet\": {\"id\": \"x\"}}}") == .customerKey)
    }

    @Test("Subscriptions are accounts, as the client and the services list them")
    func subscriptions() throws {
        let guid = "AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee"
        let client =
            "[{\"cloudName\": \"AzureCloud\", \"id\": \"\(guid)\", \"name\": \"Production\", \"state\": \"Enabled\", "
            + "\"tenantId\": \"00000000-0000-0000-0000-000000000001\", \"user\": {\"name\": \"a\", \"type\": \"user\"}}]"
        let services =
            "{\"value\": [{\"id\": \"/subscriptions/\(guid)\", \"subscriptionId\": \"\(guid)\", "
            + "\"displayName\": \"Production\", \"state\": \"Enabled\"}], \"count\": {\"type\": \"Total\", \"value\": 1}}"
        for text in [client, services] {
            let fleet = try azureFleet(text, Self.files(.client).joined())
            #expect(
                fleet.accounts.texts == ["00000000-0000-0000-0000-00000000000a", Self.subscription, guid.lowercased()])
            #expect(fleet.instanceCount == 3)
        }
    }

    @Test("What is listed twice counts once, and disks of nobody are counted")
    func duplicates() throws {
        let texts = Self.files(.graph)
        let extra =
            "[{\"id\": \"\(Self.group)/disks/lonely\", \"diskSizeGB\": 4}, "
            + "{\"id\": \"\(Self.group)/snapshots/s\"}, {\"id\": \"\(Self.group)/disks/lonely\", \"diskSizeGB\": 5}]"
        let fleet = try azureFleet(texts[0], texts[1], texts[0], extra)
        #expect(fleet.instanceCount == 3 && fleet.volumeCount == 4)
        #expect(fleet.intake.duplicateInstances == 4 && fleet.intake.duplicateVolumes == 1)
        #expect(fleet.intake.unattachedVolumes == 1 && fleet.intake.instancesByUnscannableState == ["starting": 1])
    }

    @Test("Machines of a scale set, of the marketplace, at the edge and with a guest that answers")
    func details() throws {
        let set = "\(Self.group)/virtualMachineScaleSets/Pool"
        let text = """
            [{"id": "\(set)/virtualMachines/0", "location": "westus", "plan": {"name": "byol"},
              "extendedLocation": {"name": "losangeles", "type": "EdgeZone"},
              "instanceView": {"osName": "ubuntu", "osVersion": "24.04",
                               "statuses": [{"code": "ProvisioningState/succeeded"}, {"code": "PowerState/stopped"}]},
              "storageProfile": {"osDisk": {"managedDisk": {"id": "\(Self.group)/disks/d"}}}},
             {"id": "\(Self.group)/virtualMachines/x", "location": "westus", "provisioningState": "Deleting",
              "storageProfile": {"osDisk": {"managedDisk": {"id": "\(Self.group)/disks/e"}}}},
             {"id": "\(Self.group)/disks/d", "diskSizeGB": 30, "supportedCapabilities": {"architecture": "Arm64"}}]
            """
        let fleet = try azureFleet(text)
        #expect(fleet.groups[fleet.group(of: 0)] == set.lowercased())
        #expect(fleet.traits(of: 0) == [.marketplace, .arm64])
        #expect(fleet.kinds[fleet.kind(of: 0)].system == "ubuntu 24.04")
        #expect(fleet.intake.instancesInLocalZones == 1)
        #expect(fleet.intake.instancesByUnscannableState == ["deleting": 1])
    }

    @Test("Nothing listed is an empty fleet")
    func empty() throws {
        for text in ["[]", "{\"value\": []}", "{\"data\": [], \"count\": 0, \"total_records\": 0}", "[]\n[]\n"] {
            #expect(try azureFleet(text).instanceCount == 0)
        }
    }
}
