import Workloads

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Our own engine's side of `make bench-peers`; Peers/WORKLOADS.md has the contract.
///
/// There is no task unless two threads are asked for, so that callgrind can count the instructions of the others.
@main
enum PeerWorkloads {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.count {
        case 1 where words[0] == "list":
            for offer in Offer.all { print(offer.engine, offer.workload) }
        case 1 where words[0] == "self-test":
            let wrong = CheckValues.wrong()
            for line in wrong { complain(line) }
            exit(wrong.isEmpty ? 0 : 1)
        case 3, 4:
            let offers = Offer.all + Offer.wasteful
            guard let offer = offers.first(where: { $0.engine == words[0] && $0.workload == words[1] }) else {
                fail("no engine \(words[0]) for \(words[1])")
            }
            guard (words[1] == "w2") == (words.count == 4) else { fail(usage) }
            print(offer.line(size: number(words[2]), holds: words.count == 4 ? number(words[3]) : 0))
        default: fail(usage)
        }
    }

    private static let usage = "usage: PeerWorkloads list | self-test | ENGINE WORKLOAD SIZE [HOLDS]"

    private static func number(_ text: String) -> Int {
        guard let number = Int(text), (1...1_000_000_000).contains(number) else {
            fail("\(text) is not a number from 1 to 10^9")
        }
        return number
    }

    private static func complain(_ message: String) {
        let line = message + "\n"
        // Not by `stderr`, which Swift takes for shared mutable state.
        line.utf8CString.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count - 1) }
    }

    private static func fail(_ message: String) -> Never {
        complain(message)
        exit(1)
    }
}
