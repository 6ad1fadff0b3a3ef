internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

/// From a path on the command line to a scenario, with diagnostics and exit codes.
enum ScenarioLoading {
    static func load(_ path: String) throws(ExitStatus) -> Scenario {
        let bytes = try read(path, limit: ScenarioReader.bytesMax)
        do {
            let draft = try ScenarioReader.read(
                bytes: bytes, file: path, standardName: FileAccess.standardName(of: path))
            var fleets: [Fleet?] = []
            for deployment in draft.deployments {
                let paths = deployment.inventories.map { $0.path }
                fleets.append(
                    paths.isEmpty
                        ? nil : try AWSInventory.load(paths: paths, relativeTo: FileAccess.folder(of: path)))
            }
            return try ScenarioAssembler.assemble(draft, inventories: fleets)
        } catch let invalid as InvalidInput {
            throw report(invalid)
        } catch let error as InventoryError {
            switch error {
            case .invalid(let invalid): throw report(invalid)
            case .unreadable(let path, let reason): throw report(UnreadableFile(path: path, reason: reason))
            }
        } catch {
            preconditionFailure("\(error)")
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

    private static func read(_ path: String, limit: Int) throws(ExitStatus) -> [UInt8] {
        do {
            return try FileAccess.read(path, limit: limit)
        } catch {
            throw report(error)
        }
    }

    private static func report(_ invalid: InvalidInput) -> ExitStatus {
        for issue in invalid.issues { Console.diagnostic("error: \(issue)") }
        let count = invalid.issues.count
        Console.diagnostic("\(count) \(count == 1 ? "issue" : "issues") found; nothing was computed")
        return .invalidInput
    }

    private static func report(_ file: UnreadableFile) -> ExitStatus {
        Console.diagnostic("error: \(file.path): cannot be read: \(file.reason)")
        return .inputOutput
    }
}
