internal import ApplianceScanning
internal import ScanModel

/// A plan of scanner appliances as JSON.
public enum ApplianceJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.appliances/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: ApplianceAnswer, version: String) -> JSONValue {
        let plan = answer.plan
        let homes = Dictionary(answer.estate.networks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return .members([
            "schema": .text(schema), "version": .text(version), "name": .text(answer.name),
            "result": .text(answer.reachesNothing ? "unreachable" : "answered"),
            "windowSeconds": .count(answer.terms.windowSeconds), "scansPerMonth": .count(answer.terms.scansPerMonth),
            "hoursPerMonth": .count(answer.terms.hoursPerMonth),
            "hostsScanned": .count(answer.hostsScanned), "hostsOutOfReach": .count(answer.hostsOutOfReach),
            "cost": .members([
                "totalUSD": dollars(plan.cost.total), "machinesUSD": dollars(plan.cost.machines),
                "licencesUSD": dollars(plan.cost.licences), "trafficUSD": dollars(plan.cost.traffic),
            ]),
            "lowerBoundUSD": dollars(plan.lowerBound), "isOptimal": .bool(plan.isOptimal),
            "gap": .optional(plan.gap.isFinite ? plan.gap : nil), "licences": .count(plan.licences),
            "personalisationCodes": .count(plan.personalisationCodes),
            "rehearsal": .members([
                "endSeconds": .count(answer.rehearsal.endSeconds), "lateHosts": .count(answer.rehearsal.lateHosts),
            ]),
            "sites": .array(plan.sites.map { site($0, homes[$0.network]) }),
            "appliances": .array(zip(plan.appliances, answer.rehearsal.appliances).map(appliance)),
            "unreachable": .array(plan.unreachable.map(unreachable)),
            "peeringFindings": .array(plan.peeringFindings.map(finding)),
            "assumptions": .array(answer.assumptions.map(assumption)),
        ])
    }

    private static func dollars(_ micro: Int) -> JSONValue { .number(ApplianceAnswer.dollars(micro)) }

    private static func site(_ site: ApplianceSite, _ home: VirtualNetwork?) -> JSONValue {
        var (reason, segments): (String, [String]) = ("capacity", [])
        switch site.reason {
        case .cover(let only): (reason, segments) = ("cover", only)
        case .capacity: break
        case .traffic: reason = "traffic"
        }
        return .members([
            "network": .text(site.network), "region": .optional(home?.region),
            "subscription": .text(home?.subscription ?? ""), "appliances": .count(site.appliances),
            "reason": .text(reason),
            "onlyReach": .array(segments.map(JSONValue.text)), "load": .number(site.load),
        ])
    }

    private static func appliance(_ appliance: PlannedAppliance, _ run: ScanRehearsal.Appliance) -> JSONValue {
        .members([
            "name": .text(appliance.name), "network": .text(appliance.network), "region": .text(appliance.region),
            "size": .text(appliance.size), "hostsInParallel": .count(appliance.hostsInParallel),
            "monthlyUSD": dollars(appliance.monthlyCost), "hosts": .count(appliance.hosts),
            "endSeconds": .count(run.endSeconds), "utilisation": .number(run.utilisation),
            "order": .array(
                appliance.order.map {
                    .members([
                        "segment": .text($0.segment), "hosts": .count($0.hosts),
                        "secondsPerHost": .count($0.secondsPerHost),
                    ])
                }),
        ])
    }

    private static func unreachable(_ segment: UnreachableSegment) -> JSONValue {
        .members([
            "segment": .text(segment.segment), "network": .text(segment.network), "hosts": .count(segment.hosts),
            "remedies": .array(segment.remedies.map { .text($0.description) }),
        ])
    }

    private static func finding(_ finding: PeeringFinding) -> JSONValue {
        let (kind, peering): (String, Peering) =
            switch finding {
            case .oneWay(let exists, _): ("oneWay", exists)
            case .overlap(let peering, _, _): ("overlap", peering)
            }
        return .members([
            "kind": .text(kind), "from": .text(peering.from), "to": .text(peering.to),
            "text": .text(finding.description),
        ])
    }

    private static func assumption(_ assumption: Assumption) -> JSONValue {
        .members([
            "name": .text(assumption.name), "value": .text(assumption.value), "range": .optional(assumption.range),
            "source": .text(assumption.provenance.source), "date": .text(assumption.provenance.date),
            "confidence": .text(assumption.provenance.confidence.rawValue),
        ])
    }
}
