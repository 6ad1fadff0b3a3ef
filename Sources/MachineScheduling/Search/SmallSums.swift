/// All sums of the jobs of each machine that has few of them, kept until the machine changes.
///
/// With them, whether two machines can share their jobs within a limit is a matter of adding every sum of the one to
/// every sum of the other, eight at a time.
struct SmallSums: ~Copyable {
    /// Machines with more jobs have no sums here.
    static let mostJobs = 6
    /// Room for the sums of so many machines: 16 MiB.
    static let mostMachines = 1 << 16
    /// Loads must be below this, so that two of them and the padding fit into 32 bits.
    static let mostLoad = 1 << 28

    private typealias Lanes = SIMD8<Int32>
    private static let perMachine = 1 << mostJobs
    private static let padding = Int32(1 << 30)

    /// By machine and set of jobs, one bit per job in the order of its list; padded to whole lanes.
    private let sums: UnsafeMutablePointer<Int32>

    init(machines: Int) {
        sums = .allocate(capacity: machines * Self.perMachine)
        sums.initialize(repeating: Self.padding, count: machines * Self.perMachine)
    }

    deinit { sums.deallocate() }

    @inline(__always)
    private func sums(of machine: Int) -> UnsafeMutablePointer<Int32> { sums + machine &* Self.perMachine }

    /// Forms the sums with one job more, the `job`-th of a machine.
    @inline(__always)
    func add(_ duration: Int, as job: Int, of machine: Int) {
        let own = sums(of: machine)
        if job == 0 {
            own[0] = 0
            for set in 2..<Lanes.scalarCount { own[set] = Self.padding }
        }
        let sets = 1 &<< job
        let more = Int32(truncatingIfNeeded: duration)
        for set in 0..<sets { own[sets &+ set] = own[set] &+ more }
    }

    /// The sums of a machine without jobs.
    func clear(_ machine: Int) {
        let own = sums(of: machine)
        own[0] = 0
        for set in 1..<Lanes.scalarCount { own[set] = Self.padding }
    }

    /// What testing a pair costs, in words of work.
    @inline(__always)
    static func steps(_ jobs: Int, _ otherJobs: Int) -> Int { 1 &<< max(jobs &+ otherJobs &- 3, 0) }

    /// Whether some set of the jobs of both, with the first job of `machine` in it, has a sum from low through high.
    @inline(__always)
    func canShare(_ machine: Int, jobs: Int, with other: Int, jobs otherJobs: Int, from low: Int, through high: Int)
        -> Bool
    {
        let (rows, columns) = (sums(of: machine), sums(of: other))
        let vectors = max(1, (1 &<< otherJobs) / Lanes.scalarCount)
        // low <= sum <= high as one signed comparison: shift the interval to the lowest numbers there are.
        let shift = Int32.min &- Int32(truncatingIfNeeded: low)
        let end = Lanes(repeating: Int32.min &+ Int32(truncatingIfNeeded: high &- low))
        var outside = Lanes(repeating: -1)
        var row = 1
        while row < 1 &<< jobs {
            let base = Lanes(repeating: rows[row] &+ shift)
            for vector in 0..<vectors {
                let column = UnsafeRawPointer(columns).loadUnaligned(
                    fromByteOffset: vector &* MemoryLayout<Lanes>.size, as: Lanes.self)
                // All bits set where the sum is too large or too small.
                let mask = (base &+ column) .> end
                outside = outside & unsafeBitCast(mask, to: Lanes.self)
            }
            row &+= 2
        }
        return outside.min() != -1 || outside.max() != -1
    }

    /// The set nearest to an aim, of those with the first job of `machine` in it; nothing if only `avoid` is left.
    ///
    /// - Parameters:
    ///   - avoid: Sets of both machines that do not count.
    ///   - random: Where the trying begins, and with it which of equally near ones is found.
    func nearest(
        _ machine: Int, jobs: Int, with other: Int, jobs otherJobs: Int, from low: Int, through high: Int,
        aim: Int, avoid: (Int, Int)?, random: UInt64
    ) -> (Int, Int)? {
        let (rows, columns) = (sums(of: machine), sums(of: other))
        let (rowMask, columnMask) = ((1 &<< jobs) &- 1, (1 &<< otherJobs) &- 1)
        let (rowTurn, columnTurn) = (Int(truncatingIfNeeded: random) & rowMask & ~1, Int(random &>> 32) & columnMask)
        var (nearest, best) = (Int.max, (0, 0))
        for row in stride(from: 1, through: rowMask, by: 2) {
            let set = row ^ rowTurn
            let base = Int(rows[set])
            for column in 0...columnMask {
                let otherSet = column ^ columnTurn
                let sum = base &+ Int(columns[otherSet])
                guard sum >= low, sum <= high else { continue }
                let distance = abs(sum &- aim)
                guard distance < nearest else { continue }
                if let avoid, avoid == (set, otherSet) { continue }
                (nearest, best) = (distance, (set, otherSet))
            }
        }
        return nearest < Int.max ? best : nil
    }
}
