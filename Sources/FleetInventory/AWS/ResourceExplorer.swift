internal import DocumentReading
public import ScanModel

/// How many instances and volumes there are in an account and region.
public struct ResourceCount: Hashable, Sendable, Comparable {
    /// 12 digits.
    public var account: String
    public var region: String
    public var instances: Int
    public var volumes: Int

    public static func < (left: ResourceCount, right: ResourceCount) -> Bool {
        (left.account, left.region) < (right.account, right.region)
    }
}

/// Counts what AWS Resource Explorer lists.
///
/// Resource Explorer knows that an instance or a volume is there, of which account and where, and nothing about sizes and
/// platforms. So its listings become the table that ``ResourceCountCSV`` reads together with what is assumed of them.
/// Files are the output of `aws resource-explorer-2 search` or `list-resources`
/// (https://docs.aws.amazon.com/resource-explorer/latest/apireference/API_Resource.html); an ARN counts once.
public enum ResourceExplorer {
    /// The counts of all files, by account and region, with what was left out.
    public struct Counts: Sendable {
        public var rows: [ResourceCount]
        /// Resources of other types.
        public var others: Int
        /// ARNs that were listed before.
        public var duplicates: Int
        /// What was left out because it was wrong, at most a hundred of each file, and how much of it.
        public var skipped: [InputIssue]
        public var skippedCount: Int
    }

    /// Reads files that were found already, one after the other.
    ///
    /// - Parameter keepsGoing: whether what is wrong is left out, counted and told, instead of an error.
    /// - Complexity: O(bytes).
    public static func read(_ files: [ByteFile], keepsGoing: Bool) throws(InventoryError) -> Counts {
        var reader = ResourceExplorerReader()
        for file in files {
            do throws(ReadFault) {
                try reader.read(try file.open(bytesMax: ByteInput.bytesMaxDefault))
            } catch {
                guard case .invalid(let issue) = error else { throw InventoryError(error, file.name) }
                reader.add(issue)
            }
        }
        if !keepsGoing, !reader.issues.isEmpty { throw .invalid(InvalidInput(reader.issues)) }
        return reader.counts
    }

    /// The table of counts that a scenario names under `fleet.inventory.resourceCounts`.
    public static func csv(_ rows: [ResourceCount]) -> [UInt8] {
        let lines = rows.map { "\($0.account),\($0.region),\($0.instances),\($0.volumes)\n" }
        return Array(("account,region,instances,volumes\n" + lines.joined()).utf8)
    }
}

/// Reads one listing after the other.
private struct ResourceExplorerReader {
    private struct Place: Hashable {
        var account: String
        var region: String
    }

    private static let fields = JSONFields(["Arn", "OwningAccountId", "Region", "ResourceType"])

    private(set) var issues: [InputIssue] = []
    private var issueCount = 0
    private var seen = ByteTable()
    private var places: [Place: (instances: Int, volumes: Int)] = [:]
    private var others = 0
    private var duplicates = 0
    private var slots: [JSONNode?] = []

    mutating func add(_ issue: InputIssue) {
        issues.append(issue)
        issueCount += 1
    }

    mutating func read(_ input: consuming ByteInput) throws(ReadFault) {
        var log = ListingIssues()
        var elements = JSONElements(
            input, entering: [["Resources"]], onlyLists: true, expecting: Wording.explorerCommands)
        let areRecords = elements.firstKey.map { ["Arn", "OwningAccountId", "LastReportedAt"].contains($0) } ?? false
        if areRecords { elements = elements.reading(entering: [], roots: .delivered) }
        let name = elements.name
        defer {
            issues += log.all(of: name)
            issueCount += log.count
        }
        while try elements.next() {
            let node = elements.element.root
            if areRecords || elements.container == 0 {
                if log.isObject(&elements, node, "an object") { read(resource: node, &elements, &log) }
            } else if elements.key == "Resources" {
                _ = log.optional(&elements, node, .list, "a list")
            } else if elements.key == "NextToken" {
                log.reportMore(&elements, token: node)
            }
        }
    }

    private mutating func read(resource: JSONNode, _ elements: inout JSONElements, _ log: inout ListingIssues) {
        elements.element.collect(Self.fields, resource, into: &slots)
        guard
            let type = log.requiredText(
                &elements, slots[3], of: resource, "ResourceType", "a type such as \"ec2:instance\"")
        else { return }
        let isInstance = elements.element.isText(type, "ec2:instance")
        guard isInstance || elements.element.isText(type, "ec2:volume") else {
            others += 1
            return
        }
        let before = log.count
        let arn = log.requiredText(&elements, slots[0], of: resource, "Arn", "a text such as \"arn:aws:ec2:...\"")
        let account = account(slots[1], of: resource, &elements, &log)
        let region = region(slots[2], of: resource, &elements, &log)
        guard log.count == before, let arn, let account, let region else { return }
        let known = seen.count
        guard seen.intern(arn, of: elements.element) == Int32(known) else {
            duplicates += 1
            return
        }
        let count = places[Place(account: account, region: region), default: (0, 0)]
        places[Place(account: account, region: region)] =
            isInstance ? (count.instances + 1, count.volumes) : (count.instances, count.volumes + 1)
    }

    private func account(
        _ field: JSONNode?, of resource: JSONNode, _ elements: inout JSONElements, _ log: inout ListingIssues
    ) -> String? {
        let expected = "the 12 digits of an account"
        guard let node = log.requiredText(&elements, field, of: resource, "OwningAccountId", expected),
            let text = elements.element.text(node)
        else { return nil }
        if AccountName.isNumber(text.utf8) { return text }
        log.report(&elements, at: node, "found \(elements.element.description(of: node))", expected)
        return nil
    }

    private func region(
        _ field: JSONNode?, of resource: JSONNode, _ elements: inout JSONElements, _ log: inout ListingIssues
    ) -> String? {
        let expected = "a region such as \"us-east-1\""
        guard let node = log.requiredText(&elements, field, of: resource, "Region", expected),
            let text = elements.element.text(node)
        else { return nil }
        if AvailabilityZone("\(text)a")?.region == text { return text }
        log.report(&elements, at: node, "found \(elements.element.description(of: node))", expected)
        return nil
    }

    var counts: ResourceExplorer.Counts {
        let rows = places.map {
            ResourceCount(
                account: $0.key.account, region: $0.key.region, instances: $0.value.instances, volumes: $0.value.volumes
            )
        }
        return ResourceExplorer.Counts(
            rows: rows.sorted(), others: others, duplicates: duplicates, skipped: issues.sorted(),
            skippedCount: issueCount)
    }
}
