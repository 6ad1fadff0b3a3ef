import ScanModel
import Studies
import Testing

@testable import Reporting

@Suite("Answers as text")
struct AnswerTextTests {
    private func lines(_ answer: StudyAnswer, _ style: TextStyle = TextStyle()) -> [String] {
        AnswerText.document(answer, style: style).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The text after a label of the summary, continued lines joined.
    private func summary(_ label: String, in lines: [String]) -> String? {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("  \(label) ") }) else { return nil }
        let indent = String(repeating: " ", count: 13)
        let rest = lines[(start + 1)...].prefix { $0.hasPrefix(indent) && !$0.dropFirst(13).hasPrefix(" ") }
        return ([lines[start]] + rest).map { String($0.dropFirst(13)) }.joined(separator: " ")
    }

    @Test("begin with the verdict")
    func verdictFirst() throws {
        #expect(
            lines(try TinyScenario().answer())[0]
                == "classic: fits. The scan cycle takes 5 min 46 s, 54 min 14 s less than the deadline of 1 h.")
        #expect(
            lines(try TinyScenario().answer(.plan))[0].hasPrefix("classic: could fit. Planned "))
        #expect(
            lines(try TinyScenario(interval: nil).answer())[0] == "classic: the scan cycle takes 5 min 46 s.")
    }

    @Test("begin with the verdict when the cycle is too late")
    func tooLate() throws {
        let answer = try TinyScenario().answer()
        let bound = try answer.number(.makespanBound)
        #expect(bound < 345, "there is room between the bound and the makespan")
        let missed = try TinyScenario(deadline: Seconds(345)).answer()
        #expect(missed.verdict == .misses)
        #expect(lines(missed)[0] == "classic: too late. The scan cycle takes 5 min 46 s, 1 s more than 5 min 45 s.")
        let proved = try TinyScenario(deadline: Seconds(100)).answer()
        #expect(proved.verdict == .provedTooLate)
        #expect(
            lines(proved)[0]
                == "classic: too late, proved. No schedule takes less than \(Wording.duration(bound)); "
                + "the deadline is 1 min 40 s.")
        let exact = try TinyScenario(deadline: Seconds(346)).answer()
        #expect(exact.verdict == .fits)
    }

    @Test("state the metrics of the answer")
    func agreesWithMetrics() throws {
        let answer = try TinyScenario(budget: Dollars(100)).answer()
        let lines = lines(answer)
        let bound = Wording.duration(try answer.number(.makespanBound))
        let gap = Wording.percent(try answer.number(.makespanGap))
        #expect(summary("makespan", in: lines) == "5 min 46 s; at least \(bound) is proved, the gap is \(gap)")
        let cycle = Wording.money(try answer.number(.costPerCycle))
        let month = Wording.money(try answer.number(.costPerMonth))
        #expect(cycle == "0.0532 USD")
        #expect(
            summary("cost", in: lines) == "\(cycle) per cycle, \(month) per month of 730 h (a cycle every 1 h)")
        let left = Wording.money(100 - (try answer.number(.costPerMonth)))
        #expect(summary("budget", in: lines) == "100.00 USD per month: kept, \(left) left")
        #expect(summary("scanned", in: lines) == "4 of 7 listed instances (4 volumes, 100 GiB)")
        #expect(summary("coverage", in: lines) == "100 % of them within the interval of 1 h")
    }

    @Test("say by how much a budget is exceeded")
    func budgetExceeded() throws {
        let answer = try TinyScenario(budget: Dollars(1)).answer()
        let over = Wording.money(try answer.number(.costPerMonth) - 1)
        #expect(summary("budget", in: lines(answer)) == "1.00 USD per month: exceeded by \(over)")
    }

    @Test("show the regions as they were simulated, and who is not scanned")
    func tables() throws {
        let text = lines(try TinyScenario().answer()).map { $0.split(separator: " ").joined(separator: " ") }
        #expect(text.contains("Regions in the order of the gate (parallel-groups, 10 regions, sliding)"))
        #expect(text.contains { $0.hasPrefix("us-east-1 3 3 2 1/1 the setting 0 s 5 min 46 s") })
        #expect(text.contains { $0.hasPrefix("eu-west-1 1 1 1 1/1 the setting 0 s 4 min 10 s") })
        #expect(text.contains("idle sa-east-1"))
        #expect(text.contains("used parallel-groups 10 sliding 5 min 46 s"))
        #expect(text.contains("literal 1 sliding 9 min 56 s"))
        #expect(text.contains("1 account has no target stack"))
        #expect(text.contains("1 region is not selected"))
        #expect(text.contains("1 no volume"))
        #expect(text.contains("3 state terminated"))
        #expect(text.contains("111122223333 3 3 5 min 36 s"))
        #expect(text.contains("222233334444 1 1 4 min"))
        #expect(text.contains("scanners 0.129 h 0.0465 a made-up sheet"))
        #expect(text.contains("timings.scan.base 60s 30s to 90s"))
        #expect(text.contains("Assumptions: 1 of 2 constants are assumed, nobody published them"))
    }

    @Test("say what is needed of quotas that nobody stated")
    func needs() throws {
        let text = lines(try TinyScenario().answer())
        #expect(
            text.contains {
                $0.contains("on-demand standard vCPU: 2 vCPU in us-east-1; a new account has 5 (limits.onDemandVcpu")
            })
    }

    @Test("name a missing price instead of a total, and label stand-ins")
    func missingPrice() throws {
        let missing = lines(try TinyScenario(snapshotPricedInEurope: false).answer())
        let cost = try #require(summary("cost", in: missing))
        #expect(cost.hasPrefix("no total: no price for snapshot:GiB-month in eu-west-1;"))
        let standIn = lines(try TinyScenario(snapshotPricedInEurope: false, standIn: "us-east-1").answer())
        #expect(standIn.contains { $0.hasPrefix("  snapshots (stand-in prices) ") })
        #expect(
            try #require(summary("cost", in: standIn))
                .hasSuffix("prices of us-east-1 stand in where a region has none"))
    }

    @Test("keep to the columns there are", arguments: [60, 80, 100, 140])
    func width(columns: Int) throws {
        let notice = String(repeating: "Concurrency changes nothing under this reading. ", count: 5)
        for depth in [StudyDepth.plan, .simulate] {
            let answer = try TinyScenario(snapshotPricedInEurope: false, notices: [notice]).answer(depth)
            let lines = lines(answer, TextStyle(width: columns))
            for line in lines.dropFirst() where !isHeading(line) {
                #expect(line.count <= columns, "\(line)")
            }
            if columns >= 100 { #expect(lines.allSatisfy { $0.count <= 100 || columns > 100 }) }
        }
    }

    /// A line at the margin: the verdict and the titles of the sections, which are never wrapped.
    private func isHeading(_ line: String) -> Bool { !line.hasPrefix(" ") }

    @Test("have no escape codes without colours, and the same words with them")
    func colours() throws {
        let answer = try TinyScenario().answer()
        let plain = AnswerText.document(answer, style: TextStyle(colours: false))
        let coloured = AnswerText.document(answer, style: TextStyle(colours: true))
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.hasPrefix("\u{1B}[1;32mclassic: fits."))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
        let late = try TinyScenario(deadline: Seconds(345)).answer()
        #expect(AnswerText.document(late, style: TextStyle(colours: true)).hasPrefix("\u{1B}[1;31mclassic: too late."))
    }

    @Test("are never narrower than 60 columns")
    func leastWidth() {
        #expect(TextStyle(width: 10).width == 60)
        #expect(TextStyle().width == 100)
        #expect(!TextStyle().colours)
    }

    @Test("sum up several deployments at the end")
    func severalDeployments() throws {
        var scenario = TinyScenario().scenario
        scenario.deployments.append(TinyScenario(name: "second").deployment)
        guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate) else {
            Issue.record("a plan was expected")
            return
        }
        let lines = lines(answer)
        #expect(lines.contains { $0.hasPrefix("second: fits.") })
        let end = try #require(lines.firstIndex(of: "All deployments"))
        #expect(lines[end...].contains("  items: 8 instances"))
        #expect(lines[end...].contains("  makespan: 346 s"))
        #expect(!lines[end...].contains { $0.contains("scanners.peak") })
    }

    @Test("say what is short where there is no plan")
    func infeasible() {
        let text = AnswerText.document(
            scenario: "tiny",
            bottlenecks: [
                Bottleneck(
                    deployment: "classic", region: nil, limit: "vCPU quota", available: "1 vCPU", needed: "2 vCPU",
                    remedy: "raise the vCPU quota")
            ], style: TextStyle())
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "tiny: infeasible. No plan exists under these settings.")
        #expect(lines.contains("  classic     all     vCPU quota  1 vCPU    2 vCPU  raise the vCPU quota"))
        #expect(!text.contains("\u{1B}"))
    }
}
