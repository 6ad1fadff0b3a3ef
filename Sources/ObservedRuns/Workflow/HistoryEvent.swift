/// What an event of an execution's history tells of the time that states take.
struct HistoryEvent: Hashable {
    enum Kind: Hashable {
        case entered(String)
        case exited(String)
        /// A try of the state's work begins.
        case scheduled
        case succeeded
        case failed(isThrottle: Bool)
        case timedOut
        /// The state is given up, because the execution is.
        case aborted
        case ended(Ending)
        case other
    }

    enum Ending: Hashable {
        case succeeded
        case failed
        /// Stopped from outside, by somebody or by the clock.
        case cut
    }

    var id: Int
    /// 0: none.
    var previous: Int
    var time: LogInstant
    var kind: Kind
}

extension HistoryEvent.Kind {
    private static let tries = ["Task", "LambdaFunction", "Activity"]

    /// The kind of a type by its name; states are named apart.
    ///
    /// Types: the enumeration HistoryEventType of the AWS API model (states, 2016-11-23).
    init(type: String, state: String?, isThrottle: Bool) {
        func isOneOf(_ endings: [String]) -> Bool {
            Self.tries.contains { thing in endings.contains { type == thing + $0 } }
        }
        if type.hasSuffix("StateEntered") {
            self = state.map { .entered($0) } ?? .other
        } else if type.hasSuffix("StateExited") {
            self = state.map { .exited($0) } ?? .other
        } else if type.hasSuffix("StateAborted") {
            self = .aborted
        } else if isOneOf(["Scheduled"]) {
            self = .scheduled
        } else if isOneOf(["Succeeded"]) {
            self = .succeeded
        } else if isOneOf(["TimedOut"]) {
            self = .timedOut
        } else if isOneOf(["Failed", "StartFailed", "ScheduleFailed", "SubmitFailed"]) {
            self = .failed(isThrottle: isThrottle)
        } else {
            switch type {
            case "ExecutionSucceeded": self = .ended(.succeeded)
            case "ExecutionFailed": self = .ended(.failed)
            case "ExecutionTimedOut", "ExecutionAborted": self = .ended(.cut)
            default: self = .other
            }
        }
    }
}
