internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

/// From a path on the command line to a scenario, with diagnostics and exit codes.
enum ScenarioLoading {
    /// - Parameter jobs: child tasks that may work side by side; 1 uses none.
    static func load(_ options: ScenarioOptions, jobs: Int) throws(ExitStatus) -> Scenario {
        try load(try loadDraft(options), jobs: jobs)
    }

    /// The scenario of a checked draft, with the fleets it names.
    static func load(_ draft: ScenarioDraft, jobs: Int) throws(ExitStatus) -> Scenario {
        try assemble(draft, fleets: try fleets(of: draft, jobs: jobs))
    }

    /// The fleet of each deployment; nil where the scenario lists all instances itself.
    static func fleets(of draft: ScenarioDraft, jobs: Int) throws(ExitStatus) -> [Fleet?] {
        do throws(FleetFailure) {
            var fleets: [Fleet?] = []
            for deployment in draft.deployments {
                fleets.append(
                    try ProgressLine.during("reading the fleet") { () throws(FleetFailure) in
                        try FleetLoading.fleet(of: deployment, jobs: jobs)
                    })
            }
            return fleets
        } catch {
            switch error.error {
            case .invalid(let invalid): throw report(invalid, notes: error.notes)
            case .unreadable(let path, let reason):
                throw report(UnreadableFile(path: path, reason: reason), notes: error.notes)
            }
        }
    }

    /// The scenario of a checked draft with its fleets.
    static func assemble(_ draft: ScenarioDraft, fleets: [Fleet?]) throws(ExitStatus) -> Scenario {
        do {
            return try ScenarioAssembler.assemble(draft, inventories: fleets)
        } catch {
            throw report(error)
        }
    }

    /// The checked scenario without the fleets it names.
    static func loadDraft(_ options: ScenarioOptions) throws(ExitStatus) -> ScenarioDraft {
        let layers = try layers(options.scenario, allowsOutside: options.allowOutside)
        do {
            return try ScenarioReader.read(
                layers: layers, settings: options.settings,
                standardName: FileAccess.standardName(of: options.scenario))
        } catch {
            throw report(error)
        }
    }

    /// The checked scenario under two profiles, without the fleets it names.
    static func translate(
        _ path: String, settings: [String], allowsOutside: Bool, before: VendorProfile, after: VendorProfile
    ) throws(ExitStatus) -> ScenarioTranslation {
        let layers = try layers(path, allowsOutside: allowsOutside)
        do {
            return try ScenarioReader.translate(
                layers: layers, settings: settings, standardName: FileAccess.standardName(of: path), before: before,
                after: after)
        } catch {
            throw report(error)
        }
    }

    /// The checked scenario as YAML, merged from all its files.
    static func show(_ options: ScenarioOptions, sources: Bool) throws(ExitStatus) -> String {
        let layers = try layers(options.scenario, allowsOutside: options.allowOutside)
        do {
            return try ScenarioReader.show(
                layers: layers, settings: options.settings,
                standardName: FileAccess.standardName(of: options.scenario), sources: sources)
        } catch {
            throw report(error)
        }
    }

    /// The values of the checked scenario at a path and below it.
    static func values(
        _ options: ScenarioOptions, path: String
    ) throws(ExitStatus) -> Result<(values: [ShownValue], leftOut: Int), NoSuchPath> {
        let layers = try layers(options.scenario, allowsOutside: options.allowOutside)
        do {
            return try ScenarioReader.values(
                layers: layers, settings: options.settings,
                standardName: FileAccess.standardName(of: options.scenario), path: path)
        } catch {
            throw report(error)
        }
    }

    /// The file and the bases under it, each read once, and the profile files that they name.
    static func layers(_ first: String, allowsOutside: Bool) throws(ExitStatus) -> [ScenarioLayer] {
        var chain = BaseChain(first: first, allowsOutside: allowsOutside)
        var path = first
        var layers: [ScenarioLayer] = []
        while true {
            let bytes = try read(path, limit: ScenarioReader.bytesMax, mayBePipe: layers.isEmpty)
            var layer: ScenarioLayer
            let profiles: [(named: ProfilePath, file: String)]
            let books: [(named: PriceBookPath, file: String)]
            let calibrations: [(named: CalibrationPath, file: String)]
            let next: String?
            do throws(InvalidInput) {
                layer = try ScenarioLayer(bytes: bytes, file: path)
                profiles = try chain.paths(of: layer.profilePaths)
                books = try chain.paths(of: layer.priceBookPaths)
                calibrations = try chain.paths(of: layer.calibrationPaths)
                next = try layer.base.map { base throws(InvalidInput) in try chain.next(base) }
            } catch {
                throw report(error)
            }
            for (named, file) in profiles {
                layer.add(profile: try read(file, for: named, limit: ProfileReader.bytesMax), file: file, for: named)
            }
            for (named, file) in books {
                let bytes = try read(file, for: named, limit: ScenarioLayer.priceBookBytesMax)
                layer.add(priceBook: bytes, file: file, for: named)
            }
            for (named, file) in calibrations {
                let bytes = try read(file, for: named, limit: CalibrationReader.bytesMax)
                layer.add(calibration: bytes, file: file, for: named)
            }
            layers.append(layer)
            guard let next else { return layers }
            path = next
        }
    }

    private static func read(_ file: String, for named: some NamedPath, limit: Int) throws(ExitStatus) -> [UInt8] {
        do throws(UnreadableFile) {
            return try FileAccess.read(file, limit: limit, mayBePipe: false)
        } catch {
            throw report(error, notes: ["note: \(named.issue("names \(file)", expected: ""))"])
        }
    }

    /// The profile of a file that the command line names.
    static func loadProfile(_ path: String) throws(ExitStatus) -> VendorProfile {
        let bytes = try read(path, limit: ProfileReader.bytesMax)
        do throws(InvalidInput) {
            return try ProfileReader.read(bytes: bytes, file: path)
        } catch {
            throw report(error)
        }
    }

    static func loadReference(_ path: String) throws(ExitStatus) -> Scenario {
        let bytes = try read(path, limit: ReferenceDocument.bytesMax)
        do {
            return try ReferenceDocument.read(bytes: bytes, file: path)
        } catch {
            throw report(error)
        }
    }

    private static func read(_ path: String, limit: Int, mayBePipe: Bool = true) throws(ExitStatus) -> [UInt8] {
        do {
            return try FileAccess.read(path, limit: limit, mayBePipe: mayBePipe)
        } catch {
            throw report(error)
        }
    }

    static func report(_ invalid: InvalidInput, notes: [String] = []) -> ExitStatus {
        for issue in invalid.issues { Console.diagnostic("error: \(issue)") }
        for note in notes { Console.diagnostic(note) }
        let count = invalid.issues.count
        Console.diagnostic("\(count) \(count == 1 ? "issue" : "issues") found; nothing was computed")
        return .invalidInput
    }

    static func report(_ file: UnreadableFile, notes: [String] = []) -> ExitStatus {
        Console.diagnostic("error: \(file.path): cannot be read: \(file.reason)")
        for note in notes { Console.diagnostic(note) }
        return .inputOutput
    }
}
