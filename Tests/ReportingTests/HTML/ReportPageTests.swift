import Foundation
import ScanModel
import Studies
import Testing

@testable import Reporting

@Suite("Report pages")
struct ReportPageTests {
    private static let sections = [
        "answer", "figures", "knobs", "timeline", "quotas", "distribution", "cost", "tornado", "front", "map", "limits",
        "regions", "accounts", "thresholds", "provenance", "notices", "origin",
    ]

    @Test func areXMLWithEveryPartInItsPlace() throws {
        let page = try PageReader(try PageMaterial().page())
        #expect(page.all("section").map { $0.attributes["id"] } == ReportPageTests.sections)
        #expect(page.all("h1").count == 1 && page.all("main").count == 1 && page.all("title").count > 1)
        let levels = page.elements.filter { ["h1", "h2", "h3", "h4"].contains($0.name) }.map {
            Int($0.name.dropFirst()) ?? 0
        }
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for link in page.all("a") where link.attributes["href"]?.hasPrefix("#") == true {
            #expect(ids.contains(String(link.attributes["href"]?.dropFirst() ?? "")))
        }
        for table in page.all("table") {
            #expect(table.text.contains(page.all("caption").first { table.text.hasPrefix($0.text) }?.text ?? "?"))
        }
        #expect(page.all("th").allSatisfy { $0.attributes["scope"] != nil })
    }

    @Test func saysTheAnswerInTheWordsOfTheText() throws {
        let material = try PageMaterial().material()
        let page = try PageReader(ReportPage.document(material, version: "1"))
        let answer = try #require(page.all("section").first { $0.attributes["id"] == "answer" }).text
        #expect(answer.contains("Fits. The scan cycle takes 5 min 46 s, 14 s less than the deadline of 6 min."))
        let text = DeploymentText(answer: material.answer.deployments[0], objective: Objective(), style: TextStyle())
        for (word, sentence) in text.facts() where word != "note" { #expect(answer.contains(sentence), "\(sentence)") }
    }

    @Test func partsThatAreMissingAreSaidToBe() throws {
        let bare = try PageReader(try PageMaterial(trials: 1, hasKnobs: false, hasSearch: false).page())
        for id in ["knobs", "tornado", "front", "map", "limits"] {
            let section = try #require(bare.all("section").first { $0.attributes["id"] == id })
            #expect(section.text.contains("Left out: "), "\(id)")
        }
        // No knobs, no program.
        #expect(bare.all("script").isEmpty && !bare.all("svg").isEmpty)
        let policy = try #require(bare.all("meta").compactMap { $0.attributes["content"] }.first { $0.contains("src") })
        #expect(policy.contains("script-src 'none'"))
    }

    @Test(arguments: PageMaterial.hostile)
    func hostileNamesAreText(name: String) throws {
        let tiny = TinyScenario(deadline: Seconds(360), name: name, profile: name, notices: [name])
        let page = try PageReader(try PageMaterial(tiny: tiny, name: name).page())
        let known: Set = [
            "a", "b", "bdi", "body", "br", "button", "caption", "circle", "dd", "desc", "details", "div", "dl", "dt",
            "fieldset", "figcaption", "figure", "footer", "g", "h1", "h2", "h3", "head", "header", "html", "i", "input",
            "label", "legend", "li", "line", "main", "meta", "nav", "noscript", "output", "p", "path", "rect", "script",
            "section", "span", "style", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr",
            "ul",
        ]
        for element in page.elements {
            #expect(known.contains(element.name), "\(element.name)")
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" || $0 == "src" })
            if let target = element.attributes["href"] {
                #expect(target.hasPrefix("#") || target.hasPrefix("https://"))
            }
        }
        #expect(page.all("script").count == 2 && page.all("style").count == 2)
        // Seen, and not whole where it is long.
        let shown = page.all("bdi").map(\.text)
        #expect(shown.contains(SafeText.name(name)))
        #expect(shown.allSatisfy { $0.unicodeScalars.count <= 200 + 100 })
    }

    @Test func drawingsStayInTheirFrames() throws {
        for material in [PageMaterial(), PageMaterial(regions: 30, stretches: 200, trials: 500)] {
            let page = try PageReader(try material.page())
            var places = 0
            for element in page.elements {
                guard let frame = element.frame, element.name != "svg" else { continue }
                let names = [("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy")]
                var points: [(Double, Double)] = names.compactMap { names in
                    guard let x = element.attributes[names.0].flatMap(Double.init),
                        let y = element.attributes[names.1].flatMap(Double.init)
                    else { return nil }
                    return (x, y)
                }
                if let first = points.first, let width = element.attributes["width"].flatMap(Double.init),
                    let height = element.attributes["height"].flatMap(Double.init)
                {
                    points.append((first.0 + width, first.1 + height))
                }
                places += points.count
                #expect(
                    points.allSatisfy { $0.0 >= 0 && $0.0 <= frame.width && $0.1 >= 0 && $0.1 <= frame.height },
                    "\(element)")
            }
            #expect(places > 100)
        }
    }

    @Test func theStepsOfTheCostAddUp() throws {
        let estimate = try TinyScenario().answer().deployments[0].estimate
        let total = try #require(estimate.perCycle)
        #expect(abs(CostSection.steps(estimate).reduce(0) { $0 + $1.amount } - total) < 1e-12)
        var reduced = estimate
        for index in reduced.lines.indices {
            reduced.lines[index].unitPrice *= 0.7
            reduced.lines[index].amount *= 0.7
        }
        let steps = CostSection.steps(reduced)
        #expect(steps.count == CostSection.steps(estimate).count + 1)
        #expect(abs(steps.reduce(0) { $0 + $1.amount } - total * 0.7) < 1e-12)
        #expect(abs((steps.last?.amount ?? 0) + total * 0.3) < 1e-12)
    }

    @Test func theMapAndTheDataTellTheSame() throws {
        let material = try PageMaterial().material()
        let model = KnobModel(try #require(material.knobs), PageContext(material, version: "1"))
        #expect(model.points.count == 24 && model.plans.count < 25 && model.mapAxes == [0, 1])
        #expect(model.present == 12 && model.plans[model.points[12]].texts[4] == "the same")
        let page = try PageReader(ReportPage.document(material, version: "1"))
        let cells = page.all("td").filter { $0.attributes["data-row"] != nil }
        #expect(cells.count == 12 && cells.count { $0.attributes["aria-current"] != nil } == 1)
        for (index, cell) in cells.enumerated() {
            let plan = model.plans[model.points[index * 2]]
            #expect(cell.text == plan.letter + plan.texts[0] + plan.fit)
        }
    }

    @Test func aLargeFleetIsASmallPage() throws {
        let text = try PageMaterial(regions: 30, stretches: 200, accounts: 5_000, trials: 1_000).page()
        let page = try PageReader(text)
        #expect(text.utf8.count < 2_000_000, "\(text.utf8.count)")
        #expect(page.elements.count < 6_000, "\(page.elements.count)")
        let accounts = try #require(page.all("section").first { $0.attributes["id"] == "accounts" })
        #expect(accounts.text.contains("4,950 more"))
    }

    @Test func theSameBytesEachTime() throws {
        let page = try PageMaterial().page()
        #expect(try PageMaterial().page() == page)
    }
}
