internal import ScanModel
internal import Statistics
public import Studies

/// The machine-readable form of explanations.
public enum ExplanationJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.explanation/1"

    /// The whole explanation. Member order and number spelling are fixed, so equal explanations give equal bytes.
    ///
    /// - Parameter segmentsMost: stretches of each path that are listed; how many there are is told in any case.
    public static func document(
        _ explanation: ScenarioExplanation, version: String, segmentsMost: Int
    ) -> JSONValue {
        .members([
            "schema": .text(schema),
            "version": .text(version),
            "scenario": .text(explanation.scenario),
            "seed": .unsigned(explanation.seed),
            "trials": .count(explanation.trials),
            "trialsDiffer": .bool(explanation.isRandom),
            "confidence": .number(explanation.confidence),
            "deployments": .array(
                explanation.deployments.map { deployment($0, explanation, segmentsMost: segmentsMost) }),
        ])
    }

    private static func deployment(
        _ deployment: DeploymentExplanation, _ explanation: ScenarioExplanation, segmentsMost: Int
    ) -> JSONValue {
        let answer = deployment.answer
        let assumptions = answer.deployment.boundAssumptions
        func knobs(_ knobs: [Counterfactual]) -> JSONValue {
            .array(knobs.map { knob($0, confidence: explanation.confidence, isProof: assumptions.isNone) })
        }
        return .members([
            "name": .text(answer.deployment.name),
            "makespanSeconds": .number(answer.makespan),
            "deadlineSeconds": .optional(answer.deadline?.value.doubleValue),
            "verdict": .optional(answer.verdict?.rawValue),
            "boundAssumes": .array(assumptions.names.map(JSONValue.text)),
            "makespan": deployment.makespan.map { makespan($0, answer, segmentsMost: segmentsMost) } ?? .null,
            "knobs": knobs(deployment.knobs),
            "prices": knobs(deployment.prices),
            "raises": deployment.raises.map(raises) ?? .null,
        ])
    }

    // MARK: Where the time goes

    private static func makespan(
        _ makespan: MakespanExplanation, _ answer: DeploymentAnswer, segmentsMost: Int
    ) -> JSONValue {
        .members([
            "ticks": .integer(makespan.makespan),
            "ticksPerSecond": .integer(makespan.scale.ticksPerSecond),
            "lastRegion": .text(makespan.regions[makespan.lastRegion]),
            "lastAccount": .optional(makespan.lastAccount),
            "tracedRegions": .count(makespan.tracedRegions),
            "lastInstance": path(makespan.life, makespan, answer, segmentsMost: segmentsMost),
            "criticalPath": path(makespan.path, makespan, answer, segmentsMost: segmentsMost),
            "instances": instances(makespan.instances),
            "lastRegionInstances": instances(makespan.lastRegionInstances),
            "pathAccounts": .array(
                makespan.pathAccounts.map { .members(["account": .text($0.account), "ticks": .integer($0.ticks)]) }),
            "lastAccounts": .array(
                makespan.lastAccounts.prefix(segmentsMost).map {
                    .members([
                        "account": .text($0.account), "instances": .count($0.items),
                        "completedTicks": .integer($0.completed),
                    ])
                }),
        ])
    }

    private static func path(
        _ path: CriticalPath, _ makespan: MakespanExplanation, _ answer: DeploymentAnswer, segmentsMost: Int
    ) -> JSONValue {
        .members([
            "shares": shares(path.shares),
            "regions": .array(
                path.regions.map {
                    .members(["region": .text(makespan.regions[$0.region]), "ticks": .integer($0.ticks)])
                }),
            "chains": .array(
                path.chains.prefix(segmentsMost).map { chain in
                    .members([
                        "region": .text(makespan.regions[chain.region]), "fromTicks": .integer(chain.from),
                        "toTicks": .integer(chain.to), "joinedBy": link(chain.link), "links": .count(chain.links),
                        "shares": shares(chain.shares),
                    ])
                }),
            "segmentCount": .count(path.segments.count),
            "segmentsLeftOut": .count(max(0, path.segments.count - segmentsMost)),
            "segments": .array(
                path.segments.prefix(segmentsMost).map { segment in
                    let region = answer.plan.regions[segment.region]
                    let account = segment.item.map {
                        answer.deployment.fleet.accounts.texts[
                            Int(region.items.accounts[Int(region.items.account[$0])])]
                    }
                    return .members([
                        "kind": .text(kind(segment.kind)), "of": .optional(name(segment.kind)),
                        "region": .text(region.region), "fromTicks": .integer(segment.from),
                        "toTicks": .integer(segment.to), "instance": .optional(segment.item),
                        "account": .optional(account), "letsGoOn": link(segment.link),
                        "tokensAhead": .optional(segment.tokensAhead),
                    ])
                }),
        ])
    }

    private static func shares(_ shares: [PathShare]) -> JSONValue {
        .array(
            shares.map {
                .members([
                    "kind": .text(kind($0.kind)), "of": .optional(name($0.kind)), "isWork": .bool($0.kind.isWork),
                    "ticks": .integer($0.ticks), "count": .count($0.count),
                ])
            })
    }

    private static func instances(_ times: InstanceTimes) -> JSONValue {
        // Sums over a large fleet leave the whole numbers that every reader of JSON keeps, so they are texts.
        .members([
            "instances": .count(times.items),
            "instancesGivenUp": .count(times.itemsGivenUp),
            "parts": .array(
                times.parts.map {
                    .members([
                        "kind": .text(kind($0.kind)), "of": .optional(name($0.kind)), "isWork": .bool($0.kind.isWork),
                        "ticks": .text("\($0.ticks)"),
                    ])
                }),
            "totalTicks": .text("\(times.total)"),
            "doneTicks": .text("\(times.done)"),
            "givenUpTicks": .text("\(times.givenUp)"),
        ])
    }

    private static func link(_ link: PathLink) -> JSONValue {
        switch link {
        case .same: .text("same")
        case .place: .text("place")
        case .limit(let name): .text("limit:\(name)")
        case .gate: .text("gate")
        }
    }

    private static func kind(_ kind: PathKind) -> String {
        switch kind {
        case .gate: "gate"
        case .setup: "setup"
        case .teardown: "teardown"
        case .stage: "stage"
        case .poll: "poll"
        case .tokens: "tokens"
        case .backOff: "backOff"
        case .limit: "limit"
        case .look: "look"
        case .round: "round"
        case .batch: "batch"
        case .timer: "timer"
        case .place: "place"
        case .launchRetry: "launchRetry"
        case .boot: "boot"
        case .lost: "lost"
        case .drain: "drain"
        }
    }

    private static func name(_ kind: PathKind) -> String? {
        switch kind {
        case .stage(let name), .poll(let name), .tokens(let name), .backOff(let name), .limit(let name),
            .look(let name):
            name
        default: nil
        }
    }

    // MARK: What would change it

    private static func knob(_ counterfactual: Counterfactual, confidence: Double, isProof: Bool) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }
        let knob = counterfactual.knob
        add("family", .text(knob.family.rawValue))
        add("knob", .text(knob.name))
        add("before", .text(knob.before))
        add("after", .text(knob.after))
        add("changes", .array(counterfactual.changes.map(JSONValue.text)))
        switch counterfactual.outcome {
        case .notPossible(let reason): add("notPossible", .text(reason))
        case .simulated(let effect):
            add("makespanSeconds", change(effect.makespan, confidence))
            add("perMonthUSD", effect.perMonth.map { change($0, confidence) } ?? .null)
            add("thenBinds", .text(Wording.cycleBound(effect.bound)))
            add("provedShare", isProof ? .number(effect.boundShare) : .null)
            add("thenLastRegion", .text(effect.lastRegion))
            add("thenMostWaitedFor", .optional(effect.mostWaited))
        }
        if let units = knob.units {
            add("units", .number(units))
            add("unit", .text(knob.unit))
            add("savedSecondsPerUnit", .optional(counterfactual.price))
        }
        return .object(members)
    }

    private static func change(_ change: PairedDifference, _ confidence: Double) -> JSONValue {
        let interval = change.interval(confidence: confidence)?.interval
        return .members([
            "meanChange": .optional(change.difference.mean), "low": .optional(interval?.low),
            "high": .optional(interval?.high), "meanBefore": .optional(change.second.mean),
            "meanAfter": .optional(change.first.mean),
        ])
    }

    private static func raises(_ plan: RaisePlan) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }
        switch plan.outcome {
        case .noDeadline: add("result", .text("noDeadline"))
        case .notNeeded: add("result", .text("notNeeded"))
        case .impossible(let isProved, let makespan, let bound):
            add("result", .text("impossible"))
            add("isProved", .bool(isProved))
            add("makespanThenSeconds", .number(makespan))
            add("inTheWay", .text(Wording.cycleBound(bound)))
        case .raises(let raises, let isFewest):
            add("result", .text("raises"))
            add("isFewest", .bool(isFewest))
            add(
                "raises",
                .array(
                    raises.map {
                        .members([
                            "limit": .text($0.name), "before": .text($0.before), "atLeast": .text($0.after),
                            "changes": .array($0.changes.map(JSONValue.text)),
                        ])
                    }))
        }
        add("deadlineSeconds", .optional(plan.deadline))
        add("isCapped", .bool(plan.isCapped))
        add("candidates", .array(plan.candidates.map(JSONValue.text)))
        add("makespanSeconds", .optional(plan.makespan))
        add("inTime", .optional(plan.inTime))
        add("trials", .count(plan.trials))
        add("perMonthUSD", .optional(plan.perMonth))
        return .object(members)
    }
}
