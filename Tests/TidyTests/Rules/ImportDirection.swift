/// Finds imports and dependencies that a table of rooms does not allow.
struct ImportDirection {
    var rooms: [String: Room]

    /// Imports in files under `Sources` that their room may not have.
    func forbiddenImports(in files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard let name = Self.room(of: file) else { return ["\(file.path): lies in no target"] }
            guard let room = rooms[name] else { return ["\(file.path): \(name) has no line in the table of rooms"] }
            return ImportLine.all(in: file).filter { !isAllowed($0, in: room) }
                .map { "\(file.path):\($0.line): \(name) may not import \($0.module)" }
        }
    }

    /// Dependencies in the manifest that the table does not allow, and rooms that only one of both knows.
    func forbiddenDependencies(of targets: [Manifest.Target]) -> [String] {
        let targets = targets.filter { !$0.isTest }
        let names = Set(targets.map(\.name))
        return targets.flatMap { target -> [String] in
            guard let room = rooms[target.name] else {
                return ["Package.swift: \(target.name) has no line in the table of rooms"]
            }
            let excess =
                target.targets.filter { !room.ours.contains($0) }
                + target.products.filter { !room.others.contains($0) }
            return excess.map { "Package.swift: \(target.name) may not depend on \($0)" }
        } + rooms.keys.filter { !names.contains($0) }.sorted().map { "Package.swift: there is no target \($0)" }
    }

    /// Imports of our own targets that the manifest does not declare; they build only by the luck of the build order.
    func undeclaredImports(in files: [SourceFile], targets: [Manifest.Target]) -> [String] {
        let declared = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, Set($0.targets)) })
        return files.flatMap { file -> [String] in
            guard let name = Self.room(of: file), let dependencies = declared[name] else { return [] }
            return ImportLine.all(in: file)
                .filter { declared[$0.module] != nil && !dependencies.contains($0.module) }
                .map { "\(file.path):\($0.line): Package.swift does not give \(name) the dependency \($0.module)" }
        }
    }

    private func isAllowed(_ line: ImportLine, in room: Room) -> Bool {
        if room.ours.contains(line.module) || room.others.contains(line.module) { return true }
        // Where FoundationEssentials does not exist on its own (macOS), Foundation stands in for it.
        return line.module == "Foundation" && line.insteadOf == "FoundationEssentials"
            && room.others.contains("FoundationEssentials")
    }

    private static func room(of file: SourceFile) -> String? {
        let parts = file.path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }
}
