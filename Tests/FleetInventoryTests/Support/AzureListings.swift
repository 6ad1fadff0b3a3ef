import FleetInventory
import ScanModel

/// Imports texts as the files `1.json`, `2.json` and so on.
func azureFleet(_ texts: String...) throws(InvalidInput) -> Fleet {
    try AzureInventory.decode(texts.enumerated().map { ("\($0 + 1).json", Array($1.utf8)) })
}

/// What an import of the texts has to say, one line an issue.
func azureIssues(_ texts: String...) -> [String] {
    do throws(InvalidInput) {
        _ = try AzureInventory.decode(texts.enumerated().map { ("\($0 + 1).json", Array($1.utf8)) })
        return []
    } catch {
        return plain(error.issues, of: texts)
    }
}

/// A JSON value that tests put together and print.
indirect enum AzureValue {
    case text(String)
    case number(Int)
    case flag(Bool)
    case null
    case list([AzureValue])
    case object([(String, AzureValue)])

    var json: String {
        switch self {
        case .text(let text): "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .null: "null"
        case .list(let elements): "[\(elements.map(\.json).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.map { "\(AzureValue.text($0.0).json): \($0.1.json)" }.joined(separator: ", "))}"
        }
    }
}

/// The shapes in which the same resource reaches a file.
enum AzureShape: CaseIterable {
    /// The client before the end of 2024: flat, `diskSizeGb`, empty fields as null.
    case formerClient
    /// The client since: flat, `diskSizeGB`.
    case client
    /// The management interface: nested, in pages.
    case services
    /// Resource Graph by `az rest`: nested, types and locations in small letters.
    case graph
    /// Resource Graph by the client.
    case graphClient
}

/// A disk of an estate that tests describe.
struct AzureDisk {
    var name: String
    var size: Int
    var encryption = "EncryptionAtRestWithPlatformKey"
    var tags: [(String, String)] = []
}

/// A machine of such an estate.
struct AzureMachine {
    var name: String
    var subscription = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
    var location = "westeurope"
    var size = "Standard_D2s_v5"
    var system = "Linux"
    var tags: [(String, String)] = []
    var disks: [AzureDisk]
    var scaleSet: String?
    var state: String?
    /// Whether it tells sizes of its disks itself.
    var tellsSizes = false

    private var group: String { "/subscriptions/\(subscription)/resourceGroups/Web-RG/providers/Microsoft.Compute" }
    var id: String { "\(group)/virtualMachines/\(name)" }
    func id(of disk: AzureDisk) -> String { "\(group)/disks/\(disk.name)" }

    /// The machine as a shape has it.
    func value(_ shape: AzureShape) -> AzureValue {
        let sizeKey = shape == .formerClient ? "diskSizeGb" : "diskSizeGB"
        func attached(_ disk: AzureDisk, _ more: [(String, AzureValue)]) -> AzureValue {
            var members = more
            if tellsSizes {
                members.append((sizeKey, .number(disk.size)))
            } else if shape == .formerClient {
                members.append((sizeKey, .null))
            }
            // Resource Graph and the listing of disks do not agree on capitals.
            let id = shape == .graph ? id(of: disk).replacing("Web-RG", with: "WEB-RG") : id(of: disk)
            members.append(("managedDisk", .object([("storageAccountType", .text("Premium_LRS")), ("id", .text(id))])))
            return .object(members)
        }
        var body: [(String, AzureValue)] = [
            ("hardwareProfile", .object([("vmSize", .text(size))])),
            (
                "storageProfile",
                .object([
                    (
                        "imageReference",
                        .object([
                            ("publisher", .text("Canonical")), ("offer", .text("ubuntu-24_04-lts")),
                            ("sku", .text("server")), ("version", .text("latest")),
                        ])
                    ),
                    ("osDisk", attached(disks[0], [("osType", .text(system)), ("createOption", .text("FromImage"))])),
                    (
                        "dataDisks",
                        .list(
                            disks.dropFirst().enumerated().map { attached($1, [("lun", .number($0))]) })
                    ),
                ])
            ), ("provisioningState", .text("Succeeded")),
        ]
        if let scaleSet {
            body.append(
                ("virtualMachineScaleSet", .object([("id", .text("\(group)/virtualMachineScaleSets/\(scaleSet)"))])))
        } else if shape == .formerClient {
            body.append(("virtualMachineScaleSet", .null))
        }
        var top: [(String, AzureValue)] = [
            ("id", .text(id)), ("name", .text(name)),
            (
                "type",
                .text(
                    shape == .graph || shape == .graphClient
                        ? "microsoft.compute/virtualmachines" : "Microsoft.Compute/virtualMachines")
            ), ("location", .text(location)),
            (
                "tags",
                tags.isEmpty && shape != .services ? .null : .object(tags.map { ($0.0, .text($0.1)) })
            ),
        ]
        switch shape {
        case .formerClient, .client:
            if let state { top.append(("powerState", .text("VM \(state)"))) }
            return .object(top + body)
        case .services:
            if let state {
                body.append(
                    (
                        "instanceView",
                        .object([
                            (
                                "statuses",
                                .list([
                                    .object([("code", .text("ProvisioningState/succeeded"))]),
                                    .object([("code", .text("PowerState/\(state)"))]),
                                ])
                            )
                        ])
                    ))
            }
        case .graph, .graphClient:
            if let state {
                body.append(
                    (
                        "extended",
                        .object([
                            (
                                "instanceView",
                                .object([
                                    (
                                        "powerState",
                                        .object([
                                            ("code", .text("PowerState/\(state)")),
                                            ("displayStatus", .text("VM \(state)")),
                                        ])
                                    )
                                ])
                            )
                        ])
                    ))
            }
            top.append(("subscriptionId", .text(subscription)))
        }
        return .object(top + [("properties", .object(body))])
    }

    /// Its disks as a shape has them.
    func diskValues(_ shape: AzureShape) -> [AzureValue] {
        disks.map { disk in
            let body: [(String, AzureValue)] = [
                (shape == .formerClient ? "diskSizeGb" : "diskSizeGB", .number(disk.size)),
                ("encryption", .object([("type", .text(disk.encryption))])), ("diskState", .text("Attached")),
            ]
            let top: [(String, AzureValue)] = [
                ("id", .text(id(of: disk))), ("name", .text(disk.name)), ("location", .text(location)),
                (
                    "type",
                    .text(
                        shape == .graph || shape == .graphClient ? "microsoft.compute/disks" : "Microsoft.Compute/disks"
                    )
                ), ("tags", disk.tags.isEmpty ? .null : .object(disk.tags.map { ($0.0, .text($0.1)) })),
            ]
            switch shape {
            case .formerClient, .client: return .object(top + body)
            case .services, .graph, .graphClient: return .object(top + [("properties", .object(body))])
            }
        }
    }
}

/// What a shape wraps resources in, as one text.
func azurePage(_ shape: AzureShape, _ resources: [AzureValue]) -> String {
    switch shape {
    case .formerClient, .client: AzureValue.list(resources).json
    case .services: AzureValue.object([("value", .list(resources))]).json
    case .graph:
        AzureValue.object([
            ("totalRecords", .number(resources.count)), ("count", .number(resources.count)),
            ("data", .list(resources)), ("facets", .list([])), ("resultTruncated", .text("false")),
        ]).json
    case .graphClient:
        AzureValue.object([
            ("count", .number(resources.count)), ("data", .list(resources)), ("skip_token", .null),
            ("total_records", .number(resources.count)),
        ]).json
    }
}
