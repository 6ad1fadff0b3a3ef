internal import ScanModel
public import Studies

/// A report as one file that needs nothing else: no network, no other file, and no program but for the knobs.
public enum ReportPage {
    /// The same material gives the same bytes. Names in the material may be hostile; they are shown as text.
    ///
    /// - Parameters:
    ///   - material: what the report shows.
    ///   - version: of the program.
    /// - Returns: an HTML document that is XML as well.
    /// - Complexity: O(size of the material).
    public static func document(_ material: ReportMaterial, version: String) -> String {
        let page = PageContext(material, version: version)
        let sections = [
            AnswerSection.section(page), FiguresSection.section(page), KnobSection.section(page),
            TimelineSection.section(page), QuotaSection.section(page), DistributionSection.section(page),
            CostSection.section(page), TornadoSection.section(page), FrontSection.section(page),
            BindingMapSection.section(page), LimitSection.section(page), RegionSection.section(page),
            AccountSection.section(page), ThresholdSection.section(page), ProvenanceSection.section(page),
            NoticeSection.section(page), OriginSection.section(page),
        ]
        let body = Markup.tag(
            "body", [:], .tag("a", ["class": "skip", "href": "#content"], "Skip to the answer"), header(page),
            .tag("div", ["class": "page"], contents(sections), main(sections)), footer(page),
            page.hasKnobs ? .raw("script", PageScript.knobs) : .nothing)
        return "<!DOCTYPE html>\n" + Markup.tag("html", ["lang": "en", "dir": "ltr"], head(page), body).source + "\n"
    }

    private static func head(_ page: PageContext) -> Markup {
        .tag(
            "head", [:], .tag("meta", ["charset": "utf-8"]),
            .tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy(page)]),
            .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .tag("meta", ["name": "referrer", "content": "no-referrer"]),
            .tag("meta", ["name": "generator", "content": "scanplan \(page.version)"]),
            .tag("title", [:], .text(SafeText.name(page.answer.scenario) + ": scan cycle report")),
            .raw("style", PageStyle.sheet), .raw("style", PageStyle.drawings))
    }

    /// Nothing may be loaded, sent or run but the page's own style sheets and program, by their digests.
    private static func policy(_ page: PageContext) -> String {
        let styles = [PageStyle.sheet, PageStyle.drawings].map(source).joined(separator: " ")
        let script = page.hasKnobs ? source(PageScript.knobs) : "'none'"
        return "default-src 'none'; style-src \(styles); script-src \(script); base-uri 'none'; form-action 'none'"
    }

    private static func source(_ text: StaticString) -> String {
        var hash = SHA256()
        hash.update("\(text)".utf8)
        return "'sha256-\(Base64.text(hash.digest()))'"
    }

    private static func header(_ page: PageContext) -> Markup {
        let choices = [("auto", "System"), ("light", "Light"), ("dark", "Dark")].map { value, title in
            Markup.tag(
                "label", [:],
                .tag(
                    "input",
                    [
                        "type": "radio", "name": "theme", "id": "theme-\(value)", "value": value,
                        "checked": value == "auto" ? "checked" : nil,
                    ]), .text(title))
        }
        let names = page.answer.deployments.map { SafeText.name($0.deployment.profile) }
        var profiles: [String] = []
        for name in names where !profiles.contains(name) { profiles.append(name) }
        let subtitle =
            "\(Wording.counted(page.answer.deployments.count, "deployment")), "
            + "\(profiles.joined(separator: ", ")), " + page.trialsText + ", seed \(page.answer.seed)"
        return .tag(
            "header", [:],
            .tag(
                "div", [:], .tag("h1", [:], .name(page.answer.scenario), ": scan cycle report"),
                .tag("p", [:], .text(subtitle))),
            .tag("fieldset", ["class": "theme"], parts: [Markup.tag("legend", [:], "Colours")] + choices))
    }

    private static func contents(_ sections: [PageSection]) -> Markup {
        .tag(
            "nav", ["aria-label": "Contents"],
            .tag(
                "ul", [:],
                parts: sections.map { .tag("li", [:], .tag("a", ["href": "#\($0.id)"], .text($0.title))) }))
    }

    private static func main(_ sections: [PageSection]) -> Markup {
        .tag(
            "main", ["id": "content", "tabindex": "-1"],
            parts: sections.map { section -> Markup in
                .tag(
                    "section", ["id": section.id, "aria-labelledby": "\(section.id)-title"],
                    .tag("h2", ["id": "\(section.id)-title"], .text(section.title)), section.body)
            })
    }

    private static func footer(_ page: PageContext) -> Markup {
        .tag(
            "footer", [:],
            .tag("p", [:], "Made by scanplan \(page.version). This file loads nothing and sends nothing."))
    }
}

/// A part of the page under a heading of its own.
struct PageSection {
    var id: String
    var title: String
    var body: Markup

    init(_ id: String, _ title: String, _ body: Markup) { (self.id, self.title, self.body) = (id, title, body) }
}

/// The material with what several parts ask of it.
struct PageContext {
    let material: ReportMaterial
    let version: String

    /// Names that sentences are made of are cut here, so that no sentence drowns in a name.
    init(_ material: ReportMaterial, version: String) {
        var material = material
        material.answer.scenario = SafeText.name(material.answer.scenario)
        for index in material.answer.deployments.indices {
            let name = material.answer.deployments[index].deployment.name
            material.answer.deployments[index].deployment.name = SafeText.name(name)
        }
        (self.material, self.version) = (material, SafeText.name(version))
    }

    var answer: StudyAnswer { material.answer }
    var trials: TrialReport { material.trials }
    var isSingle: Bool { answer.deployments.count == 1 }
    var hasKnobs: Bool { material.knobs != nil }

    /// "200 trials", "one trial, nothing is random".
    var trialsText: String {
        guard answer.isSimulated else { return "not simulated" }
        guard trials.isRandom else { return "one trial, because nothing is random" }
        return Wording.counted(trials.statistics.count, "trial")
    }

    /// A part for each deployment, under its name where there are several.
    func perDeployment(_ part: (DeploymentAnswer, Int) -> Markup) -> Markup {
        .all(
            answer.deployments.enumerated().map { index, deployment -> Markup in
                guard !isSingle else { return part(deployment, index) }
                return .tag(
                    "div", ["class": "deployment"], .tag("h3", [:], .name(deployment.deployment.name)),
                    part(deployment, index))
            })
    }

    /// A caption that no other deployment has.
    func caption(_ text: String, _ deployment: DeploymentAnswer) -> String {
        isSingle ? text : "\(text), \(SafeText.short(deployment.deployment.name, 60))"
    }
}

extension DeploymentAnswer {
    /// Seconds of ticks of this deployment's clock.
    func seconds(_ ticks: Int64) -> Double { plan.scale.seconds(ticks).doubleValue }
}

/// Bytes as text by RFC 4648, section 4.
enum Base64 {
    static func text(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
            }
        }
        return text
    }
}
