import Foundation
import Testing

@Suite struct StaggerCommandTests {
    /// Twelve accounts with 2 to 24 instances each.
    private func scenarioFile(interval: Int = 168) throws -> ScenarioFile {
        let accounts = (1...12).map { "\(222_233_330_000 + $0)" }
        let text = smallScenario(
            instances: #"{account: "111122223333", region: us-east-1, tags: {Scan: never}, volumes: [8GiB]}"#
        )
        .replacing("IntervalHours: 24", with: "IntervalHours: \(interval)")
        .replacing(
            #"- account: "222233334444""#, with: "- accounts: [\(accounts.map { "\"\($0)\"" }.joined(separator: ", "))]"
        )
        let instances = accounts.enumerated().map { index, account in
            "        - {account: \"\(account)\", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], "
                + "count: \(2 * index + 2)}\n"
        }
        return try ScenarioFile(text + instances.joined())
    }

    private struct Answer: Decodable {
        struct Deployment: Decodable {
            struct Slot: Decodable {
                var slot: Int
                var date: String?
                var closedBy: String?
                var makespanSeconds: Double?
                var runsInto: String?
                var accounts: [String]
            }
            var peak: Double
            var bound: Double
            var peakInTurn: Double
            var peakAtOnce: Double
            var slots: [Slot]
        }
        var schema: String
        var deployments: [Deployment]
    }

    private func run(_ arguments: [String]) throws -> ToolProcess.Result {
        try ToolProcess.run(["stagger"] + arguments)
    }

    @Test func everyAccountIsInOneOpenSlot() throws {
        let file = try scenarioFile()
        let result = try run([
            "--format", "json", "--from", "2026-12-07", "--blackout", "Sat 00:00-Sun 24:00", "--pin",
            "222233330005=Tue",
            file.path,
        ])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        #expect(answer.schema == "scanplan.stagger/1")
        let main = answer.deployments[0]
        #expect(main.slots.map(\.date) == (7...13).map { "2026-12-\($0 < 10 ? "0" : "")\($0)" })
        #expect(main.slots.filter { $0.closedBy != nil }.map(\.slot) == [6, 7])
        #expect(main.slots.allSatisfy { $0.closedBy == nil || $0.accounts.isEmpty })
        #expect(main.slots.flatMap(\.accounts).sorted() == (1...12).map { "\(222_233_330_000 + $0)" })
        #expect(main.slots[1].accounts.contains("222233330005"))
        #expect(main.bound <= main.peak && main.peak <= main.peakInTurn && main.peakInTurn <= main.peakAtOnce)
        #expect(main.slots.allSatisfy { $0.accounts.isEmpty == ($0.makespanSeconds == nil) })
    }

    @Test func theTextDoesNotDependOnTheNumberOfJobs() throws {
        let file = try scenarioFile()
        let one = try run(["--jobs", "1", file.path])
        let four = try run(["--jobs", "4", file.path])
        #expect(one.status == 0 && one.output == four.output, "\(one.diagnostics)")
        for text in ["12 accounts over 7 days", "accounts in turn by name", "Accounts by slot", "one schedule"] {
            #expect(one.output.contains(text), "\(text) in \(one.output)")
        }
        #expect(one.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    // MARK: Calendar files

    /// The properties of the events of a calendar file, read as strictly as RFC 5545 is written.
    private func events(_ text: String) throws -> [[String: String]] {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() where byte == 10 { try #require(index > 0 && bytes[index - 1] == 13) }
        for (index, byte) in bytes.enumerated() where byte == 13 {
            try #require(index + 1 < bytes.count && bytes[index + 1] == 10)
        }
        var lines: [String] = []
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            let content = line.dropLast()
            try #require(content.count <= 75 && !content.isEmpty)
            let text = try #require(String(bytes: content, encoding: .utf8))
            try #require(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            if text.hasPrefix(" ") { lines[lines.count - 1] += text.dropFirst() } else { lines.append(text) }
        }
        try #require(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
        try #require(lines.contains("VERSION:2.0") && lines.contains { $0.hasPrefix("PRODID:") })
        var events: [[String: String]] = []
        var open: [String: String]?
        for line in lines.dropFirst().dropLast() {
            let colon = try #require(line.firstIndex(of: ":"))
            let (name, value) = (String(line[..<colon]), String(line[line.index(after: colon)...]))
            try #require(name.allSatisfy { $0.isUppercase || $0 == "-" })
            switch (name, value) {
            case ("BEGIN", "VEVENT"):
                try #require(open == nil)
                open = [:]
            case ("END", "VEVENT"):
                events.append(try #require(open))
                open = nil
            default:
                guard open != nil else { continue }
                try #require(open?.updateValue(value, forKey: name) == nil, "\(name) twice")
            }
        }
        try #require(open == nil)
        return events
    }

    /// Takes the escapes out of a text, and refuses what should have been escaped.
    private func unescaped(_ text: String) throws -> String {
        var plain = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            try #require(character != ";" && character != ",")
            guard character == "\\" else {
                plain.append(character)
                continue
            }
            let following = rest.popFirst()
            let next = try #require(following)
            try #require("\\;,n".contains(next))
            plain.append(next == "n" ? "\n" : next)
        }
        return plain
    }

    @Test func theCalendarHasAnEventForEachSlot() throws {
        let file = try scenarioFile()
        let arguments = ["--format", "ics", "--from", "2026-12-07", "--blackout", "Sat 00:00-Sun 24:00", file.path]
        let result = try run(arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        let events = try events(result.output)
        #expect(events.count == 5)
        #expect(events.map { $0["DTSTART"] } == (7...11).map { "202612\($0 < 10 ? "0" : "")\($0)T000000Z" })
        #expect(events.allSatisfy { $0["DTSTAMP"] == "20261207T000000Z" && $0["RRULE"] == "FREQ=DAILY;INTERVAL=7" })
        #expect(Set(events.map { $0["UID"] }).count == 5)
        var accounts: [String] = []
        for event in events {
            let duration = try #require(event["DURATION"])
            #expect(duration.wholeMatch(of: /PT[1-9][0-9]*M/) != nil)
            let description = try unescaped(try #require(event["DESCRIPTION"]))
            let list = try #require(description.split(separator: "\n").last?.split(separator: ": ").last)
            accounts += list.split(separator: ", ").map(String.init)
        }
        #expect(accounts.sorted() == (1...12).map { "\(222_233_330_000 + $0)" })
        // No clock is read.
        #expect(try run(arguments).output == result.output)
    }

    @Test func aRoundWithDatesDoesNotComeBack() throws {
        let file = try scenarioFile()
        let result = try run([
            "--format", "ics", "--days", "2", "--every", "12h", "--from", "2026-12-24", "--blackout",
            "2026-12-24T12:00Z/2026-12-24T18:00Z", file.path,
        ])
        let events = try events(result.output)
        #expect(events.map { $0["DTSTART"] } == ["20261224T000000Z", "20261225T000000Z", "20261225T120000Z"])
        #expect(events.allSatisfy { $0["RRULE"] == nil })
    }

    @Test func everyFormatTellsOfACycleThatRunsIntoABlackout() throws {
        let file = try scenarioFile()
        let pins = (1...12).flatMap { ["--pin", "\(222_233_330_000 + $0)=1"] }
        let common = pins + ["--days", "1", "--every", "5m", "--from", "2026-12-07", "--blackout", "Mon 00:05-00:10"]
        let text = try run(common + [file.path]).output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(text.contains("the cycle of slot 1 runs into a blackout"), "\(text)")
        let json = try run(common + ["--format", "json", file.path]).output
        let slots = try JSONDecoder().decode(Answer.self, from: Data(json.utf8)).deployments[0].slots
        #expect(slots[0].runsInto == "Mon 00:05-Mon 00:10" && slots[0].closedBy == nil)
        #expect(slots.dropFirst().allSatisfy { $0.runsInto == nil })
        let events = try events(try run(common + ["--format", "ics", file.path]).output)
        #expect(try unescaped(try #require(events.first?["DESCRIPTION"])).contains("Runs into the blackout Mon 00:05-"))
        let free = try run(pins + ["--days", "1", "--every", "5m", file.path])
        #expect(!free.output.contains("runs into a blackout"))
    }

    @Test func wrongOptionsAreRefused() throws {
        let file = try scenarioFile()
        for options in [
            ["--format", "ics"], ["--every", "7h"], ["--every", "0h"], ["--days", "0"], ["--from", "2026-13-01"],
            ["--blackout", "weekend"], ["--blackout", "2026-12-24/2026-12-26"], ["--pin", "222233330005"],
            ["--pin", "222233330005=8"], ["--pin", "222233330005=0"], ["--pin", "9=1"], ["--quota", "snapshots=0"],
            ["--pin", "222233330005=1", "--pin", "222233330005=2"],
            ["--blackout", "Mon 08:00-18:00", "--pin", "222233330005=Mon"],
        ] {
            let result = try run(options + [file.path])
            #expect(result.status == 2 && result.output.isEmpty, "\(options): \(result.diagnostics)")
        }
        #expect(try run(["--blackout", "Mon 00:00-Sun 24:00", file.path]).status == 4)
    }
}
