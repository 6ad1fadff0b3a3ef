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

    /// Colours and plots only on a terminal. Elsewhere the environment changes nothing, unless plots are asked for.
    static var style: TextStyle {
        let text = terminalText
        let isTerminal = outputIsTerminal
        return TextStyle(
            width: isTerminal ? width : 100, colours: isTerminal && !text.refusesColours, plots: isTerminal,
            isUnicode: text.isUTF8)
    }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether standard error is a terminal on which a line can be written over.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && !terminalText.isDumb }

    /// Columns of standard error; 80 where it does not tell.
    static var errorWidth: Int { columns(of: STDERR_FILENO) ?? 80 }

    static func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }

    static func leave(code: Int32) -> Never { exit(code) }

    /// Ends the program from any thread, without what usually comes at its end.
    static func leaveAtOnce(code: Int32) -> Never { _exit(code) }

    /// The path of this program.
    static var program: String {
        FileAccess.resolved("/proc/self/exe") ?? CommandLine.arguments[0]
    }

    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    private static var terminalText: TerminalText { TerminalText(environment: environment) }

    private static var width: Int {
        guard let columns = columns(of: STDOUT_FILENO), columns >= 60 else { return 100 }
        return min(columns, 160)
    }

    private static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    private static func write(_ text: ArraySlice<UInt8>, to descriptor: Int32) {
        // Whoever closed the other end does not want the rest.
        _ = DescriptorWriting.writeAll(text, to: descriptor)
    }
}
