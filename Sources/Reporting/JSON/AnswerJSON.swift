internal import Estimation
public import ScanModel
public import Studies

/// The machine-readable form of answers.
public enum AnswerJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.answer/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    ///
    /// - Parameters:
    ///   - trials: what further trials tell, if there were any.
    ///   - thresholds: how the scenario's thresholds came out.
    public static func document(
        _ answer: StudyAnswer, version: String, trials: TrialReport? = nil, thresholds: [ThresholdResult] = []
    ) -> JSONValue {
        var members = answered(answer, version: version)
        if let trials { members.append(.init(name: "trials", value: TrialJSON.report(trials))) }
        if !thresholds.isEmpty {
            members.append(.init(name: "thresholds", value: .array(thresholds.map(ThresholdJSON.result))))
        }
        return .object(members)
    }

    private static func answered(_ answer: StudyAnswer, version: String) -> [JSONValue.Member] {
        let whole = JSONValue.members([
            "schema": .text(schema),
            "version": .text(version),
            "scenario": .text(answer.scenario),
            "seed": .unsigned(answer.seed),
            "result": .text("answered"),
            "simulated": .bool(answer.isSimulated),
            "verdict": .optional(answer.verdict?.rawValue),
            "objective": .members([
                "deadlineSeconds": .optional(answer.objective.deadline?.value.doubleValue),
                "monthlyBudgetUSD": .optional(answer.objective.monthlyBudget?.value.doubleValue),
            ]),
            "metrics": metrics(answer.metrics),
            "missingPrices": .array(
                answer.missingPrices.map { .members(["sku": .text($0.item.sku), "region": .text($0.region)]) }),
            "deployments": .array(answer.deployments.map(deployment)),
        ])
        guard case .object(let members) = whole else { preconditionFailure("an answer is an object") }
        return members
    }

    /// The reasons why there is no plan.
    public static func document(scenario: String, bottlenecks: [Bottleneck], version: String) -> JSONValue {
        .members([
            "schema": .text(schema),
            "version": .text(version),
            "scenario": .text(scenario),
            "result": .text("infeasible"),
            "bottlenecks": .array(bottlenecks.map(bottleneck)),
        ])
    }

    static func bottleneck(_ bottleneck: Bottleneck) -> JSONValue {
        .members([
            "deployment": .text(bottleneck.deployment), "region": .optional(bottleneck.region),
            "limit": .text(bottleneck.limit), "available": .text(bottleneck.available),
            "needed": .text(bottleneck.needed), "remedy": .text(bottleneck.remedy),
        ])
    }

    static func metrics(_ values: [MetricValue]) -> JSONValue {
        .array(
            values.map {
                .members([
                    "name": .text($0.metric.name.text), "unit": .text($0.metric.unit), "value": .optional($0.value),
                ])
            })
    }

    private static func deployment(_ answer: DeploymentAnswer) -> JSONValue {
        let plan = answer.plan
        guard
            case .object(let members) = JSONValue.members([
                "name": .text(answer.deployment.name),
                "profile": .text(answer.deployment.profile),
                "serviceAccount": .optional(answer.deployment.serviceAccount),
                "intervalSeconds": .optional(answer.deployment.interval?.value.doubleValue),
                "deadlineSeconds": .optional(answer.deadline?.value.doubleValue),
                "verdict": .optional(answer.verdict?.rawValue),
                "ticksPerSecond": .integer(plan.scale.ticksPerSecond),
                "tokenIntervalsAreWholeTicks": .bool(plan.scale.ratesAreWhole),
                "metrics": metrics(answer.metrics),
                "readings": .array(
                    answer.readings.enumerated().map { index, reading in
                        .members([
                            "reading": .text(reading.gate.reading.rawValue), "inUse": .bool(index == 0),
                            "window": .count(reading.gate.window),
                            "discipline": .text(reading.gate.discipline.rawValue),
                            "makespanSeconds": .number(reading.makespan),
                        ])
                    }),
                "binding": answer.binding.map {
                    binding($0, isProof: answer.deployment.boundAssumptions.isNone)
                } ?? .null,
                "bound": .members([
                    "seconds": .number(plan.scale.seconds(plan.bound.ticks).doubleValue),
                    "restsOn": .text(Wording.cycleBound(plan.bound.kind)),
                    "assumes": .array(answer.deployment.boundAssumptions.names.map(JSONValue.text)),
                ]),
                "demand": CopyJSON.demand(
                    plan.demand, demand(plan.demand, sizeUnitsPerGiB: answer.deployment.fleet.sizeUnitsPerGiB)),
                "regions": .array(plan.regions.indices.map { region(answer, $0) }),
                "idleRegions": .array(plan.idleRegions.map(JSONValue.text)),
                "accounts": .array(
                    (answer.run?.accounts ?? []).map {
                        .members([
                            "account": .text($0.account), "instances": .count($0.items), "volumes": .count($0.volumes),
                            "completedSeconds": .number(plan.scale.seconds($0.completed).doubleValue),
                        ])
                    }),
                "cost": cost(answer.estimate),
                "plannedCost": cost(answer.plannedEstimate),
                "usage": usage(answer.run?.usage ?? plan.usage),
                "unstatedQuotas": .array(Needs.list(answer).map(need)),
                "assumptions": .array(answer.deployment.assumptions.map(assumption)),
                "notices": .array(answer.notices.map(JSONValue.text)),
            ])
        else { return .null }
        return .object(members + ReadJSON.members(answer) + BillJSON.members(answer))
    }

    private static func binding(_ binding: Binding, isProof: Bool) -> JSONValue {
        .members([
            "bound": .text(Wording.cycleBound(binding.bound)),
            "provedShare": isProof ? .number(binding.provedShare) : .null,
            "lastRegion": .text(binding.lastRegion), "scannersLimitedBy": .text(binding.clamp.rawValue),
            "waits": .array(
                binding.waits.map { .members(["for": .text($0.what), "instanceSeconds": .number($0.seconds)]) }),
            "advice": .text(binding.advice),
        ])
    }

    private static func demand(_ demand: DemandSummary, sizeUnitsPerGiB: Int64) -> JSONValue {
        .members([
            "listedInstances": .count(demand.listedInstances), "listedVolumes": .count(demand.listedVolumes),
            "scannedInstances": .count(demand.eligibleInstances), "scannedVolumes": .count(demand.eligibleVolumes),
            "scannedGiB": .number(Double(demand.eligibleSizeUnits) / Double(sizeUnitsPerGiB)),
            "notScanned": .array(
                demand.excluded.keys.sorted().map { reason in
                    .members([
                        "reason": .text(reason.rawValue), "instances": .count(demand.excluded[reason] ?? 0),
                    ])
                }),
            "accountsWithoutStack": .array(demand.accountsWithoutStack.map(JSONValue.text)),
        ])
    }

    private static func region(_ answer: DeploymentAnswer, _ index: Int) -> JSONValue {
        let plan = answer.plan
        let region = plan.regions[index]
        func seconds(_ ticks: Int64) -> JSONValue { .number(plan.scale.seconds(ticks).doubleValue) }
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }
        add("region", .text(region.region))
        add("instances", .count(region.items.count))
        add("volumes", .count(region.items.volumes.reduce(0) { $0 + Int($1) }))
        add("accounts", .count(region.items.accounts.count))
        add("scannersRequested", .count(region.limits.scannersRequested))
        add("scanners", .count(region.scanners))
        add("scannersLimitedBy", .text(region.clamp.rawValue))
        add("batches", .count(region.batches.count))
        if !region.batches.isEmpty { add("batchesAtLeast", .count(region.fewestBatches)) }
        add("plannedSeconds", seconds(region.plannedTicks))
        add("boundSeconds", seconds(region.boundTicks))
        add(
            "bounds",
            .array(
                region.bounds.map {
                    .members(["restsOn": .text($0.kind.title), "seconds": seconds($0.ticks)])
                }))
        guard let run = answer.run else { return .object(members) }
        let result = run.regions[index]
        let opened = run.windows[index].activated + region.setupTicks
        add("activatedSeconds", seconds(run.windows[index].activated))
        add("openedSeconds", seconds(opened))
        add("completedSeconds", seconds(opened + result.completed))
        add("endedSeconds", seconds(run.windows[index].ended))
        add("scannersLaunched", .count(result.scanners.count))
        add("events", .count(result.events))
        if let faults = FaultsJSON.value(answer.deployment, result, scale: plan.scale) { add("faults", faults) }
        func instanceSeconds(_ ticks: Int128) -> JSONValue {
            .number(Double(ticks) / Double(plan.scale.ticksPerSecond))
        }
        add("waitingForScannerInstanceSeconds", instanceSeconds(result.waitingForScanner))
        add("waitingForLaunchInstanceSeconds", instanceSeconds(result.waitingForLaunch))
        add(
            "stages",
            .array(
                zip(answer.deployment.workflow.stages, result.stages).map { kind, stage in
                    let members = JSONValue.members([
                        "stage": .text(stage.name), "completions": .count(stage.completions),
                        "refusals": .count(stage.refusals), "workingInstanceSeconds": instanceSeconds(stage.working),
                        "waitingForResourcesInstanceSeconds": instanceSeconds(stage.waitingForResources),
                        "waitingForTokensInstanceSeconds": instanceSeconds(stage.waitingForTokens),
                    ])
                    guard !kind.scanTypes.isEmpty, case .object(let known) = members else { return members }
                    return .object(known + [JSONValue.Member(name: "cutOff", value: .count(stage.cutOff))])
                }))
        add(
            "peaks",
            .array(
                zip(answer.deployment.workflow.resources, result.peaks).map {
                    .members(["resource": .text($0.name), "unitsAtOnce": .integer($1)])
                }))
        if !result.abandoned.isEmpty { add("givenUp", CopyJSON.givenUp(result)) }
        return .object(members)
    }

    private static func cost(_ estimate: Estimate) -> JSONValue {
        .members([
            "perCycleUSD": .optional(estimate.perCycle), "perMonthUSD": .optional(estimate.perMonth),
            "hoursPerCycle": .optional(estimate.hoursPerCycle), "hoursPerMonth": .number(estimate.hoursPerMonth),
            "missing": .array(
                estimate.missing.map { .members(["sku": .text($0.item.sku), "region": .text($0.region)]) }),
            "lines": .array(
                estimate.lines.map(costLine)),
        ])
    }

    private static func costLine(_ line: CostLine) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }
        add("kind", .text(line.kind.rawValue))
        add("region", .text(line.region))
        add("sku", .text(line.item.sku))
        add("quantity", .number(line.quantity))
        add("unit", .text(line.unit))
        if line.unitPrice != line.listPrice { add("listPriceUSD", .number(line.listPrice)) }
        add("unitPriceUSD", .number(line.unitPrice))
        add("amountUSD", .number(line.amount))
        add("standInRegion", .optional(line.standIn))
        add("source", .text(line.provenance.source))
        add("date", .text(line.provenance.date))
        add("confidence", .text(line.provenance.confidence.rawValue))
        return .object(members)
    }

    private static func usage(_ ledger: UsageLedger) -> JSONValue {
        .array(
            ledger.entries.map { entry in
                .members([
                    "region": .text(entry.key.region), "kind": .text(Wording.usage(entry.key.kind)),
                    "unit": .text(entry.key.kind.unit), "amount": .number(entry.amount.doubleValue),
                ])
            })
    }

    private static func need(_ need: Needs.Row) -> JSONValue {
        .members([
            "quota": .text(need.quota.name), "title": .text(need.quota.title), "region": .text(need.region),
            "needed": .count(need.needed), "unit": .text(need.quota.unit),
            "freshAccount": .optional(need.quota.freshAccountValue), "source": .text(need.quota.provenance.source),
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
