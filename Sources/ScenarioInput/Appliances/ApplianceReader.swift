import ApplianceScanning
public import ScanModel
import VendorProfiles

/// Reads documents of scanner appliances, YAML or JSON: networks, peerings, hosts, and the terms of their scan.
///
/// The format is closed like that of scenarios, and quantities carry their units.
public enum ApplianceReader {
    /// The version of the format that is read.
    public static let schemaVersion = 1

    static let networkCounts = 1...2000
    static let peeringCounts = 0...20_000
    static let segmentCounts = 0...200
    /// Hosts of a segment, and of all segments together.
    static let hostCounts = 0...1_000_000
    static let addressCounts = 1...50
    static let sizeCounts = 1...50
    /// Longest window: 31 days.
    static let windowMax = 31 * 86_400

    /// Reads and checks a document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most 8 MiB.
    ///   - file: the name of the file, for messages; its ending decides between JSON and YAML.
    ///   - standardName: the name in answers if the file gives none.
    /// - Throws: everything that is wrong with the file.
    /// - Complexity: O(bytes + networks x address spaces of one network squared).
    public static func read(
        bytes: [UInt8], file: String, standardName: String
    ) throws(InvalidInput) -> ApplianceRequest {
        let log = IssueLog(file: file)
        let request = Document.read(bytes: bytes, limits: .scenario, log: log).flatMap { node in
            read(Field(node: node, path: .root, log: log), standardName: standardName)
        }
        try log.check()
        guard let request else { preconditionFailure("no appliances and no issue in \(file)") }
        return request
    }

    private static func read(_ root: Field, standardName: String) -> ApplianceRequest? {
        root.mapping { reader -> ApplianceRequest? in
            reader.required("schemaVersion").map { checkVersion($0) }
            let name = reader.optional("name").map { $0.text() } ?? standardName
            let scan = ApplianceTermsSection(&reader)
            let networks = reader.required("networks").flatMap { field in
                field.list(count: networkCounts) { NetworkSection($0) }.map { (field, $0.compactMap(\.self)) }
            }
            let peerings = reader.optional("peerings").map { field in
                field.list(count: peeringCounts) { PeeringSection($0) } ?? []
            }
            guard let (field, sections) = networks else { return nil }
            var names = NetworkNames(sections)
            let links = names.links((peerings ?? []).compactMap(\.self))
            var segments: [HostSegment] = []
            for section in sections { segments += names.segments(of: section, scan: scan) }
            checkHosts(segments, field)
            guard root.log.isEmpty, let name else { return nil }
            let estate = ScanEstate(
                networks: sections.compactMap(\.network), peerings: links, segments: segments)
            return scan.request(name: name, estate: estate, statesHostScan: sections.allSatisfy(\.statesHostScan))
        }
    }

    private static func checkVersion(_ field: Field) {
        let expected = "\(schemaVersion), the version that this scanplan reads"
        guard let version = field.integer(1...Int.max, expected: expected), version != schemaVersion else { return }
        field.report(field.shown, expected: "\(expected); a newer scanplan may have written the file")
    }

    private static func checkHosts(_ segments: [HostSegment], _ field: Field) {
        let hosts = segments.reduce(0) { $0 + $1.hosts }
        guard hosts > hostCounts.upperBound else { return }
        field.report("have \(hosts) hosts together", expected: "at most \(hostCounts.upperBound)")
    }
}

/// A text and where it stands.
struct PlacedName {
    var text: String
    var field: Field
}

/// The networks of a document by name, against which everything that names one is checked.
private struct NetworkNames {
    private let known: Set<String>
    /// Whether the time of a host that segments share was reported.
    private var hasReportedSharedTime = false

    /// Reports names that are taken.
    init(_ sections: [NetworkSection]) {
        var known: Set<String> = []
        for name in sections.compactMap(\.name) where !known.insert(name.text).inserted {
            name.field.report("another network is named `\(name.text)`", expected: "a name of its own")
        }
        self.known = known
    }

    private func check(_ name: PlacedName) -> Bool {
        if known.contains(name.text) { return true }
        name.field.report(
            "there is no network `\(Excerpt.of(name.text))`", expected: "the name of one under `networks`",
            suggestion: NearestKey.find(name.text, among: known))
        return false
    }

    /// All directions of all peerings, each once.
    func links(_ peerings: [PeeringSection]) -> [Peering] {
        var seen: Set<Peering> = []
        var links: [Peering] = []
        for peering in peerings {
            let areKnown = [check(peering.from), check(peering.to)]
            guard areKnown == [true, true] else { continue }
            guard peering.from.text != peering.to.text else {
                peering.to.field.report("is peered with itself", expected: "another network")
                continue
            }
            for link in peering.links {
                guard seen.insert(link).inserted else {
                    peering.field.report("\(link.from) to \(link.to) is given twice", expected: "each direction once")
                    break
                }
                links.append(link)
            }
        }
        return links
    }

    /// The segments of a network as far as they can be read.
    mutating func segments(of section: NetworkSection, scan: ApplianceTermsSection) -> [HostSegment] {
        var list: [HostSegment] = []
        for segment in section.segments {
            let admits = segment.admits.map { $0.filter(check) }
            let hostScan = segment.hostScan?.value ?? scan.hostScanSeconds
            let isShared = segment.hostScan == nil
            if let hostScan, let window = scan.window, hostScan > window, !isShared || !hasReportedSharedTime {
                (segment.hostScan?.field ?? scan.hostScan?.field ?? scan.windowField)?.report(
                    "a host takes \(hostScan)s, the window is \(window)s",
                    expected: "a window that holds a host's scan")
                if isShared { hasReportedSharedTime = true }
            }
            guard let network = section.name, let hosts = segment.hosts, let hostScan,
                let traffic = segment.traffic ?? scan.trafficMegabytes
            else { continue }
            list.append(
                HostSegment(
                    name: segment.name.map { "\(network.text)/\($0.text)" } ?? network.text, network: network.text,
                    hosts: hosts, secondsPerHost: hostScan, megabytesPerHost: traffic,
                    admission: admits.map { .only(Set($0.map(\.text))) } ?? .virtualNetwork))
        }
        return list
    }
}
