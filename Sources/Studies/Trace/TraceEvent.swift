/// What a track of a trace shows beside the names: a number, a time or a text.
public enum TraceValue: Hashable, Sendable {
    case whole(Int64)
    /// An instant or a length in ticks; told in microseconds, as the name beside it has to say.
    case ticks(Int64)
    case text(String)
}

/// Something that a slice or an instant tells.
public struct TraceDetail: Hashable, Sendable {
    public var name: String
    public var value: TraceValue

    public init(_ name: String, _ value: TraceValue) { (self.name, self.value) = (name, value) }

    init(_ name: String, _ text: String) { self.init(name, .text(text)) }

    init(_ name: String, _ whole: Int) { self.init(name, .whole(Int64(whole))) }
}

/// A row of a trace: a thread of a process, in the words of trace viewers.
public struct TraceTrack: Hashable, Sendable {
    public var process: Int
    public var thread: Int

    public init(process: Int, thread: Int) { (self.process, self.thread) = (process, thread) }
}

/// A stretch of time on a track. Slices of a track lie apart or within one another; an outer one comes before those in
/// it.
public struct TraceSlice: Hashable, Sendable {
    /// What kind of slice it is.
    public enum Category: String, Hashable, Sendable, CaseIterable {
        case region, scanner, instance, stage, wait, poll, path
    }

    /// Whether an arrow leads from this slice to the next of the same number, or from the one before.
    public enum Flow: Hashable, Sendable { case first, middle, last }

    public var track: TraceTrack
    public var category: Category
    public var name: String
    /// In ticks from the start of the cycle; `to` is at least `from`.
    public var from: Int64
    public var to: Int64
    public var details: [TraceDetail]
    public var flow: Flow?
    public var flowNumber: Int

    public init(
        track: TraceTrack, category: Category, name: String, from: Int64, to: Int64, details: [TraceDetail] = [],
        flow: Flow? = nil, flowNumber: Int = 0
    ) {
        (self.track, self.category, self.name, self.from, self.to) = (track, category, name, from, to)
        (self.details, self.flow, self.flowNumber) = (details, flow, flowNumber)
    }
}

/// One thing that a trace tells. Instants are ticks from the start of the cycle.
public enum TraceEvent: Hashable, Sendable {
    /// A group of tracks; they are shown in the order of `place`. A label is a remark behind the name.
    case process(Int, name: String, place: Int, label: String?)
    case thread(TraceTrack, name: String, place: Int)
    case slice(TraceSlice)
    case instant(TraceTrack, name: String, at: Int64, details: [TraceDetail])
    /// A number that holds from an instant on. Counters of one process and `group` are of one kind.
    case counter(process: Int, group: String, name: String, at: Int64, value: Int64)
}

/// Names as tracks show them: input may be of any length, and a name stands on every slice.
enum TraceText {
    /// Characters of a name beyond which it is cut off.
    static let longest = 80

    /// The name, cut off where it is too long. Complexity: O(1) in the length of the name.
    static func short(_ name: String) -> String {
        guard let end = name.index(name.startIndex, offsetBy: longest, limitedBy: name.endIndex), end < name.endIndex
        else { return String(name.unicodeScalars.prefix(scalarsMost)) }
        return String(name[..<end].unicodeScalars.prefix(scalarsMost)) + "\u{2026}"
    }

    /// A character may be a letter with thousands of marks.
    private static let scalarsMost = 320
}
