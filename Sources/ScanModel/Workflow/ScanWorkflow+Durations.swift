extension ScanWorkflow {
    /// The workflow with other durations of its stages; the same in all else.
    ///
    /// - Parameter duration: takes a stage and gives what it lasts.
    public func lasting(_ duration: (ScanStage) -> StageDuration) -> ScanWorkflow {
        var other = ScanWorkflow(
            stages: stages.map { stage in
                var stage = stage
                stage.duration = duration(stage)
                return stage
            }, resources: resources, buckets: buckets)
        other.attempts = attempts
        other.batchWindow = batchWindow
        other.sweep = sweep
        other.waves = waves
        other.rounds = rounds
        other.reads = reads
        return other
    }
}
