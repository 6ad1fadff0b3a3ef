/// How much of an input is read before it is refused.
///
/// The usual limits let through what people have and stop what was made to exhaust a machine. They can be set for a run of
/// the program (`SCANPLAN_LIMITS`), because a scanner of other people's files wants tighter ones and a rare scenario needs
/// wider ones. They change no answer, only what is refused.
public struct InputLimits: Hashable, Sendable {
    /// What is limited.
    public enum Kind: String, CaseIterable, Sendable {
        /// Bytes of a scenario or another document that people write.
        case documentBytes = "document-bytes"
        /// Scalars, sequences and mappings of such a document, each alias counted with all it stands for.
        case documentNodes = "document-nodes"
        /// YAML aliases of such a document.
        case documentAliases = "document-aliases"
        /// Bytes of a price list, listing, log or bill, after unpacking.
        case inputBytes = "input-bytes"
        /// Bytes of one element of a JSON input.
        case elementBytes = "element-bytes"
        /// Instances of a fleet that comes from text.
        case fleetInstances = "fleet-instances"

        /// The usual limit.
        public var usual: Int {
            switch self {
            case .documentBytes: 8 << 20
            case .documentNodes: 1_000_000
            case .documentAliases: 100
            case .inputBytes: 1 << 38
            case .elementBytes: 1 << 24
            case .fleetInstances: 20_000_000
            }
        }

        /// What may be set. Wider limits than these are more than the readers are made for.
        public var allowed: ClosedRange<Int> {
            switch self {
            case .documentBytes: 1 << 10...1 << 28
            case .documentNodes: 100...32_000_000
            case .documentAliases: 0...10_000
            case .inputBytes: 1 << 10...1 << 42
            case .elementBytes: 1 << 10...1 << 30
            case .fleetInstances: 1...20_000_000
            }
        }

        /// Whether the limit counts bytes.
        public var isSize: Bool {
            switch self {
            case .documentBytes, .inputBytes, .elementBytes: true
            case .documentNodes, .documentAliases, .fleetInstances: false
            }
        }
    }

    /// Those that differ from the usual ones.
    private var stated: [Kind: Int] = [:]

    /// The usual limits.
    public init() {}

    /// A limit.
    public subscript(kind: Kind) -> Int { stated[kind] ?? kind.usual }

    /// The limits that hold for what a task reads.
    ///
    /// - Note: They belong to the whole run of a program, and every reader at the end of a long way needs them; child tasks
    ///   inherit them.
    @TaskLocal public static var current = InputLimits()
}

extension InputLimits {
    /// Why a text gives no limits.
    public struct Misread: Error, Hashable, Sendable {
        public var reason: String
    }

    /// Reads limits such as `document-bytes=64MiB,fleet-instances=100000`; an empty text gives the usual ones.
    ///
    /// - Throws: where a name is unknown or stands twice, or a value is no count or size within what is allowed.
    public init(_ text: String) throws(Misread) {
        self.init()
        for part in text.split(separator: ",") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(halves[0].filter { $0 != " " })
            guard let kind = Kind(rawValue: name) else {
                let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw Misread(reason: "`\(name.prefix(40))` is no limit; there are \(known)")
            }
            guard stated[kind] == nil else { throw Misread(reason: "\(name) stands twice") }
            let value = halves.count == 2 ? InputLimits.count(halves[1], isSize: kind.isSize) : nil
            guard let value, kind.allowed.contains(value) else {
                let form = kind.isSize ? "a number of bytes such as 64MiB" : "a whole number"
                throw Misread(
                    reason: "\(name) must be \(form), from \(InputLimits.text(kind.allowed.lowerBound, kind)) to "
                        + InputLimits.text(kind.allowed.upperBound, kind))
            }
            stated[kind] = value
        }
    }

    /// A limit as people write it.
    public static func text(_ value: Int, _ kind: Kind) -> String {
        guard kind.isSize else { return String(value) }
        let unit = units.last { value % $0.bytes == 0 && value >= $0.bytes }
        return unit.map { "\(value / $0.bytes)\($0.name)" } ?? "\(value)"
    }

    private static let units = [
        (name: "KiB", bytes: 1 << 10), (name: "MiB", bytes: 1 << 20), (name: "GiB", bytes: 1 << 30),
        (name: "TiB", bytes: 1 << 40),
    ]

    private static func count(_ text: Substring, isSize: Bool) -> Int? {
        let unit = isSize ? units.first { text.hasSuffix($0.name) } : nil
        let digits = unit == nil ? text : text.dropLast(3)
        guard !digits.isEmpty, digits.count <= 15, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        guard let number = Int(digits) else { return nil }
        let (value, isTooLarge) = number.multipliedReportingOverflow(by: unit?.bytes ?? 1)
        return isTooLarge ? nil : value
    }
}
