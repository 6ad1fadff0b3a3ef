internal import Estimation
internal import ScanModel
internal import Studies

/// The machine-readable form of what an answer tells on request.
enum BillJSON {
    /// The members that were asked for; none if nothing was.
    static func members(_ answer: DeploymentAnswer) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(JSONValue.Member(name: name, value: value)) }
        }
        add("naive", answer.naive.map { naive($0, makespan: answer.makespan) })
        add("limits", answer.limits.map(LimitJSON.value))
        add("billRange", answer.billRange.map(range))
        add("caps", answer.caps.map(CapJSON.value))
        add("barrier", answer.barrier.map(CapJSON.value))
        add("inputs", answer.inputs.map(InputJSON.value))
        add("showBack", answer.showBack.map(showBack))
        return members
    }

    private static func naive(_ naive: NaiveDivision, makespan: Double) -> JSONValue {
        .members([
            "workSeconds": .number(naive.work), "parallelism": .count(naive.parallelism),
            "makespanSeconds": .number(naive.makespan),
            "makespanFactor": .optional(naive.makespan > 0 ? makespan / naive.makespan : nil),
        ])
    }

    private static func range(_ range: BillRange) -> JSONValue {
        .members([
            "lowUSD": .optional(range.low), "midUSD": .optional(range.mid), "highUSD": .optional(range.high),
            "timingsAreVaried": .bool(false),
            "missing": .array(
                range.missing.map { .members(["sku": .text($0.item.sku), "region": .text($0.region)]) }),
            "drivers": .array(
                range.drivers.map {
                    .members([
                        "name": .text($0.name), "low": .number($0.low.doubleValue),
                        "high": .number($0.high.doubleValue),
                        "atLowUSD": .optional($0.atLow), "atHighUSD": .optional($0.atHigh),
                        "effectUSD": .optional($0.effect),
                    ])
                }),
        ])
    }

    /// Amounts are texts: they are exact to the billionth, which a number may not be.
    private static func showBack(_ showBack: ShowBack) -> JSONValue {
        .members([
            "by": .text(showBack.by), "totalUSD": .optional(showBack.nanoDollars.map(NanoDollars.text)),
            "shares": .array(
                showBack.shares.map {
                    .members([
                        "name": .optional($0.name), "instances": .count($0.holding.items),
                        "volumes": .count($0.holding.volumes), "scannerHours": .number($0.scannerHours),
                        "storedGiBHours": .number($0.storedGiBHours),
                        "amountUSD": .optional($0.nanoDollars.map(NanoDollars.text)),
                    ])
                }),
        ])
    }
}
