public import ScanModel

extension ImportManifest {
    /// What an import came to that read no more than it had to.
    public struct Reimport: Sendable {
        /// The same as an import of everything would give.
        public var imported: ImportedFleet
        public var manifest: ImportManifest
        /// The files that were read, in the order of the import.
        public var read: [String]
        /// Why everything was read; nil if it was not.
        public var reason: String?
    }

    /// Decides what to read, reads it, reads what turns out to be related to it, and merges.
    ///
    /// - Parameters:
    ///   - fleet: the fleet of the import that this manifest is of.
    ///   - present: all files of the new import, in their order.
    ///   - reader: what reads them.
    ///   - read: an import of the named files in the given order, with traces, that left nothing out.
    public func imported(
        again fleet: Fleet, _ present: [PresentFile], reader: String,
        read: ([String]) async throws(InventoryError) -> ImportedFleet
    ) async throws(InventoryError) -> Reimport {
        var decision = decision(for: present, reader: reader)
        while true {
            switch decision {
            case .nothing:
                var imported = ImportedFleet(fleet: fleet)
                imported.traces = files.map(\.trace)
                for trace in imported.traces { imported.snapshots.add(trace.snapshots) }
                return Reimport(imported: imported, manifest: self, read: [])
            case .everything(let reason):
                let names = present.map(\.name)
                let imported = try await read(names)
                let manifest = ImportManifest(reader: reader, files: present, traces: imported.traces)
                return Reimport(imported: imported, manifest: manifest, read: names, reason: reason)
            case .some(let part):
                let own = try await read(part.read)
                if let more = revised(part, for: present, after: own.traces) {
                    decision = more
                    continue
                }
                let (imported, manifest) = merged(fleet, part, with: own, present: present)
                return Reimport(imported: imported, manifest: manifest, read: part.read)
            }
        }
    }

    /// The fleet and the manifest that an import of everything would give.
    ///
    /// - Parameters:
    ///   - fleet: the fleet of the import that this manifest is of.
    ///   - part: the decision, with nothing left to revise.
    ///   - read: an import of `part.read` alone, with its traces.
    ///   - present: all files of the new import, in their order.
    /// - Complexity: O(instances + volumes) of both fleets, without a look at any file.
    public func merged(
        _ fleet: Fleet, _ part: ReimportPart, with read: ImportedFleet, present: [PresentFile]
    ) -> (imported: ImportedFleet, manifest: ImportManifest) {
        precondition(read.traces.map(\.name) == part.read, "traces of other files")
        let traces = Dictionary(
            uniqueKeysWithValues: read.traces.map { ($0.name, $0) }
                + files.filter { Set(part.kept).contains($0.name) }.map { ($0.name, $0.trace) })
        let ordered = present.map { file -> FileTrace in
            guard let trace = traces[file.name] else { preconditionFailure("\(file.name) was neither kept nor read") }
            return trace
        }
        var intake = FleetIntake()
        var snapshots = SnapshotCounts()
        for trace in ordered {
            intake.add(trace.intake)
            snapshots.add(trace.snapshots)
        }
        var imported = ImportedFleet(
            fleet: ImportManifest.merged(fleet, keeping: part.keptPairs, with: read.fleet, intake),
            skipped: read.skipped, skippedCount: read.skippedCount, snapshots: snapshots)
        imported.traces = ordered
        return (imported, ImportManifest(reader: reader, files: present, traces: ordered))
    }

    /// Some pairs of one fleet and all of another one, by account and region.
    private static func merged(
        _ fleet: Fleet, keeping kept: [AccountRegion], with other: Fleet, _ intake: FleetIntake
    ) -> Fleet {
        let wanted = Set(kept)
        var rows: [(pair: AccountRegion, isKept: Bool, instances: [Range<Int>])] = []
        for (source, isKept) in [(fleet, true), (other, false)] {
            let pairs = FleetPairs(source)
            for pair in pairs.pairs {
                let name = AccountRegion(
                    account: source.accounts[pair.account], region: source.regions[Int32(pair.region)])
                if isKept, !wanted.contains(name) { continue }
                rows.append((name, isKept, Array(pairs.runs[pair.runs])))
            }
        }
        // A pair of both would mean that related files were kept.
        precondition(Set(rows.map(\.pair)).count == rows.count, "a pair was both kept and read")
        rows.sort { $0.pair < $1.pair }
        var start = Fleet(sizeUnitsPerGiB: fleet.sizeUnitsPerGiB)
        for account in Set(rows.map(\.pair.account)).sorted() { _ = start.internAccount(account) }
        for region in Set(rows.map(\.pair.region)).sorted() { _ = start.internRegion(region) }
        start.reserveCapacity(
            instances: fleet.instanceCount + other.instanceCount, volumes: fleet.volumeCount + other.volumeCount)
        var taker = FleetTaker(start)
        for row in rows {
            for run in row.instances {
                taker.take(run, of: row.isKept ? fleet : other, source: row.isKept ? 0 : 1)
            }
        }
        taker.set(intake: intake)
        return taker.fleet
    }
}
