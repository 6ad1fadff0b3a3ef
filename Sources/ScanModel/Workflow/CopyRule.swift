/// Whose snapshots must be copied with another key before they can be shared.
public struct CopyRule: Hashable, Sendable {
    /// The encryptions of such volumes; empty: nothing is copied.
    public var keys: Set<VolumeEncryption> = []
    /// Whether the scenario says what becomes of volumes whose key the fleet does not tell.
    public var unknownKeyIsStated = false

    public init(keys: Set<VolumeEncryption> = [], unknownKeyIsStated: Bool = false) {
        self.keys = keys
        self.unknownKeyIsStated = unknownKeyIsStated
    }
}

extension Fleet {
    /// Whether a volume has one of the encryptions. Complexity: O(volumes), or O(1) if none is encrypted.
    public func hasVolumes(encrypted keys: Set<VolumeEncryption>) -> Bool {
        volumeEncryption.contains { keys.contains($0) }
    }
}

extension Deployment {
    /// Leaves out the stages, limits and assumptions of copies if no volume of the fleet needs one: the answer is the
    /// same without them, and says nothing of what does not happen.
    ///
    /// Complexity: O(volumes + assumptions).
    public mutating func leaveOutIdleCopies() {
        guard workflow.copies, !fleet.hasVolumes(encrypted: copying.keys) else { return }
        let stages = workflow.stages.filter { $0.condition == .always }
        let dropped = workflow.stages.filter { $0.condition != .always }
        let resources = workflow.resources.indices.filter { resource in
            stages.contains { $0.acquires.contains(resource) }
                || !dropped.contains { $0.acquires.contains(resource) }
        }
        let ofCopies = Set(dropped.flatMap { $0.spends + ($0.recheck?.bucket.map { [$0] } ?? []) })
        let ofOthers = Set(
            stages.flatMap { $0.spends + ($0.recheck?.bucket.map { [$0] } ?? []) }
                + scanner.launchBuckets + scanner.terminateBuckets)
        let buckets = workflow.buckets.indices.filter { !ofCopies.contains($0) || ofOthers.contains($0) }
        var shortened = ScanWorkflow(
            stages: stages.map { stage in
                var stage = stage
                stage.acquires = stage.acquires.compactMap { resources.firstIndex(of: $0) }
                stage.releases = stage.releases.compactMap { resources.firstIndex(of: $0) }
                stage.spends = stage.spends.compactMap { buckets.firstIndex(of: $0) }
                if let looks = stage.recheck?.bucket { stage.recheck?.bucket = buckets.firstIndex(of: looks) }
                return stage
            },
            resources: resources.map { workflow.resources[$0] }, buckets: buckets.map { workflow.buckets[$0] })
        shortened.attempts = workflow.attempts
        shortened.batchWindow = workflow.batchWindow
        shortened.sweep = workflow.sweep
        shortened.waves = workflow.waves
        shortened.rounds = workflow.rounds
        shortened.reads = workflow.reads.map { reading in
            let kept = workflow.stages.indices.filter { workflow.stages[$0].condition == .always }
            guard let stage = kept.firstIndex(of: reading.stage) else { preconditionFailure("every item is read") }
            var reading = reading
            reading.stage = stage
            reading.preparationStage = reading.preparationStage.flatMap { kept.firstIndex(of: $0) }
            if let filling = reading.filling, let resource = resources.firstIndex(of: filling.resource) {
                reading.filling?.resource = resource
            }
            return reading
        }
        for index in regions.indices {
            regions[index].capacities = resources.map { regions[index].capacities[$0] }
            regions[index].buckets = buckets.map { regions[index].buckets[$0] }
        }
        scanner.launchBuckets = scanner.launchBuckets.compactMap { buckets.firstIndex(of: $0) }
        scanner.terminateBuckets = scanner.terminateBuckets.compactMap { buckets.firstIndex(of: $0) }
        let names =
            Set(dropped.map(\.name))
            .union(workflow.resources.indices.filter { !resources.contains($0) }.map { workflow.resources[$0].name })
            .union(workflow.buckets.indices.filter { !buckets.contains($0) }.map { workflow.buckets[$0].action })
            .union(["copyGate"])
        let isLeftBehind =
            shortened.attempts != nil || faults != nil || shortened.stages.contains { $0.recheck?.givesUp == true }
        if !isLeftBehind {
            shortened.sweep = nil
            assumptions.removeAll { $0.name == "faults.sweep" }
        }
        assumptions.removeAll { $0.name.split(separator: ".").contains { names.contains(String($0)) } }
        for stage in dropped { variations?.stages[stage.name] = nil }
        workflow = shortened
    }
}
