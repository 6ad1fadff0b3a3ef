import ScanModel

/// What a fleet that comes from text may hold; it counts its volumes with 32 bits.
struct FleetLimits {
    static var instancesMax: Int { InputLimits.current[.fleetInstances] }
    static let volumesMax = 200_000_000
    /// Most volumes of one instance.
    static let volumesPerInstanceMax = 1000

    private let instancesMax = Self.instancesMax
    private var instances = 0
    private var volumes = 0
    private var isExceeded = false

    /// Counts instances and volumes of a row over all files, and reports the first row that goes beyond a limit.
    ///
    /// - Parameter instances: up to the limit of one fleet.
    /// - Returns: true if the row still fits.
    mutating func admit(
        instances more: Int, volumes moreVolumes: Int, at offset: Int, _ column: String, _ log: CSVIssueLog
    ) -> Bool {
        if isExceeded { return false }
        instances += more
        volumes += moreVolumes
        if instances > instancesMax {
            log.report(
                at: offset, column, "with this row there are \(instances) instances", "at most \(instancesMax)")
            isExceeded = true
        } else if volumes > Self.volumesMax {
            log.report(at: offset, column, "with this row there are \(volumes) volumes", "at most \(Self.volumesMax)")
            isExceeded = true
        }
        return !isExceeded
    }
}
