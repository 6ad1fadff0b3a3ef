internal import CAllocProbe

/// Exact counts of the calls this process makes to its allocator, over all threads.
///
/// The counts come from jemalloc's hooks. Without jemalloc (the trait `Jemalloc` is off, or its library is missing)
/// every function answers "nothing to say" and the program runs on the allocator of the C library.
public enum AllocProbe {
    /// Calls since `install()`.
    public struct Counts: Hashable, Sendable {
        /// Calls that returned a new block.
        public var allocations: UInt64
        /// Calls that gave a block back.
        public var frees: UInt64
        /// Calls that grew or shrank a block in place.
        public var expansions: UInt64
    }

    /// Whether jemalloc is the allocator of this process.
    public static var isJemalloc: Bool { alloc_probe_is_jemalloc() }

    /// Starts counting; false if jemalloc is absent. Not to be called from two threads at once.
    public static func install() -> Bool { alloc_probe_install() }

    /// Stops counting.
    public static func remove() { alloc_probe_remove() }

    /// The counters now. Allocates nothing.
    public static func read() -> Counts {
        let counts = alloc_probe_read()
        return Counts(allocations: counts.allocations, frees: counts.frees, expansions: counts.expansions)
    }

    /// Bytes in live allocations, or nil without jemalloc.
    public static var liveBytes: UInt64? {
        isJemalloc ? alloc_probe_live_bytes() : nil
    }
}
