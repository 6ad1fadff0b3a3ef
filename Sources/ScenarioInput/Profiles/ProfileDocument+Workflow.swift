import ScanModel

/// Stages: whether they form a way that every item can go to its end.
///
/// The rules are those of ``ScanWorkflow``, of the simulator, and of what a scenario may add to a workflow; there they are
/// preconditions, and nothing that is read may come to break one.
extension ProfileDocument {
    /// The stage that `reads` is about, under every product.
    private static let readingStage = "scan"

    func checkWorkflow() {
        checkTurns()
        guard let list = stages.field else { return }
        for stage in stages.parts {
            let part = stage.part
            if TimingSettings.constants.contains(part.name) || part.name == "initialisationRate" {
                stage.at("name").report("is `\(part.name)`, the name of another time", expected: "another name")
            }
            for key in ["acquires", "releases"] {
                checkNames(key == "acquires" ? part.acquires : part.releases, stage, key, resources, "resource")
            }
            checkNames(part.spends, stage, "spends", buckets, "action")
            checkCopies(stage)
            checkRecheck(stage)
        }
        // With a stage missing, the way as a whole cannot be judged.
        guard stages.parts.count == stages.names.count, stages.names.count > 0 else { return }
        checkMeters(list)
        for resource in resources.parts { checkHolding(resource) }
        checkStretch(list)
    }

    /// Turns of regions at scanners, and rounds through the first stage.
    private func checkTurns() {
        let hasWaves = root.child("waves").map { !$0.node.isNull } == true
        if let reading = regionReading, (reading.part == .turns) != hasWaves {
            reading.field.report(
                hasWaves ? "is `\(reading.part.rawValue)` beside `waves`" : "is `turns` without `waves`",
                expected: hasWaves ? "turns" : "another reading, or `waves` that tell how turns are taken")
        }
        if let waves, parameters.parts.count == parameters.names.count {
            let search = parameters.parts.first { $0.part.role == .batchWindow }
            if search?.part.minimum ?? 0 < 1 || search?.part.required == false && search?.part.defaultValue == nil {
                waves.field.report(
                    "has no time from one search to the next",
                    expected: "a parameter of the role `batchWindow` of at least 1 that always has a value")
            }
        }
        if let rounds, let field = rounds.field.child("every") {
            parameters.check(rounds.part.every, at: field, what: "parameter")
            let every = parameters.parts.first { $0.part.name == rounds.part.every }?.part
            if let every, every.kind != .integer || !every.required && every.defaultValue == nil {
                field.report(
                    "`\(Excerpt.of(rounds.part.every))` is no number that always has a value",
                    expected: "an integer, in minutes or in the unit `hours`")
            }
        }
    }

    func checkScanTypes() {
        for type in scanTypes.parts {
            let part = type.part
            if stages.names.contains(part.name) {
                type.at("name").report("a stage has the name `\(part.name)`", expected: "another name")
            }
            stages.check(part.stage, at: type.at("stage"), what: "stage")
            if let stage = stages.parts.first(where: { $0.part.name == part.stage }),
                stage.part.condition == .copyNeeded
            {
                type.at("stage").report("`\(part.stage)` is about copies", expected: "a stage of every item")
            }
            checkSwitch(part.enabledBy, at: type.at("enabledBy"))
            parameters.check(part.timeout, at: type.at("timeout"), what: "parameter")
            let timeout = parameters.parts.first { $0.part.name == part.timeout }
            if let timeout, timeout.part.kind != .integer {
                type.at("timeout").report("`\(part.timeout)` is no number", expected: "an integer, in seconds")
            }
            checkTiming(part.base, type.at("base"))
            checkTiming(part.perGiB, type.at("perGiB"))
        }
    }

    private func checkNames<Part: Decodable>(
        _ names: [String], _ stage: Placed<VendorProfile.Stage>, _ key: String, _ parts: PlacedParts<Part>,
        _ what: String
    ) {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() {
            guard let field = stage.at(key).element(index) else { continue }
            parts.check(name, at: field, what: what)
            if !seen.insert(name).inserted {
                field.report("`\(Excerpt.of(name))` stands in the list before", expected: "each name once")
            }
        }
    }

    /// A stage about copies counts volumes or items, and opens and closes what concerns copies.
    private func checkCopies(_ stage: Placed<VendorProfile.Stage>) {
        let part = stage.part
        let isCopying = part.condition == .copyNeeded
        if isCopying {
            for (index, name) in part.acquires.enumerated() {
                let resource = resources.parts.first { $0.part.name == name }
                if resource?.part.per == .sizeUnit {
                    stage.at("acquires").element(index)?.report(
                        "`\(name)` is counted by size", expected: "a limit of items or volumes in a stage about copies")
                }
            }
            for (index, name) in part.spends.enumerated() {
                let bucket = buckets.parts.first { $0.part.action == name }
                if bucket?.part.per == .sizeUnit {
                    stage.at("spends").element(index)?.report(
                        "`\(name)` is counted by size", expected: "requests of items or volumes in a stage about copies"
                    )
                }
            }
        }
        for (key, names) in [("opens", part.opens), ("closes", part.closes)] {
            let allowed: Set<StorageMeter.Name> =
                isCopying
                ? (key == "opens" ? [.copy] : [.snapshot]) : (key == "opens" ? [.volume, .snapshot] : Set(names))
            for (index, name) in names.enumerated() where !allowed.contains(name) {
                stage.at(key).element(index)?.report(
                    "is `\(name.rawValue)`",
                    expected: isCopying
                        ? "\(key == "opens" ? "copy" : "snapshot") in a stage about copies"
                        : "volume or snapshot in a stage of every item")
            }
        }
    }

    private func checkRecheck(_ stage: Placed<VendorProfile.Stage>) {
        let part = stage.part
        if let recheck = part.recheck {
            if part.acquires.count != 1 {
                stage.at("acquires").report(
                    "has \(part.acquires.count) limits", expected: "one, which `recheck` looks at")
            }
            if buckets.names.contains(recheck.check) || recheck.check == VendorApiSettings.action {
                stage.at("recheck").child("check")?.report(
                    "`\(recheck.check)` is an action already", expected: "a name of its own")
            }
            if recheck.scope == .targetAccountRegion {
                stage.at("recheck").child("scope")?.report(
                    "is `targetAccountRegion`",
                    expected: "serviceAccount or serviceAccountRegion, where the checker runs")
            }
        }
        for (index, name) in part.acquires.enumerated() {
            guard let resource = resources.parts.first(where: { $0.part.name == name })?.part,
                resource.per == .copiedVolume
            else { continue }
            if part.recheck == nil || part.condition != .copyNeeded {
                stage.at("acquires").element(index)?.report(
                    "`\(name)` is a limit on copies",
                    expected: "a stage with `recheck` and the condition `copyNeeded`")
            }
        }
    }

    /// Each meter is opened once, and closed where it runs.
    private func checkMeters(_ list: Field) {
        for meter in StorageMeter.Name.allCases {
            let opened = stages.parts.indices.filter { stages.parts[$0].part.opens.contains(meter) }
            for index in opened.dropFirst() {
                stages.parts[index].at("opens").report(
                    "opens `\(meter.rawValue)` once more", expected: "one stage that opens it")
            }
            // Stages about copies end the billing of the originals earlier.
            for isCopying in [false, true] {
                let closed = stages.parts.indices.filter {
                    let part = stages.parts[$0].part
                    return part.closes.contains(meter) && (part.condition == .copyNeeded) == isCopying
                }
                for index in closed {
                    if index != closed.first {
                        stages.parts[index].at("closes").report(
                            "closes `\(meter.rawValue)` once more", expected: "one stage that closes it")
                    } else if !opened.contains(where: { $0 <= index }) {
                        stages.parts[index].at("closes").report(
                            "closes `\(meter.rawValue)`, which no stage opened before", expected: "a meter that runs")
                    }
                }
            }
        }
    }

    /// Whoever takes a unit gives it back, once.
    private func checkHolding(_ resource: Placed<VendorProfile.Resource>) {
        let name = resource.part.name
        let taken = stages.parts.indices.filter { stages.parts[$0].part.acquires.contains(name) }
        let released = stages.parts.indices.filter { stages.parts[$0].part.releases.contains(name) }
        for index in taken.dropFirst() {
            stages.parts[index].at("acquires").report("acquires `\(name)` once more", expected: "one stage that does")
        }
        for index in released.dropFirst() {
            stages.parts[index].at("releases").report("releases `\(name)` once more", expected: "one stage that does")
        }
        guard let first = taken.first else {
            if let index = released.first {
                stages.parts[index].at("releases").report("releases `\(name)`, which no stage acquires")
            }
            return
        }
        guard let last = released.first else {
            stages.parts[first].at("acquires").report(
                "acquires `\(name)`, which no stage releases", expected: "this stage or a later one to release it")
            return
        }
        if last < first {
            stages.parts[last].at("releases").report(
                "releases `\(name)` before it is acquired", expected: "the stage that acquires it or a later one")
        }
        if stages.parts[first].part.condition != stages.parts[last].part.condition {
            stages.parts[last].at("releases").report(
                "releases `\(name)` under another condition than it is acquired under",
                expected: "the same `condition`, so that whoever takes it gives it back")
        }
    }

    /// One stretch of stages on a scanner, which every item goes through, with the scan in it and a stage before it.
    private func checkStretch(_ list: Field) {
        let takes = stages.parts.indices.filter {
            ["takesPlace", "takesAndGivesBack"].contains(stages.parts[$0].part.scanner)
        }
        let gives = stages.parts.indices.filter {
            ["givesPlaceBack", "takesAndGivesBack"].contains(stages.parts[$0].part.scanner)
        }
        guard takes.count == 1, gives.count == 1, takes[0] <= gives[0] else {
            list.report(
                "\(takes.count) stages take a place on a scanner and \(gives.count) give one back"
                    + (takes.count == 1 && gives.count == 1 ? ", in the wrong order" : ""),
                expected: "one stage that takes it, and the same or a later one that gives it back")
            return
        }
        let stretch = takes[0]...gives[0]
        for index in stages.parts.indices {
            let stage = stages.parts[index]
            if stretch.contains(index), stage.part.condition == .copyNeeded {
                stage.at("condition").report("is `copyNeeded` on a scanner", expected: "stages of every item there")
            }
            if index >= stretch.lowerBound, stage.part.recheck != nil {
                stage.at("recheck").report("stands after the scanner was taken", expected: "a stage before that")
            }
        }
        if !stretch.contains(where: { stages.parts[$0].part.name == Self.readingStage }) {
            list.report(
                "no stage on the scanner is called `\(Self.readingStage)`",
                expected: "the stage that reads the volumes to have this name, as `reads` is about it")
        }
        // A scenario may let snapshots get ready for fast reads there.
        guard stretch.lowerBound > 0 else {
            list.report("begin on a scanner", expected: "a stage before it, such as the one that makes the snapshots")
            return
        }
        let before = stages.parts[stretch.lowerBound - 1]
        if before.part.condition == .copyNeeded || before.part.recheck != nil {
            before.field.report(
                "is the last stage before the scanner, and not a plain one",
                expected: "a stage of every item without `recheck` between it and the scanner")
        }
    }
}
