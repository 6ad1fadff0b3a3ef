import ScanModel

/// Disks of which the machine alone does not tell the size, with the places where machines name them.
struct AzureSizeQuestions {
    private struct Question {
        var disk: Int32
        /// An index into `files`.
        var file: Int
        var place: ListingPlace
    }

    private var files: [String] = []
    private var questions: [Question] = []

    /// Keeps the questions of a file, each with the row of its disk.
    mutating func add(_ open: [(disk: Int32, place: ListingPlace)], of file: String) {
        if open.isEmpty { return }
        questions += open.map { Question(disk: $0.disk, file: files.count, place: $0.place) }
        files.append(file)
    }

    /// The questions that no file has answered, up to 100 of a file, and their number.
    ///
    /// - Parameter isAnswered: whether the size of the disk in a row is known.
    func issues(unless isAnswered: (Int32) -> Bool) -> (told: [InputIssue], count: Int) {
        var issues: [InputIssue] = []
        var counts = [Int](repeating: 0, count: files.count)
        for question in questions where !isAnswered(question.disk) {
            counts[question.file] += 1
            if counts[question.file] > ListingIssues.issuesPerFileMax { continue }
            issues.append(
                question.place.issue(
                    file: files[question.file], problem: "no file tells the size of the disk",
                    expected: "diskSizeGB here or in a listing of disks",
                    suggestion: "the output of az disk list beside this file"))
        }
        for (file, count) in counts.enumerated() where count > ListingIssues.issuesPerFileMax {
            issues.append(
                InputIssue(
                    file: files[file], line: 0, column: 0, path: "",
                    problem: "\(count - ListingIssues.issuesPerFileMax) more issues of this file are not shown"))
        }
        return (issues, counts.reduce(0, +))
    }
}
