import FleetInventory
import ScanModel
import Testing

/// Imports texts as the files `1.json`, `2.json` and so on.
func fleet(_ texts: String...) throws(InvalidInput) -> Fleet {
    try AWSInventory.decode(texts.enumerated().map { ("\($0 + 1).json", Array($1.utf8)) })
}

/// What an import of the texts has to say, one line an issue.
func issues(_ texts: String...) -> [String] {
    do throws(InvalidInput) {
        _ = try AWSInventory.decode(texts.enumerated().map { ("\($0 + 1).json", Array($1.utf8)) })
        return []
    } catch {
        return plain(error.issues, of: texts)
    }
}

/// Issues of the files `1.json` and so on as they read without bytes; each byte must be where line and column say.
func plain(_ issues: [InputIssue], of texts: [String]) -> [String] {
    issues.map { issue in
        #expect(isTrue(issue, texts), "\(issue)")
        var plain = issue
        plain.byteOffset = nil
        return plain.description
    }
}

/// Whether the byte that an issue names is the one at its line and column.
private func isTrue(_ issue: InputIssue, _ texts: [String]) -> Bool {
    guard let offset = issue.byteOffset, let number = Int(issue.file.dropLast(5)) else { return issue.line == 0 }
    let before = texts[number - 1].utf8.prefix(offset)
    guard let text = String(before) else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count == issue.line && lines[lines.count - 1].unicodeScalars.count == issue.column - 1
}

/// The listing of one reservation.
func reservation(_ instances: String..., owner: String = "111122223333") -> String {
    "{\"Reservations\": [{\"OwnerId\": \"\(owner)\", \"Instances\": [\(instances.joined(separator: ", "))]}]}"
}

/// One instance of a listing; `more` holds further fields and ends with a comma.
func instance(
    _ id: String, state: String = "running", zone: String = "us-east-1a", volumes: [String] = [], more: String = ""
) -> String {
    let mappings = volumes.map { "{\"DeviceName\": \"/dev/sdf\", \"Ebs\": {\"VolumeId\": \"\($0)\"}}" }
    return """
        {"InstanceId": "\(id)", "State": {"Code": 16, "Name": "\(state)"}, \(more)
         "Placement": {"Tenancy": "default", "AvailabilityZone": "\(zone)"},
         "BlockDeviceMappings": [\(mappings.joined(separator: ", "))]}
        """
}

/// The listing of some volumes and their GiB.
func volumes(_ sizes: KeyValuePairs<String, Int>) -> String {
    "{\"Volumes\": [\(sizes.map { "{\"VolumeId\": \"\($0)\", \"Size\": \($1)}" }.joined(separator: ", "))]}"
}

/// An instance of a fleet as a reader sees it, without indices.
struct ReadableInstance: Hashable, Comparable {
    var account: String
    var region: String
    var platform: String
    var volumes: [Int]
    var tags: [String: String]

    static func < (left: ReadableInstance, right: ReadableInstance) -> Bool { left.sortKey < right.sortKey }

    private var sortKey: String {
        "\(account) \(region) \(platform) \(volumes) \(tags.sorted { $0.key < $1.key })"
    }
}

extension Fleet {
    /// All instances in the order of the fleet, the volumes of each sorted by size.
    var readable: [ReadableInstance] {
        (0..<instanceCount).map { instance in
            ReadableInstance(
                account: accounts[instanceAccount[instance]], region: regions[Int32(instanceRegion[instance])],
                platform: instancePlatform[instance].name,
                volumes: volumeSize[volumes(of: instance)].map(Int.init).sorted(),
                tags: Dictionary(
                    uniqueKeysWithValues: tagSets[Int(instanceTagSet[instance])].map { ($0.key, $0.value) }))
        }
    }
}
