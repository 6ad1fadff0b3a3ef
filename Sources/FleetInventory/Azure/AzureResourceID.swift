import ScanModel

/// The identifier of a resource, split into what a fleet needs of it.
///
/// `/subscriptions/{guid}/resourceGroups/{group}/providers/{namespace}/{type}/{name}`, in which capitals mean nothing
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). The services spell the
/// same identifier with different capitals, so it is known by its small letters.
struct AzureResourceID: Hashable {
    /// The GUID of the subscription, in small letters.
    let subscription: String
    /// Namespace and types in small letters, such as `microsoft.compute/disks`; empty for the subscription itself.
    let type: String
    /// The whole identifier in small letters, without the slash at its end.
    let text: String

    /// Reads an identifier; nil if it is none of a subscription or of a resource in it.
    init?(_ name: String) {
        let parts = name.lowercased().split(separator: "/")
        guard parts.count >= 2, parts[0] == "subscriptions", let guid = AccountName.normalized(parts[1].utf8),
            AccountName.isGUID(guid.utf8)
        else { return nil }
        subscription = guid
        text = "/" + parts.joined(separator: "/")
        guard let provider = parts.lastIndex(of: "providers"), provider + 1 < parts.count else {
            type = ""
            return
        }
        let types = stride(from: provider + 2, to: parts.count, by: 2).map { parts[$0] }
        type = ([parts[provider + 1]] + types).joined(separator: "/")
    }

    /// The scale set that a machine of one is under; nil for a machine by itself.
    var scaleSet: String? {
        guard type == "microsoft.compute/virtualmachinescalesets/virtualmachines" else { return nil }
        return text.split(separator: "/").dropLast(2).reduce(into: "") { $0 += "/\($1)" }
    }
}
