import ScanModel

/// What a record of CloudTrail, or a notice of EventBridge, tells of one request.
struct TrailEvent: Hashable {
    /// Requests that this reader knows.
    enum Action: String, CaseIterable {
        case createSnapshot = "CreateSnapshot"
        case copySnapshot = "CopySnapshot"
        case modifySnapshotAttribute = "ModifySnapshotAttribute"
        case runInstances = "RunInstances"
        case createVolume = "CreateVolume"
        case attachVolume = "AttachVolume"
        case detachVolume = "DetachVolume"
        case deleteVolume = "DeleteVolume"
        case deleteSnapshot = "DeleteSnapshot"
        case terminateInstances = "TerminateInstances"
    }

    /// How the request ended.
    enum Ending: Hashable {
        case granted
        /// A throttle refused it.
        case throttled
        case failed
    }

    var action: Action
    /// When the request was completed, by the clock of the service (CloudTrail's `eventTime`, in whole seconds).
    var time: LogInstant
    /// The account that asked, whose bucket the request is taken from.
    var account: String?
    var region: String?
    var ending: Ending
    /// The snapshot that is made, changed, copied to, read or deleted.
    var snapshot: String?
    /// Of a copy: the snapshot that is copied.
    var source: String?
    var volume: String?
    /// Launched, ended, or attached to.
    var instances: [String] = []
    /// Of the volume, in GiB.
    var size: GiB?
    /// The record's own number; equal for the same event, however often it is delivered.
    var id: String
}

/// A notice of EventBridge that something asked for is done.
struct TrailNotice: Hashable {
    enum Subject: Hashable {
        case snapshot, copy, volume
    }

    var subject: Subject
    var id: String
    /// nil for a volume, whose notice tells the end alone.
    var start: LogInstant?
    var end: LogInstant
    var account: String?
    var region: String?
}
