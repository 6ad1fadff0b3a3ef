import ScanModel

/// Section 1.1: which tags an instance must carry.
enum Section11Tags {
    private static func instance(_ tags: String, volumeTags: String? = nil) -> String {
        ProofScenario.instance("tags: {\(tags)}" + (volumeTags.map { ", volumeTags: [{\($0)}]" } ?? ""))
    }

    /// Instances scanned and instances left out, by reason.
    private static func demand(_ scenario: ProofScenario) throws -> [String: Int] {
        let demand = try scenario.plan().demand
        var counts: [String: Int] = ["scanned": demand.eligibleInstances]
        for (reason, count) in demand.excluded { counts[reason.rawValue] = count }
        return counts
    }

    static let constraints: [Constraint] = [
        .proved(
            "1.1 TagKey and TagValue (1.8)", "Both are mandatory, and an instance must carry that tag.",
            [
                .classic("parameters/TagKey/required", "false"), .classic("parameters/TagValue/required", "false"),
                .classic("parameters/TagKey/role", "null"), .classic("parameters/TagValue/role", "null"),
            ], by: "theClassicTagIsNeeded"
        ) {
            try expect(!ProofScenario.classic().without("TagKey").issues().isEmpty, "TagKey can be left out")
            try expect(!ProofScenario.classic().without("TagValue").issues().isEmpty, "TagValue can be left out")
            let scenario = ProofScenario.classic(
                [:], [instance("Scan: daily"), instance("Scan: weekly"), instance("scan: daily"), instance("")])
            try expect(demand(scenario), is: ["scanned": 1, "tagsDoNotMatch": 3], "instances")
        },
        .proved(
            "1.1 AdditionalTagKey and AdditionalTagValue (1.8)",
            "Optional; both or neither. Both pairs must match, as nothing says otherwise.",
            [
                .classic("parameters/AdditionalTagKey/required", "true"),
                .classic("parameters/AdditionalTagValue/required", "true"),
                .classic("parameters/AdditionalTagKey/role", "null"),
                .classic("parameters/AdditionalTagValue/role", "null"),
            ], by: "theSecondTagIsNeededToo"
        ) {
            try expect(ProofScenario.classic().issues().isEmpty, "a second tag can be left out")
            try expect(
                !ProofScenario.classic(["AdditionalTagKey": "Team"]).issues().isEmpty, "a key without a value is taken")
            let scenario = ProofScenario.classic(
                ["AdditionalTagKey": "Team", "AdditionalTagValue": "a"],
                [instance("Scan: daily, Team: a"), instance("Scan: daily, Team: b"), instance("Team: a")])
            try expect(demand(scenario), is: ["scanned": 1, "tagsDoNotMatch": 2], "instances")
        },
        .rule(
            "1.1 Characters of classic tags (1.8)", "No spaces, tabs, prefixes or suffixes.",
            .init(
                value: "no whitespace, no wildcards",
                source: "https://docs.qualys.com/en/conn/1.8.0/scans/snapshot-based_scan.htm", confidence: "documented"),
            by: "tagsHaveNoBlanksOrWildcards"
        ) {
            let refused = ["\"a b\"", "\" a\"", "\"a \"", "\"a\\tb\"", "\"a*\"", "\"*\"", "\"\""]
            for parameter in ["TagKey", "TagValue"] {
                try ProofScenario.classic().expect(parameter, takes: ["Scan", "a-b_c.d"], refuses: refused)
            }
        },
        .proved(
            "1.1 MustHaveTagList (1.19)", "All of these tags; empty unless stated.",
            [
                .newer("parameters/MustHaveTagList/role", "\"atLeastOne\""),
                .newer("parameters/MustHaveTagList/required", "true"),
                .newer("parameters/MustHaveTagList/kind", "\"tagText\""),
            ], by: "allOfTheTags"
        ) {
            try expect(demand(.newer([:], [instance("")])), is: ["scanned": 1], "instances without any list")
            let scenario = ProofScenario.newer(
                ["MustHaveTagList": "\"a=1,b=2\""], [instance("a: 1, b: 2"), instance("a: 1"), instance("b: 2")])
            try expect(demand(scenario), is: ["scanned": 1, "tagsDoNotMatch": 2], "instances")
        },
        .proved(
            "1.1 AtLeastOneInList (1.19)", "One of these tags; empty unless stated.",
            [
                .newer("parameters/AtLeastOneInList/role", "\"none\""),
                .newer("parameters/AtLeastOneInList/required", "true"),
                .newer("parameters/AtLeastOneInList/kind", "\"tagText\""),
            ], by: "oneOfTheTags"
        ) {
            try expect(demand(.newer([:], [instance("")])), is: ["scanned": 1], "instances without any list")
            let scenario = ProofScenario.newer(
                ["AtLeastOneInList": "\"a=1,b=2\""],
                [instance("a: 1, b: 2"), instance("a: 1"), instance("b: 2"), instance("a: 2")])
            try expect(demand(scenario), is: ["scanned": 3, "noneOfTheTags": 1], "instances")
        },
        .proved(
            "1.1 NoneInTheList (1.19)", "None of these tags; empty unless stated.",
            [
                .newer("parameters/NoneInTheList/role", "\"atLeastOne\""),
                .newer("parameters/NoneInTheList/required", "true"),
                .newer("parameters/NoneInTheList/kind", "\"tagText\""),
            ], by: "noneOfTheTags"
        ) {
            try expect(demand(.newer([:], [instance("")])), is: ["scanned": 1], "instances without any list")
            let scenario = ProofScenario.newer(
                ["NoneInTheList": "\"a=1,b=2\""], [instance("a: 2"), instance("a: 1, c: 3"), instance("b: 2")])
            try expect(demand(scenario), is: ["scanned": 1, "keptOutByTag": 2], "instances")
        },
        .proved(
            "1.1 NoneOnVolume (1.19)", "Volumes with one of these tags are not read; empty unless stated.",
            [
                .newer("parameters/NoneOnVolume/role", "\"none\""),
                .newer("parameters/NoneOnVolume/required", "true"),
                .newer("parameters/NoneOnVolume/kind", "\"tagText\""),
            ], by: "volumesAreKeptOut"
        ) {
            let instances = [instance("", volumeTags: "a: 1"), instance("a: 1", volumeTags: "a: 2")]
            try expect(demand(.newer([:], instances)), is: ["scanned": 2], "instances without any list")
            let scenario = ProofScenario.newer(["NoneOnVolume": "\"a=1\""], instances)
            try expect(demand(scenario), is: ["scanned": 1, "noValidVolume": 1], "instances")
        },
        .rule(
            "1.2b Tag logic", "Pairs of key and value, parted at the =; all lists that are stated have to agree.",
            .init(
                value: "must have AND at least one AND none of",
                source:
                    "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 CloudFormationTemplate_ServiceAccount.json "
                    + "(template 1.19.0-11)", confidence: "documented"), by: "allListsHaveToAgree"
        ) {
            let scenario = ProofScenario.newer(
                [
                    "MustHaveTagList": "\"a=1\"", "AtLeastOneInList": "\"b=1,b=2\"", "NoneInTheList": "\"c=3\"",
                ],
                [
                    instance("a: 1, b: 1"), instance("a: 1, b: 1, c: 3"), instance("a: 1"),
                    instance("b: 1"),
                ])
            try expect(
                demand(scenario),
                is: ["scanned": 1, "keptOutByTag": 1, "noneOfTheTags": 1, "tagsDoNotMatch": 1], "instances")
        },
    ]
}
