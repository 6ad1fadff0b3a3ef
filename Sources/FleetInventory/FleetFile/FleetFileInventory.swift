public import ScanModel

extension FleetFile {
    /// Most things that are told of one file.
    private static let issuesMax = 100

    /// Reads files from disk for a scenario, which asks more of a fleet than that it is one.
    ///
    /// Each has whole GiB as its unit, instances without preset failures, and names and sizes as in a fleet table
    /// (``FleetCSV``).
    ///
    /// - Parameters:
    ///   - paths: files; a folder is refused.
    ///   - directory: where relative paths begin.
    /// - Throws: `InventoryError.unreadable` at the first file that cannot be read, otherwise `InventoryError.invalid`
    ///   with the issues of all files, up to 100 for each.
    /// - Complexity: O(bytes + size of the fleet).
    public static func loadInventory(
        paths: [String], relativeTo directory: String
    ) throws(InventoryError) -> Fleet {
        var fleet = Fleet()
        var issues: [InputIssue] = []
        var counts = (instances: 0, volumes: 0)
        for path in paths {
            let more: Fleet
            do throws(InventoryError) {
                more = try load(path: path, relativeTo: directory)
            } catch {
                guard case .invalid(let input) = error else { throw error }
                issues += input.issues.prefix(issuesMax)
                continue
            }
            var found = inventoryIssues(more, file: path)
            counts.instances += more.instanceCount
            counts.volumes += more.volumeCount
            if counts.instances > FleetLimits.instancesMax {
                found.append(
                    issue(
                        path, "with this file there are \(counts.instances) instances",
                        "at most \(FleetLimits.instancesMax)"))
            } else if counts.volumes > FleetLimits.volumesMax {
                found.append(
                    issue(
                        path, "with this file there are \(counts.volumes) volumes", "at most \(FleetLimits.volumesMax)")
                )
            }
            issues += found.prefix(issuesMax)
            if issues.isEmpty { fleet.append(contentsOf: more) }
        }
        guard issues.isEmpty else { throw .invalid(InvalidInput(issues)) }
        return fleet
    }

    /// What a scenario cannot use of a fleet. Complexity: O(size of the fleet).
    static func inventoryIssues(_ fleet: Fleet, file: String) -> [InputIssue] {
        guard fleet.sizeUnitsPerGiB == 1 else {
            return [issue(file, "sizes are in 1/\(fleet.sizeUnitsPerGiB) GiB", "whole GiB")]
        }
        var issues: [InputIssue] = []
        if fleet.instanceCount == 0 { issues.append(issue(file, "the fleet has no instance", "one or more")) }
        if let instance = fleet.instanceFailures.firstIndex(where: { $0 > 0 }) {
            issues.append(
                issue(file, "instance \(instance) has \(fleet.instanceFailures[instance]) preset failures", "none"))
        }
        for name in fleet.accounts.texts where AccountName.normalized(name.utf8) != name {
            issues.append(issue(file, "an account is \(Wording.quoted(name))", AccountName.expected))
        }
        for name in fleet.regions.texts where !RegionName.isValid(name.utf8) {
            issues.append(issue(file, "a region is \(Wording.quoted(name))", RegionName.expected))
        }
        for tag in fleet.tagSets.joined() {
            for fault in [Tag.fault(inKey: tag.key), Tag.fault(inValue: tag.value)].compactMap(\.self) {
                issues.append(issue(file, fault.problem, fault.expected))
            }
            if issues.count >= issuesMax { return issues }
        }
        let sizeMax: Int32 = 65_536
        if let volume = fleet.volumeSize.firstIndex(where: { $0 > sizeMax }) {
            issues.append(
                issue(
                    file, "volume \(volume) has \(fleet.volumeSize[volume]) GiB",
                    "at most \(sizeMax), as in every cloud"))
        }
        let most = FleetLimits.volumesPerInstanceMax
        if let instance = (0..<fleet.instanceCount).first(where: { fleet.volumes(of: $0).count > most }) {
            issues.append(
                issue(file, "instance \(instance) has \(fleet.volumes(of: instance).count) volumes", "at most \(most)"))
        }
        return issues
    }

    private static func issue(_ file: String, _ problem: String, _ expected: String) -> InputIssue {
        InputIssue(file: file, line: 0, column: 0, path: "", problem: problem, expected: expected)
    }
}
