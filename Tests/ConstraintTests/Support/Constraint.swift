/// A constraint of the product or of the cloud: how it is proved to be modelled, or why it is not.
struct Constraint: Sendable {
    /// Section and name, such as `1.1 Concurrency (1.8)`.
    var id: String
    /// What it says, in one sentence.
    var statement: String
    /// The constants behind it.
    var data: [Datum]
    /// What it is, from where and how sure, where no constant tells or tells of something else too.
    var told: Told?
    var standing: Standing

    /// A value that no data file holds.
    struct Told: Sendable {
        var value: String
        var source: String
        var confidence: String
    }

    enum Standing: Sendable {
        /// Passes on what ships, and fails on data in which one of the constants is another one.
        case proved(name: String, check: @Sendable () throws -> Void)
        /// One sentence.
        case notModelled(reason: String)
    }

    /// A constraint whose constants a proof depends on.
    ///
    /// - Parameter told: what the table says instead of the constants' own source; nil: their source.
    static func proved(
        _ id: String, _ statement: String, _ data: [Datum], _ told: Told? = nil, by name: String,
        _ check: @escaping @Sendable () throws -> Void
    ) -> Constraint {
        Constraint(id: id, statement: statement, data: data, told: told, standing: .proved(name: name, check: check))
    }

    /// A rule without a constant.
    static func rule(
        _ id: String, _ statement: String, _ told: Told, by name: String,
        _ check: @escaping @Sendable () throws -> Void
    ) -> Constraint {
        Constraint(id: id, statement: statement, data: [], told: told, standing: .proved(name: name, check: check))
    }

    /// What is left out, with the constants that the data nevertheless keep.
    static func notModelled(
        _ id: String, _ statement: String, _ data: [Datum] = [], _ told: Told? = nil, because reason: String
    ) -> Constraint {
        Constraint(id: id, statement: statement, data: data, told: told, standing: .notModelled(reason: reason))
    }

    /// Every constraint, section by section.
    static let all: [Constraint] = {
        let constraints =
            Section11.constraints + Section11Tags.constraints + Section11Network.constraints + Section12.constraints
            + Section12b.constraints + Section21.constraints + Section22.constraints + Section23.constraints
            + Section64.constraints + SectionOther.constraints + SectionCopies.constraints + SectionFaults.constraints
            + SectionWeeks.constraints + SectionReads.constraints
        let sections = ["1.1", "1.2", "1.2b", "2.1", "2.2", "2.3", "6.4", "Other:"]
        return sections.flatMap { section in constraints.filter { $0.id.hasPrefix("\(section) ") } }
    }()
}

/// What a proof expected and did not find.
struct Unmet: Error, CustomStringConvertible {
    var description: String
}

/// Fails a proof.
func expect(_ isMet: Bool, _ what: @autoclosure () -> String) throws {
    if !isMet { throw Unmet(description: what()) }
}

/// The same under a name that no method has.
func meet(_ isMet: Bool, _ what: @autoclosure () -> String) throws { try expect(isMet, what()) }

/// Fails a proof unless a value is the expected one.
func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws {
    if found != expected { throw Unmet(description: "\(what): \(found), expected \(expected)") }
}
