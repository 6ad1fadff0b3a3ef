#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Names that no two processes have, on any machine, and that tell others on the same machine whether one is over.
///
/// A name is `MACHINE.NAMESPACE.PROCESS.DRAWN`: the boot of the machine, the namespace in which the number of the process
/// counts (a container has its own), that number, and a random one. Where the system tells no boot, as on macOS, both
/// beginnings are empty, and nobody is ever said to be over.
enum ProcessName {
    /// A name for this process, another one in each call.
    static func own() -> String {
        let (machine, namespace) = here ?? ("", "")
        return "\(machine).\(namespace).\(getpid()).\(String(UInt64.random(in: 0 ... .max), radix: 16))"
    }

    /// Whether a process ran here and does so no longer; false for a text that is no name.
    ///
    /// Its number may belong to another process by now, or its parent may not have asked yet how it ended; it then seems to
    /// go on.
    static func isOver(_ name: String) -> Bool {
        let parts = name.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 4, let here, parts[0] == here.machine, parts[1] == here.namespace,
            // Zero and negative numbers mean groups of processes.
            let process = pid_t(parts[2]), process > 0
        else { return false }
        return kill(process, 0) == -1 && errno == ESRCH
    }

    /// This boot, and this namespace of processes; nil if the system does not tell.
    private static let here: (machine: String, namespace: String)? = {
        guard let boot = try? FileAccess.read("/proc/sys/kernel/random/boot_id", limit: 64, mayBePipe: false),
            let namespace = FileAccess.identity(of: "/proc/self/ns/pid")
        else { return nil }
        let machine = String(decoding: boot, as: UTF8.self).filter { $0.isHexDigit }
        return machine.isEmpty ? nil : (machine, String(namespace.number))
    }()
}
