internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Ends the program at once with 130 when somebody interrupts it or asks it to end, and says what is kept.
///
/// A handler of a signal may do next to nothing, so this one writes a byte into a pipe, and a thread that waits there does
/// the rest.
///
/// One at a time.
final class Interruption {
    /// The two ends of the pipe; a constant of the process, because a handler gets no context.
    private static let ends: (read: Int32, write: Int32) = {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // A handler never waits for a full pipe: one byte is enough.
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        return (ends[0], ends[1])
    }()

    /// What a byte in the pipe says; anything else is the number of a signal.
    private static let over: UInt8 = 0

    /// What the signals did before.
    private let before: [(signal: Int32, action: sigaction)]
    private let isOver = DispatchSemaphore(value: 0)

    /// - Parameter words: what is kept, in one line; asked for on a thread of its own, while the program goes on.
    init(_ words: @escaping @Sendable () -> String) {
        let read = Interruption.ends.read
        // Without a pipe signals do what they did before.
        guard read >= 0 else {
            before = []
            isOver.signal()
            return
        }
        DispatchQueue(label: "interruption").async { [isOver] in
            guard Interruption.next(read) != Interruption.over else {
                isOver.signal()
                return
            }
            Console.overwrite(Console.showsProgress ? "\r\u{1B}[K" : "")
            Console.diagnostic("interrupted: \(words())")
            Console.leaveAtOnce(code: 130)
        }
        before = [SIGINT, SIGTERM].compactMap { number in
            var (new, old) = (sigaction(), sigaction())
            guard sigaction(number, nil, &old) == 0, !Interruption.isIgnored(old) else { return nil }
            Interruption.handle(&new)
            // What waits in the kernel goes on waiting.
            new.sa_flags = SA_RESTART
            sigaction(number, &new, nil)
            return (number, old)
        }
        // Whoever started the program may have blocked them in the thread that did so, and a program inherits that.
        var set = sigset_t()
        sigemptyset(&set)
        for (number, _) in before { sigaddset(&set, number) }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    /// Gives signals back what they did before. A signal that came earlier still ends the program, so that no answer is cut
    /// off half-way.
    func end() {
        for (number, action) in before {
            var action = action
            sigaction(number, &action, nil)
        }
        Interruption.tell(Interruption.over)
        isOver.wait()
    }

    /// A program that was started to run on when its terminal interrupts others keeps to that.
    private static func isIgnored(_ action: sigaction) -> Bool {
        #if canImport(Darwin)
            return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
        #else
            return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
        #endif
    }

    private static func handle(_ action: inout sigaction) {
        let handler: @convention(c) (Int32) -> Void = { number in
            // What was interrupted may be about to look at it.
            let kept = errno
            Interruption.tell(UInt8(truncatingIfNeeded: number))
            errno = kept
        }
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = handler
        #else
            action.__sigaction_handler.sa_handler = handler
        #endif
    }

    private static func tell(_ word: UInt8) {
        var word = word
        _ = write(ends.write, &word, 1)
    }

    /// The next word in the pipe; ``over`` where there is no pipe.
    private static func next(_ end: Int32) -> UInt8 {
        var word = over
        while read(end, &word, 1) < 0, errno == EINTR {}
        return word
    }
}
