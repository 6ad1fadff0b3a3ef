#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The time of a measured section, in microseconds.
struct Stopwatch {
    /// Of all threads of the process.
    private(set) var processor: Int
    private(set) var real: Int

    /// Starts.
    init() {
        real = Self.now(CLOCK_MONOTONIC)
        processor = Self.now(CLOCK_PROCESS_CPUTIME_ID)
    }

    mutating func stop() {
        processor = Self.now(CLOCK_PROCESS_CPUTIME_ID) - processor
        real = Self.now(CLOCK_MONOTONIC) - real
    }

    private static func now(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1_000
    }

    /// The largest resident set of this program so far, in KiB.
    static func peakMemory() -> Int {
        // Linux hands the ru_maxrss of the parent on to a new program, but not the high-water mark.
        if let file = fopen("/proc/self/status", "r") {
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 256)
            while fgets(&line, Int32(line.count), file) != nil {
                let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                guard text.hasPrefix("VmHWM:") else { continue }
                if let peak = Int(text.filter { $0.isNumber }) { return peak }
            }
        }
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
            return Int(usage.ru_maxrss) / 1_024
        #else
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return Int(usage.ru_maxrss)
        #endif
    }
}
