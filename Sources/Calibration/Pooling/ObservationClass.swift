public import ScanModel

/// Which observations are looked at together: those of one platform and of sizes that are much alike.
public struct ObservationClass: Hashable, Sendable, Comparable {
    /// nil: the log does not tell.
    public var platform: Platform?
    /// Which of the ``sizes`` it is; nil: the log does not tell.
    public var size: Int?

    public init(platform: Platform?, size: Int?) {
        self.platform = platform
        self.size = size
    }

    /// The sizes that end classes, in GiB. Between two of them sizes differ by a factor of 4, which fits how cloud volumes
    /// are made; what the duration owes to the size within a class is in the fit of the stage.
    public static let sizes = [32, 128, 512, 2048]

    public init(_ observation: StageObservation) {
        platform = observation.platform
        size = observation.size.map { size in
            Self.sizes.firstIndex { size.value <= Rational($0) } ?? Self.sizes.count
        }
    }

    /// The class in words, such as `linux, over 32 to 128 GiB`.
    public var words: String {
        let sizeWords = size.map { size in
            switch size {
            case 0: "up to \(Self.sizes[0]) GiB"
            case Self.sizes.count: "over \(Self.sizes[size - 1]) GiB"
            default: "over \(Self.sizes[size - 1]) to \(Self.sizes[size]) GiB"
            }
        }
        let parts = [platform?.name, sizeWords].compactMap(\.self)
        return parts.isEmpty ? "all" : parts.joined(separator: ", ")
    }

    public static func < (left: ObservationClass, right: ObservationClass) -> Bool {
        (left.size ?? -1, left.platform?.name ?? "") < (right.size ?? -1, right.platform?.name ?? "")
    }
}
