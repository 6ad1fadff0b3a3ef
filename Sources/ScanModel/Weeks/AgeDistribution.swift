/// How old scans are, over instances and time: exact weights in classes whose width grows with the age.
///
/// An age that grows steadily from `a` to `b` spends equal time at every age between them. Such a stretch is added in
/// constant time: what it weighs in its first and last class, and a step from one class on. The sum of all stretches
/// is exact to the second; only where inside a class a quantile lies is interpolated. Two distributions of one
/// resolution can be merged. Memory: 16 bytes a class, and the classes are some per doubling of the age.
public struct AgeDistribution: Hashable, Sendable {
    /// The classes: minutes from 0, as many one by one as `fine`, then `fine / 2` for each doubling.
    public struct Classes: Hashable, Sendable {
        /// Base-2 logarithm of the number of classes of one minute.
        public let bits: Int
        /// Classes in all.
        public let count: Int

        /// Classes for ages up to so many minutes.
        public init(bits: Int, minutes: Int) {
            precondition((2...20).contains(bits) && minutes >= 0, "classes of \(bits) bits to \(minutes) minutes")
            self.bits = bits
            count = Classes.index(minutes, bits: bits) + 2
        }

        /// The class of an age in whole minutes. Constant cost.
        @inlinable
        public func index(_ minutes: Int) -> Int { Classes.index(minutes, bits: bits) }

        @inlinable
        static func index(_ minutes: Int, bits: Int) -> Int {
            let fine = 1 << bits
            if minutes < fine { return minutes }
            let doublings = Int.bitWidth - 1 - minutes.leadingZeroBitCount - bits
            return fine + doublings * (fine / 2) + (minutes >> (doublings + 1)) - fine / 2
        }

        /// Where a class begins, in minutes. Constant cost.
        @inlinable
        public func start(_ index: Int) -> Int {
            let fine = 1 << bits
            if index < fine { return index }
            let doublings = (index - fine) / (fine / 2)
            let rest = (index - fine) % (fine / 2)
            return (fine / 2 + rest) << (doublings + 1)
        }
    }

    /// What is kept of one class.
    @frozen
    public struct Weight: Hashable, BitwiseCopyable, Sendable {
        /// Instance-seconds of stretches that begin in the class, less those of stretches that end in it.
        public var partial: Int64
        /// Stretches that begin in the class before, less those that end there: they fill this class and the next.
        public var step: Int64

        @inlinable
        public init(partial: Int64 = 0, step: Int64 = 0) {
            self.partial = partial
            self.step = step
        }
    }

    public let classes: Classes
    private var weights: [Weight]
    /// The greatest age, in seconds.
    public private(set) var greatest: Int64

    public init(_ classes: Classes) {
        self.classes = classes
        weights = [Weight](repeating: Weight(), count: classes.count + 1)
        greatest = 0
    }

    /// A distribution from weights that somebody else kept.
    public init(_ classes: Classes, weights: [Weight], greatest: Int64) {
        precondition(weights.count == classes.count + 1, "\(weights.count) weights")
        self.classes = classes
        self.weights = weights
        self.greatest = greatest
    }

    /// Adds another distribution of the same classes. Complexity: O(classes).
    public mutating func add(_ other: AgeDistribution) {
        precondition(classes == other.classes, "distributions of different classes")
        for index in weights.indices {
            weights[index].partial += other.weights[index].partial
            weights[index].step += other.weights[index].step
        }
        greatest = max(greatest, other.greatest)
    }

    /// Instance-seconds in each class. Complexity: O(classes).
    public var totals: [Int64] {
        var full: Int64 = 0
        return (0..<classes.count).map { index in
            full += weights[index].step
            let width = Int64(classes.start(index + 1) - classes.start(index)) * 60
            return weights[index].partial + full * width
        }
    }

    /// The age in seconds that a share of the instance-time does not exceed, interpolated inside its class; nil if
    /// nothing was added. Complexity: O(classes).
    public func quantile(_ share: Double) -> Double? {
        let totals = totals
        let all = totals.reduce(0, +)
        guard all > 0 else { return nil }
        let wanted = share * Double(all)
        var before = 0.0
        for (index, weight) in totals.enumerated() where weight > 0 {
            if before + Double(weight) >= wanted {
                let start = Double(classes.start(index)) * 60
                let width = Double(classes.start(index + 1) - classes.start(index)) * 60
                return min(start + width * max(0, wanted - before) / Double(weight), Double(greatest))
            }
            before += Double(weight)
        }
        return Double(greatest)
    }
}
