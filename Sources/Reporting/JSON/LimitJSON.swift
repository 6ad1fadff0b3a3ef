internal import Studies

/// The machine-readable form of the ranked limits.
enum LimitJSON {
    static func value(_ limits: [LimitUse]) -> JSONValue { .array(limits.map(limit)) }

    private static func limit(_ limit: LimitUse) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }
        add("limit", .text(limit.title))
        add("region", .optional(limit.region))
        add("share", .number(limit.share))
        add("regionsOver", .count(limit.regionsOver))
        switch limit.measure {
        case .time(let least, let deadline):
            add("leastSeconds", .number(least))
            add("deadlineSeconds", .number(deadline))
        case .quota(let needed, let available, let unit, let isStated):
            add("needed", .count(needed))
            add("available", .count(available))
            add("unit", .text(unit))
            add("stated", .bool(isStated))
        }
        return .object(members)
    }
}
