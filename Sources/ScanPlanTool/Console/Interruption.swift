internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Ends the program at once with 130 when somebody interrupts it or asks it to end, and says what is kept.
final class Interruption {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter words: what is kept, in one line; asked for on a thread of its own.
    init(_ words: @escaping @Sendable () -> String) {
        sources = [SIGINT, SIGTERM].map { number in
            // Without its usual effect a signal comes to the source alone.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: DispatchQueue(label: "interruption"))
            source.setEventHandler {
                Console.overwrite(Console.showsProgress ? "\r\u{1B}[K" : "")
                Console.diagnostic("interrupted: \(words())")
                Console.leaveAtOnce(code: 130)
            }
            source.resume()
            return source
        }
    }

    /// Gives signals their usual effect again.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
