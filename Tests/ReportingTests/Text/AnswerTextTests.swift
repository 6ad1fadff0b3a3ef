import ScanModel
import Studies
import Testing

@testable import Reporting

@Suite("Answers as text")
struct AnswerTextTests {
    private func lines(_ answer: StudyAnswer, _ style: TextStyle = TextStyle()) -> [String] {
        AnswerText.document(answer, style: style)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The text after a label of the summary, continued lines joined.
    private func summary(_ label: String, in lines: [String]) throws -> String {
        let start = try #require(lines.firstIndex { $0.hasPrefix("  \(label) ") }, "no \(label)")
        let indent = String(repeating: " ", count: 13)
        let rest = lines[(start + 1)...].prefix { $0.hasPrefix(indent) }
        return ([lines[start]] + rest).map { String($0.dropFirst(13)) }.joined(separator: " ")
    }

    /// The cells of every line, with single spaces between.
    private func cells(_ lines: [String]) -> [String] { lines.map { $0.split(separator: " ").joined(separator: " ") } }

    @Test("begin with the verdict when the cycle ends in time")
    func fits() throws {
        #expect(
            lines(try TinyScenario().answer())[0]
                == "classic: fits. The scan cycle takes 5 min 46 s, 54 min 14 s less than the deadline of 1 h.")
        #expect(lines(try TinyScenario().answer(.plan))[0].hasPrefix("classic: could fit. "))
        let exact = try TinyScenario(deadline: Seconds(346)).answer()
        #expect(lines(exact)[0].hasPrefix("classic: fits. "))
        let free = lines(try TinyScenario(interval: nil).answer())[0]
        #expect(free == "classic: the scan cycle takes 5 min 46 s.")
    }

    @Test("begin with the verdict when the cycle is too late")
    func tooLate() throws {
        let missed = try TinyScenario(deadline: Seconds(345)).answer()
        #expect(missed.verdict == .misses)
        #expect(lines(missed)[0] == "classic: too late. The scan cycle takes 5 min 46 s, 1 s more than 5 min 45 s.")
        let proved = try TinyScenario(deadline: Seconds(100)).answer()
        #expect(proved.verdict == .provedTooLate)
        let line = lines(proved)[0]
        #expect(line.hasPrefix("classic: too late, proved"))
        #expect(line.contains(Wording.duration(try proved.number(.makespanBound))))
        #expect(line.contains("1 min 40 s"))
    }

    @Test("state the metrics of the answer")
    func agreesWithMetrics() throws {
        let answer = try TinyScenario(budget: Dollars(100)).answer()
        let lines = lines(answer)
        let makespan = try summary("makespan", in: lines)
        #expect(makespan.hasPrefix("5 min 46 s; "))
        #expect(makespan.contains(Wording.duration(try answer.number(.makespanBound))))
        #expect(makespan.contains(Wording.percent(try answer.number(.makespanGap))))
        let cycle = Wording.money(try answer.number(.costPerCycle))
        let month = Wording.money(try answer.number(.costPerMonth))
        #expect(cycle == "0.0532 USD")
        #expect(month == "38.82 USD")
        #expect(
            try summary("cost", in: lines).hasPrefix(
                "\(cycle) per cycle, \(month) per month of 730 h (a cycle every 1 h)"))
        #expect(try summary("usage", in: lines).hasPrefix("0.13 scanner hours, 3 GiB-hours of volumes, 6 GiB-hours"))
        #expect(try summary("budget", in: lines) == "100.00 USD per month: kept, 61.18 USD left")
        #expect(try summary("scanned", in: lines) == "4 of 7 listed instances (4 volumes, 100 GiB)")
        #expect(try summary("coverage", in: lines) == "100 % of them within the interval of 1 h")
    }

    @Test("say by how much a budget is exceeded")
    func budgetExceeded() throws {
        let answer = try TinyScenario(budget: Dollars(1)).answer()
        #expect(try summary("budget", in: lines(answer)) == "1.00 USD per month: exceeded by 37.82 USD")
    }

    @Test("show the regions and readings as they were simulated")
    func regions() throws {
        let text = cells(lines(try TinyScenario().answer()))
        #expect(text.contains { $0.hasPrefix("us-east-1 3 3 1/1 setting 0:00:00 0:05:46 ") })
        #expect(text.contains { $0.hasPrefix("eu-west-1 1 1 1/1 setting 0:00:00 0:04:10 ") })
        #expect(text.contains("idle sa-east-1"))
        #expect(text.contains("used parallel-groups 10 sliding 5 min 46 s"))
        #expect(text.contains("literal 1 sliding 9 min 56 s"))
    }

    @Test("show who is not scanned, and why")
    func notScanned() throws {
        let text = cells(lines(try TinyScenario().answer()))
        #expect(text.contains("1 \(ExclusionReason.noTargetStack.title)"))
        #expect(text.contains("1 \(ExclusionReason.regionNotSelected.title)"))
        #expect(text.contains("1 \(ExclusionReason.noVolume.title)"))
        #expect(text.contains("3 state terminated"))
        #expect(text.contains { $0.hasPrefix("no stack") && $0.hasSuffix("444455556666") })
    }

    @Test("show accounts, costs, needs and assumptions")
    func tables() throws {
        let text = cells(lines(try TinyScenario().answer()))
        #expect(text.contains("111122223333 3 3 5 min 36 s"))
        #expect(text.contains("222233334444 1 1 4 min"))
        #expect(text.contains("scanners 0.129 h 0.0465 a made-up sheet"))
        #expect(text.contains("on-demand standard vCPU 2 vCPU us-east-1 5 limits.onDemandVcpu"))
        #expect(text.contains("timings.scan.base 60s 30s to 90s"))
        #expect(text.contains { $0.hasPrefix("Assumptions: 1 of 2 constants are assumed") })
        #expect(!text.contains { $0.hasPrefix("scanner.boot") }, "a documented constant is no assumption")
    }

    @Test("name a missing price instead of a total, and label stand-ins")
    func missingPrice() throws {
        let missing = lines(try TinyScenario(snapshotPricedInEurope: false).answer())
        let cost = try summary("cost", in: missing)
        #expect(cost.hasPrefix("no total: no price for snapshot:GiB-month in eu-west-1;"))
        #expect(!cost.contains(" per cycle"))
        let standIn = lines(try TinyScenario(snapshotPricedInEurope: false, standIn: "us-east-1").answer())
        #expect(standIn.contains { $0.hasPrefix("  snapshots (stand-in prices) ") })
        #expect(try summary("cost", in: standIn).contains("prices of us-east-1 stand in where a region has none"))
        #expect(!lines(try TinyScenario().answer()).contains { $0.contains("stand") && $0.contains("price") })
    }

    @Test("carry what the answer notes beside the deployment's own notices")
    func notices() throws {
        var answer = try TinyScenario(notices: ["One of the deployment."]).answer()
        #expect(try summary("note", in: lines(answer)) == "One of the deployment.")
        answer.deployments[0].plan.demand.encryptedVolumes = [.unknownKey: 1, .customerKey: 1]
        let notes = lines(answer).filter { $0.hasPrefix("  note ") }
        #expect(notes.count == 2)
        #expect(notes.last?.contains("encrypted with a key that the fleet does not tell") == true)
    }

    @Test("keep to the columns there are", arguments: [60, 80, 100, 140])
    func width(columns: Int) throws {
        let notice = String(repeating: "Concurrency changes nothing under this reading. ", count: 5)
        for depth in [StudyDepth.plan, .simulate] {
            let answer = try TinyScenario(snapshotPricedInEurope: false, notices: [notice]).answer(depth)
            for line in lines(answer, TextStyle(width: columns)) {
                // The verdict and the titles, which begin at the margin, are one line each.
                #expect(line.count <= (line.hasPrefix(" ") ? columns : max(columns, 100)), "\(line)")
            }
        }
    }

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

    /// Two rates whose intervals are whole only on a clock finer than any.
    @Test("say so when no tick makes the token intervals whole")
    func clock() throws {
        var scenario = TinyScenario().scenario
        for (region, rate) in [1_000_003, 1_000_033].enumerated() {
            let limit = TokenBucketLimit(rate: TokenRate(perSecond: Rational(rate)), burst: 1)
            scenario.deployments[0].regions[region].buckets = [limit]
        }
        guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate) else {
            Issue.record("a plan was expected")
            return
        }
        #expect(try summary("clock", in: lines(answer)).contains("ns"))
        #expect(!lines(try TinyScenario().answer()).contains { $0.hasPrefix("  clock ") })
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
        #expect(!lines[end...].contains { $0.contains("scanners.peak") }, "peaks do not add up")
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
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0].hasPrefix("tiny: infeasible."))
        #expect(cells(lines).contains("classic all vCPU quota 1 vCPU 2 vCPU raise the vCPU quota"))
        #expect(!text.contains("\u{1B}"))
    }
}
