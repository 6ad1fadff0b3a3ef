import ScanModel

/// How many instances, volumes and GiB a fleet has, as a whole and by account and region.
struct FleetSummary {
    /// The counts of a part of a fleet.
    struct Counts: Hashable {
        var instances = 0
        var volumes = 0
        var gib: Int64 = 0

        var words: String {
            "\(counted(instances, "instance", "instances")), \(counted(volumes, "volume", "volumes")), \(gib) GiB"
        }

        static func += (left: inout Counts, right: Counts) {
            left.instances += right.instances
            left.volumes += right.volumes
            left.gib += right.gib
        }
    }

    /// One account or region.
    struct Part: Hashable {
        var name: String
        var counts: Counts
    }

    var total = Counts()
    /// The accounts that have instances, by their number.
    var accounts: [Part] = []
    /// The regions that have instances, most volumes first, then by name.
    var regions: [Part] = []

    /// - Complexity: O(instances + volumes).
    init(_ fleet: Fleet) {
        precondition(fleet.sizeUnitsPerGiB == 1, "\(fleet.sizeUnitsPerGiB) size units in a GiB")
        var accounts = [Counts](repeating: Counts(), count: fleet.accounts.count)
        var regions = [Counts](repeating: Counts(), count: fleet.regions.count)
        for instance in 0..<fleet.instanceCount {
            let volumes = fleet.volumes(of: instance)
            let counts = Counts(
                instances: 1, volumes: volumes.count,
                gib: fleet.volumeSize[volumes].reduce(0) { $0 + Int64($1) })
            total += counts
            accounts[Int(fleet.instanceAccount[instance])] += counts
            regions[Int(fleet.instanceRegion[instance])] += counts
        }
        self.accounts = FleetSummary.parts(fleet.accounts, accounts).sorted { $0.name < $1.name }
        self.regions = FleetSummary.parts(fleet.regions, regions).sorted {
            ($1.counts.volumes, $0.name) < ($0.counts.volumes, $1.name)
        }
    }

    private static func parts(_ names: StringTable, _ counts: [Counts]) -> [Part] {
        zip(names.texts, counts).map { Part(name: $0, counts: $1) }.filter { $0.counts.instances > 0 }
    }
}
