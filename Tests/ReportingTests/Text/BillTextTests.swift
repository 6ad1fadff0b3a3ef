import Foundation
import Reporting
import ScanModel
import Studies
import Testing

/// What of the bill is told on request, in both forms.
///
/// The tiny scenario costs, in seconds of its timetable: scanners of us-east-1 135 + 155 s and of eu-west-1 175 s at
/// 0.0001 USD a second. Account 111122223333 holds all of us-east-1, 222233334444 all of eu-west-1.
@Suite("The bill on request")
struct BillTextTests {
    private func answer(_ tiny: TinyScenario = TinyScenario()) throws -> StudyAnswer {
        let extras = StudyExtras(naive: true, billRange: true, showBack: .account)
        guard case .answered(let answer) = try ScanStudy.answer(tiny.scenario, depth: .simulate, extras: extras) else {
            throw TinyScenario.Refused(bottlenecks: [])
        }
        return answer
    }

    private func members(_ answer: StudyAnswer) throws -> [String: Any] {
        let document = AnswerJSON.document(answer, version: "1").document
        let read = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
        return try #require((read?["deployments"] as? [[String: Any]])?.first)
    }

    @Test("naive division: all stages over all places")
    func naive() throws {
        // Snapshots of 20, 30, 40 and 50 s, scans of 80, 100, 120 and 140 s: 580 s over two scanners of two places.
        let text = AnswerText.document(try answer(), style: TextStyle())
        #expect(
            text.contains(
                "  naive      2 min 25 s by naive division: all stages of all instances, 9 min 40 s one after\n"
                    + "             another, over 4 places; the makespan is 2.39 times as long\n"))
        let naive = try #require(try members(answer())["naive"] as? [String: Any])
        #expect(naive["workSeconds"] as? Double == 580)
        #expect(naive["parallelism"] as? Int == 4)
        #expect(naive["makespanSeconds"] as? Double == 145)
        #expect(try #require(naive["makespanFactor"] as? Double).isNearly(346.0 / 145))
    }

    @Test("show-back: nine places, the largest share first, and the sum")
    func showBack() throws {
        let text = AnswerText.document(try answer(), style: TextStyle())
        let showBack = try #require(try members(answer())["showBack"] as? [String: Any])
        #expect(showBack["by"] as? String == "account")
        let total = try #require(showBack["totalUSD"] as? String)
        let shares = try #require(showBack["shares"] as? [[String: Any]])
        #expect(shares.map { $0["name"] as? String } == ["111122223333", "222233334444"])
        let amounts = try shares.map { try #require($0["amountUSD"] as? String) }
        func nano(_ text: String) throws -> Int { try #require(Int(text.replacing(".", with: ""))) }
        #expect(try nano(amounts[0]) + nano(amounts[1]) == nano(total))
        #expect(text.contains("Show-back by account; the shares add up to \(total) USD\n"))
        #expect(shares.map { $0["instances"] as? Int } == [3, 1])
        for (share, hours) in zip(shares, [290.0 / 3600, 175.0 / 3600]) {
            #expect(try #require(share["scannerHours"] as? Double).isNearly(hours))
        }
        let rows = text.split(separator: "\n").filter {
            $0.hasPrefix("  111122223333") || $0.hasPrefix("  222233334444")
        }
        #expect(rows[0].hasPrefix("  111122223333") && rows[0].hasSuffix(amounts[0]))
        #expect(rows[1].hasPrefix("  222233334444") && rows[1].hasSuffix(amounts[1]))
    }

    @Test("range: nothing to vary leaves one figure, and the sentence on timings stays")
    func range() throws {
        let answer = try answer()
        let cost = try #require(answer.deployments[0].estimate.perCycle)
        let text = AnswerText.document(answer, style: TextStyle())
        #expect(text.contains("Range of the bill, per cycle\n  from "))
        #expect(text.contains("\n  per month from "))
        #expect(text.contains("Timings are not varied"))
        let range = try #require(try members(answer)["billRange"] as? [String: Any])
        for key in ["lowUSD", "midUSD", "highUSD"] { #expect(cost.isNearly(range[key])) }
        #expect((range["drivers"] as? [Any])?.isEmpty == true)
        #expect(range["timingsAreVaried"] as? Bool == false)
    }

    @Test("a missing price leaves no share and no range")
    func missing() throws {
        var tiny = TinyScenario()
        tiny.snapshotPricedInEurope = false
        let answer = try answer(tiny)
        let text = AnswerText.document(answer, style: TextStyle())
        #expect(text.contains("  from not known over not known to not known\n"))
        #expect(text.contains("Show-back by account\n"))
        #expect(text.contains("no price"))
        let members = try members(answer)
        #expect((members["showBack"] as? [String: Any])?["totalUSD"] is NSNull)
        #expect((members["billRange"] as? [String: Any])?["midUSD"] is NSNull)
    }

    @Test("nothing of it is told unasked")
    func unasked() throws {
        let answer = try TinyScenario().answer()
        let text = AnswerText.document(answer, style: TextStyle())
        for word in ["naive", "Range of the bill", "Show-back"] { #expect(!text.contains(word)) }
        let members = try members(answer)
        for key in ["naive", "billRange", "showBack"] { #expect(members[key] == nil) }
    }
}
