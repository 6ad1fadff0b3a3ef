import Testing

@testable import SensorMix

@Suite struct TagParserTests {
    private func read(_ text: String, known: Set<String> = ["prod", "running"]) throws -> TagExpression {
        try TagExpression.read(text, known: known)
    }

    private func holds(_ text: String, _ assets: AssetClass, tagged: Set<String> = []) throws -> Bool {
        try read(text).holds(for: assets, tagged: tagged)
    }

    private let assets: AssetClass = {
        var assets = Estates.open("shop")
        assets.size = "Standard_B2s"
        assets.meanLife = 7200
        assets.tags = ["env": "prod eu", "team": ""]
        return assets
    }()

    @Test(arguments: [
        ("cloud = aws", true), ("cloud=azure", false), ("cloud != azure", true), ("name = sh*", true),
        ("name = *op", true), ("name = *ho*", true), ("name = *hx*", false), ("name = *", true), ("name = sho", false),
        ("size = Standard_B*", true), ("tags.env = 'prod eu'", true), ("tags.env = \"prod\"", false),
        ("tags.owner = *", false), ("tags.owner != x", true), ("tags.team = ''", true), ("lifetime = 2h", true),
        ("lifetime < 2h", false), ("lifetime <= 120m", true), ("lifetime > 1d", false), ("lifetime >= 7200s", true),
        ("lifetime != 1h", true), ("containers >= 4", true), ("webApplications < 2", false),
        ("publicAddress = true", true), ("publicAddress != true", false), ("marketplace = false", true),
        ("state = running and platform = linux", true), ("running", true), ("prod", false), ("not prod", true),
        ("not not prod", false),
        // `and` binds stronger than `or`.
        ("running or prod and prod", true), ("(running or prod) and prod", false),
        ("NOT prod AND (cloud = azure OR reachable = true)", true),
    ])
    func rulesHold(rule: String, expected: Bool) throws {
        #expect(try holds(rule, assets, tagged: ["running"]) == expected, "\(rule)")
    }

    @Test func assetsThatStayLiveLongest() throws {
        #expect(try holds("lifetime > 366d", Estates.open()))
        #expect(try !holds("lifetime < 99999d", Estates.open()))
    }

    @Test(arguments: [
        ("", 1, "ends"), ("cloud", 1, "names `cloud`"), ("cloud =", 8, "ends"), ("cloud = aws prod", 13, "has `prod`"),
        ("cloud < aws", 7, "has `<`"), ("lifetime < 2", 12, "has `2`"), ("containers = 2x", 14, "has `2x`"),
        ("containers = 9999999999", 14, "has `9999999999`"), ("publicAddress = maybe", 17, "has `maybe`"),
        ("(prod", 6, "ends"), ("prod)", 5, "has `)`"), ("and prod", 1, "has `and`"), ("prod and", 9, "ends"),
        ("name = 'a", 8, "has a quote"), ("a; b", 2, "has the character `;`"), ("prod\u{0} x", 5, "has the character"),
        ("cluod = aws", 1, "names `cluod`"), ("runing", 1, "names `runing`"), ("= aws", 1, "has `=`"),
        ("tags. = a", 1, "names `tags.`"), ("'prod'", 1, "has \"prod\""),
    ])
    func faultsHaveTheirPlace(rule: String, position: Int, problem: String) {
        do {
            let expression = try read(rule)
            Issue.record("\(rule) is \(expression)")
        } catch let error as TagSyntaxError {
            #expect(error.position == position, "\(rule): \(error)")
            #expect(error.problem.hasPrefix(problem), "\(rule): \(error)")
            #expect(!error.expected.isEmpty)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func rulesAreBounded() {
        #expect(throws: TagSyntaxError.self) { try read(String(repeating: "a", count: 1001)) }
        for deep in ["(", "not "] {
            #expect(throws: TagSyntaxError.self) {
                try read(
                    String(repeating: deep, count: 21) + "prod" + (deep == "(" ? String(repeating: ")", count: 21) : "")
                )
            }
            #expect(throws: Never.self) {
                try read(
                    String(repeating: deep, count: 20) + "prod" + (deep == "(" ? String(repeating: ")", count: 20) : "")
                )
            }
        }
    }

    /// Later rules may name earlier tags, and the filter of a sensor all of them.
    @Test func tagsBuildOnEachOther() throws {
        var other = assets
        other.isRunning = false
        let tags = [
            DynamicTag(name: "up", rule: try TagExpression.read("state = running", known: [])),
            DynamicTag(name: "mine", rule: try TagExpression.read("up and cloud = aws", known: ["up"])),
        ]
        let matches = TagMatches(SensorEstate(classes: [assets, other], sensors: [], tags: tags))
        #expect(matches.tagsOfClass == [["up", "mine"], []])
        #expect(tags[1].rule.names == ["up"])
    }
}
