import DocumentReading
import Foundation
import ObservedRuns
import ScanModel
import TestSupport
import Testing

struct TrailTests {
    /// The way of the fixture by hand, in seconds of difference + 1: snapshot 90, copy 300, original 4, boot 85, volume 10,
    /// scan 85 with its attach, detach 11, delete 5. The share waits for a scanner, so its time tells nothing.
    @Test func measuresTheFixture() throws {
        let runs = try read([fixture("trail.json")])
        #expect(runs.issues.isEmpty)
        #expect(
            runs.observations.map(brief) == [
                "copySnapshot 301 (2) 100GiB", "createVolume 11 (2) 40GiB", "deleteOriginal 5 (2) 100GiB",
                "deleteVolume 6 (2) 40GiB", "detach 12 (2) 40GiB", "scan 86 (2) 40GiB", "scannerBoot 86 (2)",
                "snapshot 0 throttled", "snapshot 91 (2) 40GiB",
            ])
        let snapshot = try #require(runs.observations.last)
        #expect(snapshot.account == "222233334444")
        #expect(snapshot.region == "us-east-1")
        #expect(snapshot.start == Rational(1_740_801_600))
        #expect(runs.observations.first { $0.stage == "detach" }?.account == "111122223333")
        #expect(
            runs.notes == [
                "7 times last until the next request of their way: they hold the wait until the product noticed",
                "1 boot of a scanner", "1 request was refused by a throttle", "1 request failed",
                "1 way is not finished in the log", "1 request is about something whose making is not in the log",
                "2 records are of something else",
            ])
    }

    /// EventBridge tells the ends: the snapshot took 70 s and not 90, the copy 270 and not 300, the volume 4 and not 10.
    @Test func noticesComeFirst() throws {
        let runs = try read([fixture("notices.ndjson"), fixture("trail.json")])
        #expect(runs.issues.isEmpty)
        let measured = runs.observations.map(brief)
        #expect(measured.contains("snapshot 71 (2) 40GiB"))
        #expect(measured.contains("copySnapshot 271 (2) 100GiB"))
        #expect(measured.contains("createVolume 5 (2) 40GiB"))
        #expect(runs.observations.count == 9)
        #expect(runs.notes.contains("3 times are those of notices of EventBridge"))
    }

    /// The order of files, and records that are delivered twice, change nothing.
    @Test func orderDoesNotMatter() throws {
        let trail = try fixture("trail.json")
        let notices = try fixture("notices.ndjson")
        let once = try read([notices, trail])
        let twice = try read([trail, notices, trail, notices])
        #expect(once.observations == twice.observations)
        #expect(once.throttles == twice.throttles)
    }

    /// A list of records, one record to a line, and records that EventBridge passed on are read as the trail is.
    @Test func takesOtherForms() throws {
        let trail = try fixture("trail.json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(trail)) as? [String: Any])
        let records = try #require(object["Records"] as? [[String: Any]])
        let expected = try read([trail])
        let list = try JSONSerialization.data(withJSONObject: records)
        #expect(try read([[UInt8](list)]).observations == expected.observations)
        func lines(_ values: [[String: Any]]) throws -> [UInt8] {
            try values.flatMap { [UInt8](try JSONSerialization.data(withJSONObject: $0)) + [0x0A] }
        }
        #expect(try read([lines(records)]).observations == expected.observations)
        let passed = records.map { ["detail-type": "AWS API Call via CloudTrail", "detail": $0] as [String: Any] }
        #expect(try read([lines(passed)]).observations == expected.observations)
    }

    /// Ways with known times, written as a trail in whole seconds, in any order and spread over files: every interval holds
    /// the truth, and every stage that nothing waits before is measured.
    @Test(arguments: 1...40) func intervalsHoldTheTruth(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let written = (0..<dice.roll(1...30)).map { WrittenWay(number: $0, &dice) }
        let records = dice.shuffled(written.flatMap(\.records))
        let middle = dice.roll(0...records.count)
        let files = [records[..<middle], records[middle...]].map {
            #"{"Records": [\#($0.joined(separator: ","))]}"#
        }
        let runs = try read(files)
        #expect(runs.issues.isEmpty)
        let stages = ["snapshot", "createVolume", "scan", "detach", "deleteVolume", "scannerBoot"]
        #expect(runs.observations.count == written.count * stages.count)
        for way in written {
            for stage in stages {
                let start = way.start(of: stage)
                let found = runs.observations.filter {
                    $0.stage == stage && $0.account == way.account && $0.start == Rational(start / 1000)
                }
                let truth = Rational(Int128(way.length(of: stage)), over: 1000)
                #expect(
                    found.contains {
                        truth <= $0.duration.value && truth >= $0.duration.value - ($0.resolution?.value ?? .zero)
                    }, "\(stage) of way \(way.number) took \(truth)")
            }
        }
    }

    @Test(arguments: [
        (#"{"Records": [5]}"#, "file0:1:14: Records[0]: found the number 5 (expected: a record)"),
        (
            #"{"Records": [{"eventName": 5, "eventSource": "ec2.amazonaws.com"}]}"#,
            "file0:1:28: Records[0].eventName: found the number 5"
        ),
        (#"{"Records": [{"eventSource": "ec2.amazonaws.com"}]}"#, "file0:1:14: Records[0]: eventName is missing"),
        (
            #"{"Records": [{"eventSource": "ec2.amazonaws.com", "eventName": "DeleteVolume", "eventTime": "5 May"}]}"#,
            "file0:1:93: Records[0].eventTime: found the text \"5 May\""
        ),
        (#"{"Records": [{"eventSource": "#, "file0:1:30: Records[0]"),
        (#"{"Events": []}"#, "aws cloudtrail lookup-events"),
        (#"{"events": [{"id": 1}], "nextToken": "x"}"#, "more pages follow"),
        ("", "file0:1:1: : the file is empty"), ("hello", "this is not JSON"), ("[1, 2", "file0:"),
        ("null", "this is not JSON"),
    ])
    func issuesNameTheirPlace(text: String, words: String) throws {
        let issues = try read([text]).issues
        #expect(!issues.isEmpty)
        let told = issues.map {
            "\($0.file):\($0.line):\($0.column): \($0.path): \($0.problem) (expected: \($0.expected))"
        }
        #expect(told.contains { $0.contains(words) }, "\(told)")
    }

    /// Every issue of a file is told, up to a hundred, and the rest is counted.
    @Test func tellsEveryIssue() throws {
        let record = #"{"eventSource": "ec2.amazonaws.com", "eventName": "DeleteVolume", "eventTime": "never"}"#
        let issues = try read([#"{"Records": [\#([String](repeating: record, count: 150).joined(separator: ",\n"))]}"#])
            .issues
        #expect(issues.count == 101)
        #expect(issues[99].line == 100)
        #expect(issues[100].problem == "50 more issues of this file are not shown")
    }

    /// What CloudTrail left out because it was too large is no fault.
    @Test func leavesOmittedPartsAside() throws {
        let record =
            #"{"eventSource": "ec2.amazonaws.com", "eventName": "RunInstances", "eventTime": "2025-03-01T04:00:00Z", "#
            + #""requestParameters": {}, "responseElements": {"omitted": true, "originalSize": 102401}}"#
        let runs = try read([#"{"Records": [\#(record)]}"#])
        #expect(runs.issues.isEmpty)
        #expect(runs.observations.isEmpty)
    }
}

/// A way with times in milliseconds, and the records that a trail would hold of it.
private struct WrittenWay {
    var number: Int
    var account: String
    var times: [String: Int] = [:]

    private static let requests = [
        "CreateSnapshot", "ModifySnapshotAttribute", "CreateVolume", "AttachVolume", "DetachVolume", "DeleteVolume",
        "DeleteSnapshot",
    ]

    init(number: Int, _ dice: inout Dice) {
        self.number = number
        account = "\(100_000_000_000 + number)"
        var time = 1_740_801_600_000 + dice.roll(0...3_600_000)
        for request in Self.requests {
            if request == "CreateVolume" {
                time += dice.roll(0...100_000)
                times["RunInstances"] = time
            }
            times[request] = time + dice.roll(1000...400_000)
            time = times[request]!
        }
    }

    private static let spans = [
        "snapshot": ("CreateSnapshot", "ModifySnapshotAttribute"), "createVolume": ("CreateVolume", "AttachVolume"),
        "scan": ("AttachVolume", "DetachVolume"), "detach": ("DetachVolume", "DeleteVolume"),
        "deleteVolume": ("DeleteVolume", "DeleteSnapshot"), "scannerBoot": ("RunInstances", "CreateVolume"),
    ]

    func start(of stage: String) -> Int { times[Self.spans[stage]!.0]! }

    func length(of stage: String) -> Int { times[Self.spans[stage]!.1]! - start(of: stage) }

    var records: [String] {
        times.map { name, time in
            let asked: String
            let answered: String
            switch name {
            case "CreateSnapshot": (asked, answered) = ("{}", #"{"snapshotId": "snap-\#(number)", "volumeSize": "8"}"#)
            case "CreateVolume":
                (asked, answered) = (#"{"snapshotId": "snap-\#(number)"}"#, #"{"volumeId": "vol-\#(number)"}"#)
            case "RunInstances":
                (asked, answered) = ("null", #"{"instancesSet": {"items": [{"instanceId": "i-\#(number)"}]}}"#)
            case "ModifySnapshotAttribute", "DeleteSnapshot":
                (asked, answered) = (#"{"snapshotId": "snap-\#(number)"}"#, "null")
            default: (asked, answered) = (#"{"volumeId": "vol-\#(number)", "instanceId": "i-\#(number)"}"#, "null")
            }
            let seconds = time / 1000
            let date = Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
            return #"{"eventID": "\#(name)-\#(number)", "eventSource": "ec2.amazonaws.com", "eventName": "\#(name)", "#
                + #""eventTime": "\#(date)", "awsRegion": "us-east-1", "userIdentity": {"accountId": "\#(account)"}, "#
                + #""requestParameters": \#(asked), "responseElements": \#(answered)}"#
        }
    }
}
