#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a shell allows this process (`ulimit -v`).
///
/// Where not even a thread can be had, the library behind tasks sleeps and asks again for ever, and some allocations that
/// fail end the program without a word. So too little is refused before anything begins. More may still be too little for a
/// large fleet: then the runtime tells how much it could not allocate, and aborts.
enum MemoryLimit {
    /// The least address space that commands get along with, in bytes: 256 MiB. A sweep of the quickstart scenario takes
    /// 148 MiB (measured 2026-11-30, x86-64, glibc 2.36, two tasks), and each further task the stack of a thread.
    static let least: rlim_t = 256 << 20

    /// - Throws: after telling so, where there is less.
    static func check() throws(ExitStatus) {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
        #else
            let resource = RLIMIT_AS
        #endif
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < least else { return }
        Console.diagnostic(
            "error: the address space is limited to \(limit.rlim_cur >> 10) KiB (ulimit -v); \(least >> 10) KiB are the least"
        )
        throw .inputOutput
    }
}
