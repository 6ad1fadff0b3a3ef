internal import Reporting
internal import Synchronization

/// The files beside the answer of a study.
enum StudyFiles {
    /// Tells early what would keep the files from being written.
    static func check(_ paths: [String?]) throws(ExitStatus) {
        for path in paths.compactMap(\.self) {
            do { try FileWriting.check(path, overwrites: true) } catch { throw Console.report(error) }
        }
    }

    /// A file that is written bit by bit; nil without a path.
    static func pending(_ path: String?) throws(ExitStatus) -> PendingFile? {
        guard let path else { return nil }
        do { return try PendingFile(path) } catch { throw Console.report(error) }
    }

    static func commit(_ file: PendingFile?) throws(ExitStatus) {
        do { try file?.commit() } catch { throw Console.report(error) }
    }

    static func writeJUnit(_ suites: [JUnitXML.Suite], _ options: ThresholdOptions) throws(ExitStatus) {
        guard let path = options.junit else { return }
        let text = JUnitXML.document(suites, strictly: options.strictThresholds)
        do {
            try FileWriting.write(Array(text.utf8), to: path, overwrites: true)
        } catch {
            throw Console.report(error)
        }
    }

}

/// Counts trials as they end and shows how far they are.
final class TrialProgress: Sendable {
    private let done = Mutex(0)
    private let line: ProgressLine
    private let total: Int

    init(total: Int, title: String = "simulating", unit: String = "trials") {
        self.total = total
        line = ProgressLine(title: title, unit: unit)
    }

    /// So many trials more; may be called from any thread.
    func advance(by count: Int = 1) {
        line.report(
            done.withLock { done in
                done += count
                return done
            }, total)
    }

    /// At least so many trials in all, some of which may not have been told one by one.
    func advance(to count: Int) {
        line.report(
            done.withLock { done in
                done = max(done, count)
                return done
            }, total)
    }

    /// Clears the line, also where there were fewer trials than there might have been.
    func end() { line.end() }
}
