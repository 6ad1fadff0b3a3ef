#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Measures structures for pending events with the hold model.
///
///     PendingEvents STRUCTURE PENDING HOLDS
///
/// Takes the earliest of PENDING entries and puts it back later, HOLDS times; a quarter of them is warm-up. Prints
/// millions of holds per second of processor time, and a sum over the times that is the same for all structures.
@main
enum PendingEvents {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let pending = Int(arguments[2]), let holds = Int(arguments[3]) else {
            print("usage: PendingEvents STRUCTURE PENDING HOLDS")
            exit(2)
        }
        switch arguments[1] {
        case Wheel.name: measure(Wheel.self, pending, holds)
        case PlainHeap.name: measure(PlainHeap.self, pending, holds)
        case PackedHeap.name: measure(PackedHeap.self, pending, holds)
        case RadixHeap.name: measure(RadixHeap.self, pending, holds)
        case LazyCalendar.name: measure(LazyCalendar.self, pending, holds)
        case LadderQueue.name: measure(LadderQueue.self, pending, holds)
        default: print("no structure \(arguments[1])")
        }
    }

    @inline(__always)
    static func measure<Structure: Candidate & ~Copyable>(_: Structure.Type, _ pending: Int, _ holds: Int) {
        let delays = Delays()
        var structure = Structure(capacity: pending)
        var state: UInt64 = 21
        for word in 0..<pending { structure.push(UInt32(word), at: delays.next(&state)) }
        var last: UInt64 = 0
        var sum: UInt64 = 0
        var started = processorSeconds()
        for hold in 0..<holds {
            if hold == holds / 4 { started = processorSeconds() }
            let (time, word) = structure.pop()
            precondition(time >= last, "not in order")
            last = time
            sum &+= time
            structure.push(word, at: time &+ delays.next(&state))
        }
        let seconds = processorSeconds() - started
        print(Structure.name, pending, Double(holds - holds / 4) / seconds / 1e6, last, sum)
    }

    static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}

/// Delays of about 2^26 ticks on average, nearly exponential: 4,096 quantiles and 14 random bits.
struct Delays {
    private let quantiles: ContiguousArray<UInt64>

    init() {
        quantiles = ContiguousArray((0..<4_096).map { UInt64(-log(1 - (Double($0) + 0.5) / 4_096) * 0x1p26) })
    }

    /// SplitMix64.
    @inline(__always)
    func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        word ^= word >> 31
        return 1 + quantiles[Int(word >> 52)] + (word & 16_383)
    }
}
