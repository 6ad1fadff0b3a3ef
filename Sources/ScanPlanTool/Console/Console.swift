internal import FoundationEssentials
internal import Reporting

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Standard output for answers, standard error for everything else.
enum Console {
    static func answer(_ text: String) { write(Array(text.utf8)[...], to: STDOUT_FILENO) }

    static func answer(bytes: some Collection<UInt8>) { write(Array(bytes)[...], to: STDOUT_FILENO) }

    /// Text on standard error without a line end.
    static func overwrite(_ text: String) { write(Array(text.utf8)[...], to: STDERR_FILENO) }

    static func diagnostic(_ text: String) { write(Array((text + "\n").utf8)[...], to: STDERR_FILENO) }

    /// Terminal colours only on a terminal that wants them (https://no-color.org).
    static var style: TextStyle {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = outputIsTerminal
        let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return TextStyle(width: isTerminal ? width : 100, colours: isTerminal && !refused)
    }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }

    static func leave(code: Int32) -> Never { exit(code) }

    private static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 60 else { return 100 }
        return min(Int(size.ws_col), 160)
    }

    private static func write(_ text: ArraySlice<UInt8>, to descriptor: Int32) {
        // Whoever closed the other end does not want the rest.
        _ = DescriptorWriting.writeAll(text, to: descriptor)
    }
}
