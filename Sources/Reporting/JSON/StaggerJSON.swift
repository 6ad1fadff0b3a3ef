internal import ScanModel
public import Studies

/// Accounts spread over days, as JSON.
public enum StaggerJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.stagger/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: StaggerAnswer, version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(version), "scenario": .text(answer.scenario),
            "seed": .unsigned(answer.seed), "result": .text("answered"),
            "firstDay": .optional(answer.settings.first?.description),
            "deployments": .array(answer.deployments.map(deployment)),
        ])
    }

    private static func deployment(_ answer: StaggeredDeployment) -> JSONValue {
        .members([
            "name": .text(answer.name), "days": .count(answer.calendar.days),
            "slotMinutes": .count(answer.calendar.slotMinutes), "repeats": .bool(answer.calendar.repeats),
            "intervalSeconds": .optional(answer.intervalSeconds), "deadlineSeconds": .optional(answer.deadline),
            "peak": .number(answer.peak), "bound": .number(answer.bound),
            "gap": .optional(answer.bound > 0 ? answer.peak / answer.bound - 1 : nil),
            "boundRestsOn": answer.boundQuota.map { .members(quota($0)) } ?? .null,
            "boundAssumes": .array(answer.boundAssumptions.names.map(JSONValue.text)),
            "peakInTurn": .number(answer.inTurn), "peakAtOnce": .number(answer.unstaggered),
            "pinnedAccounts": .count(answer.pinned), "accountsWithoutWork": .count(answer.accountsWithoutWork),
            "slots": .array(answer.slots.map(slot)),
            "quotas": .array(
                answer.quotas.map { entry in
                    guard case .object(let members) = JSONValue.members(quota(entry.quota)) else { return .null }
                    return .object(members + [.init(name: "fullestSlot", value: .number(entry.peak))])
                }),
        ])
    }

    private static func quota(_ quota: StaggerQuota) -> KeyValuePairs<String, JSONValue> {
        [
            "quota": .text(quota.title), "region": .optional(quota.region), "unit": .text(quota.unit),
            "allAccounts": .number(quota.total), "perSlot": .number(quota.perSlot),
        ]
    }

    private static func slot(_ slot: StaggeredSlot) -> JSONValue {
        .members([
            "slot": .count(slot.slot.number), "day": .count(slot.slot.day + 1),
            "startMinute": .count(slot.slot.minute), "date": .optional(slot.slot.date?.description),
            "closedBy": .optional(slot.slot.blackout?.description), "instances": .count(slot.instances),
            "volumes": .count(slot.volumes), "share": .number(slot.share), "quota": .optional(slot.quota?.title),
            "region": .optional(slot.quota?.region), "makespanSeconds": .optional(slot.makespan),
            "trials": .count(slot.trials), "inTime": .count(slot.inTime),
            "runsInto": .optional(slot.runsInto?.description),
            "accounts": .array(slot.accounts.map(JSONValue.text)),
        ])
    }
}
