internal import ScanModel
public import Studies

/// The product's plan beside a near-optimal one, for people.
public enum OptimisationText {
    public static func document(_ answer: OptimisationAnswer, style: TextStyle) -> String {
        var lines: [String] = []
        for (index, deployment) in answer.deployments.enumerated() {
            if index > 0 { lines.append("") }
            lines += Section(deployment: deployment, style: style).lines()
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension CycleProof {
    /// The proof in words.
    var title: String {
        switch self {
        case .region(let name, let bound): "\(bound.title) in \(name)"
        case .windowWork: "the window of regions"
        case .windowPacking: "how regions share out among the places of the window"
        case .barrierGroups: "groups of regions that wait for one another"
        case .shared(let kind): Wording.cycleBound(kind)
        }
    }
}

/// What the product's own settings can express of a measure.
enum MeasureSettings {
    static func sentence(_ measure: PlanMeasure, _ deployment: OptimisedDeployment) -> String {
        let isReference = deployment.profile == "reference"
        switch measure {
        case .regionOrder:
            return isReference
                ? "policy.regionOrder of the document."
                : "the order in which \(deployment.deployment.parameterName(of: .regions)) lists them, as far as the product takes "
                    + "them in that order; nobody says."
        case .slidingWindow:
            return isReference ? "policy.mode sliding." : "no setting; a better scheduler would gain this."
        case .arrangement:
            return isReference
                ? "the order of the jobs in the document, and policy.dispatch lpt."
                : "no setting; a better scheduler would gain this."
        case .scannerCounts:
            if isReference { return "scanners of each region." }
            let most = deployment.regions.map(\.scanners).max() ?? 0
            let asked = deployment.regions.map(\.productScanners).max() ?? 0
            let name = deployment.deployment.parameterName(of: .scannersPerRegion)
            return "\(name) is one number for all regions; the region that needs most needs "
                + "\(Wording.count(most)) of \(Wording.count(asked)) scanners. A number for each region needs a service "
                + "account for each, or a better scheduler."
        }
    }
}

/// One deployment's part.
private struct Section {
    let deployment: OptimisedDeployment
    let style: TextStyle

    func lines() -> [String] {
        var lines = [style.bold(headline()), ""]
        lines += summary() + [""]
        lines += plans() + [""]
        lines += measures() + [""]
        lines += regions()
        for notice in deployment.notices {
            lines.append("")
            lines += TextWrap.lines(notice, first: "  note  ", indent: 8, width: style.width)
        }
        return lines
    }

    private func headline() -> String {
        let (product, sized) = (deployment.product, deployment.sized)
        guard !deployment.regions.isEmpty else {
            return "\(deployment.name): nothing is scanned, so nothing can be better."
        }
        let now = Wording.duration(product.makespanSeconds) + (deployment.trials > 1 ? " on average" : "")
        let best = Wording.duration(sized.makespanSeconds)
        let gap = Wording.percent(abs(sized.gap), places: 2)
        let isSame = sized.makespan == product.makespan
        let found =
            isSame
            ? "\(deployment.name): no faster plan than the product's \(now) "
            : "\(deployment.name): \(now) by the product's plan, \(best) by a better one, "
        if let condition {
            let distance =
                sized.makespan == sized.bound.ticks ? "just" : "\(gap) \(sized.gap < 0 ? "below" : "above")"
            return found + (isSame ? "was found; it is " : "") + "\(distance) the least time \(condition)."
        }
        if sized.makespan == sized.bound.ticks { return found + (isSame ? "is possible." : "and none is faster.") }
        return found + (isSame ? "was found; it is " : "") + "at most \(gap) above the best."
    }

    /// What the bounds assume; nil: nothing, so they are proved.
    private var condition: String? { Wording.condition(deployment.assumptions) }

    private func summary() -> [String] {
        let (product, optimised, sized) = (deployment.product, deployment.optimised, deployment.sized)
        let start = condition.map { "\($0), " } ?? ""
        var rows: [(String, String)] = [
            (
                condition == nil ? "proved" : "at least",
                start + "no plan with these scanners and a sliding window takes less than "
                    + "\(Wording.duration(sized.boundSeconds)), because of \(sized.bound.proof.title)"
            )
        ]
        if product.bound != sized.bound {
            rows.append(
                (
                    "",
                    start + "with the product's gate none takes less than "
                        + "\(Wording.duration(product.boundSeconds)), because of \(product.bound.proof.title)"
                ))
        }
        if sized.measures.contains(.scannerCounts) {
            rows.append(
                (
                    "scanners",
                    "\(Wording.count(sized.peakScanners)) at once at most instead of "
                        + "\(Wording.count(product.peakScanners))"
                        + (deployment.forDeadline.map {
                            "; \(Wording.count($0.peakScanners)) are enough for the deadline"
                                + (deployment.trials > 1 ? " in each trial" : "")
                        } ?? "")
                ))
        }
        if let cost = sized.costPerCycle, let before = optimised.costPerCycle, cost > before {
            rows.append(
                (
                    "cost",
                    "fewer scanners cost \(Wording.money(cost - before)) more, because snapshots wait longer for them"
                ))
        }
        return rows.flatMap { label, text in
            TextWrap.lines(
                text, first: "  " + label + String(repeating: " ", count: 11 - label.count), indent: 13,
                width: style.width)
        }
    }

    private func plans() -> [String] {
        var table = TextTable([
            ("plan", .left), ("makespan", .right), ("change", .right), ("at least", .right), ("gap", .right),
            ("peak", .right), ("scanner h", .right), ("USD", .right),
        ])
        func add(_ name: String, _ plan: PlanOutcome) {
            let product = deployment.product.makespanSeconds
            let change = product == 0 ? 0 : plan.makespanSeconds / product - 1
            table.add([
                name, Wording.clock(plan.makespanSeconds), plan.measures.isEmpty ? "" : Wording.percent(change),
                Wording.clock(plan.boundSeconds), Wording.percent(plan.gap, places: 2),
                Wording.count(plan.peakScanners), Wording.grouped(plan.scannerHours, places: 1),
                plan.costPerCycle.map { Wording.grouped($0, places: 2) } ?? "no price",
            ])
        }
        add("the product's", deployment.product)
        for plan in deployment.single { add("  only " + plan.measures.map(\.title).joined(separator: ", "), plan) }
        add("all, as many scanners", deployment.optimised)
        if deployment.sized.measures.contains(.scannerCounts) { add("all, right-sized", deployment.sized) }
        if let plan = deployment.forDeadline { add("all, just in time", plan) }
        let title =
            condition == nil
            ? "Plans, each simulated, and the least time proved for its gate"
            : "Plans, each simulated, and the least time for its gate under that condition"
        return [style.bold(title)]
            + table.lines(width: style.width)
    }

    private func measures() -> [String] {
        [style.bold("What the product can be told")]
            + deployment.sized.measures.flatMap { measure in
                TextWrap.lines(
                    MeasureSettings.sentence(measure, deployment), first: "  \(measure.title): ", indent: 4,
                    width: style.width)
            }
    }

    private func regions() -> [String] {
        let hasBatches = deployment.regions.contains { $0.productBatches > 0 }
        var columns: [(title: String, alignment: TextTable.Alignment)] = [
            ("region", .left), ("instances", .right), ("scanners", .right),
        ]
        if hasBatches { columns.append(("batches", .right)) }
        columns += [
            ("product", .right), ("better", .right), ("sized", .right), ("at least", .right), ("because of", .left),
        ]
        var table = TextTable(columns)
        for region in deployment.regions {
            var cells = [
                region.region, Wording.count(region.items), change(region.productScanners, region.scanners),
            ]
            if hasBatches { cells.append(change(region.productBatches, region.batches)) }
            cells += [
                Wording.clock(region.productSeconds), Wording.clock(region.optimisedSeconds),
                Wording.clock(region.sizedSeconds), Wording.clock(region.boundSeconds), short(region.bound.kind),
            ]
            table.add(cells)
        }
        let title = "Regions in the best order found, and how long each is open"
        return [style.bold(title + (condition == nil ? "" : ", at least under that condition"))]
            + table.lines(width: style.width)
    }

    private func change(_ before: Int, _ after: Int) -> String {
        before == after ? Wording.count(before) : "\(Wording.count(before)) > \(Wording.count(after))"
    }

    private func short(_ kind: ProofKind) -> String {
        switch kind {
        case .plan(let kind): Wording.short(kind)
        case .crowd: "largest instances"
        case .packing: "packing"
        case .arrivals: "arrivals"
        case .lastGrant(let action): "last \(action)"
        }
    }
}
