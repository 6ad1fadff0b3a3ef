import ScanModel
import Synchronization

/// The profiles of some data files, each decoded when it is first asked for.
///
/// A command needs one profile, and decoding takes longer than everything else that a small scenario asks for.
final class ProfileShelf: Sendable {
    /// Sorted by product, then version.
    let identifiers: [String]
    private let texts: [String: String]
    private let decoded: Mutex<[String: VendorProfile]>

    /// - Parameters:
    ///   - files: text by path; those below `Profiles/` are taken.
    ///   - other: a shelf whose profiles are taken over where their files are the same.
    init(_ files: [String: String], like other: ProfileShelf?) {
        var texts: [String: String] = [:]
        for (path, text) in files where path.hasPrefix("Profiles/") { texts[Self.identifier(of: path)] = text }
        self.texts = texts
        identifiers = texts.keys.sorted(by: VendorProfiles.isBefore)
        let known = other?.decoded.withLock { $0 } ?? [:]
        decoded = Mutex(known.filter { other?.texts[$0.key] == texts[$0.key] })
    }

    /// The profile of an identifier, or nil. Two threads that ask at once may both decode it, to the same value.
    func profile(_ id: String) -> VendorProfile? {
        if let known = decoded.withLock({ $0[id] }) { return known }
        guard let text = texts[id] else { return nil }
        let profile = VendorProfiles.decode(text, path: id)
        precondition(profile.id == id, "the profile \(profile.id) lies in the file of \(id)")
        decoded.withLock { $0[id] = profile }
        return profile
    }

    /// The identifier that a profile's file is named after: `Profiles/qualys-aws-1.8.json` holds `qualys-aws@1.8`, and a
    /// product without versions, such as `reference`, has no number.
    private static func identifier(of path: String) -> String {
        let name = path.dropFirst("Profiles/".count).dropLast(".json".count)
        guard let dash = name.lastIndex(of: "-"),
            name[name.index(after: dash)...].allSatisfy({ $0.isNumber || $0 == "." })
        else { return String(name) }
        return name[..<dash] + "@" + name[name.index(after: dash)...]
    }
}
