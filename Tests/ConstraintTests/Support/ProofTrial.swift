import VendorProfiles

/// Every proof tried on shipped data and on data in which one constant is another one.
struct ProofTrial {
    /// Is told what was tried, line by line, in the order of the table, with a sum at the end.
    private let tell: (String) -> Void
    /// What did not come out as it must.
    private(set) var failures: [String] = []
    /// Constraints whose proof passes on what ships.
    private(set) var proved: [String] = []
    private(set) var changes = 0
    private var rules = 0
    private var notModelled = 0

    /// - Complexity: one proof for each constraint and each constant behind it.
    init(_ constraints: [Constraint], on data: VendorData, tell: @escaping (String) -> Void = { _ in }) {
        self.tell = tell
        for constraint in constraints { attempt(constraint, on: data) }
        tell(
            "\(proved.count) constraints proved, \(rules) of them rules without a constant; \(changes) constants changed, "
                + "each noticed; \(notModelled) constraints not modelled; \(failures.count) failures")
    }

    private mutating func attempt(_ constraint: Constraint, on data: VendorData) {
        guard case .proved(let name, let check) = constraint.standing else {
            notModelled += 1
            tell("\(constraint.id): not modelled")
            return
        }
        if let fault = ProofTrial.outcome(check, on: data) {
            fail("\(constraint.id), \(name): shipped -> FAILS: \(fault)")
            return
        }
        proved.append(constraint.id)
        if constraint.data.isEmpty { rules += 1 }
        tell("\(constraint.id), \(name): shipped -> ok")
        for datum in constraint.data {
            guard let changed = datum.changed else {
                fail("\(constraint.id), \(name): \(datum.place) has no other value")
                continue
            }
            do {
                let value = try datum.value(in: data)
                let other = try datum.change(data)
                let shown = changed.count > 40 ? try datum.value(in: other) + " (others)" : changed
                guard let fault = ProofTrial.outcome(check, on: other) else {
                    fail("\(constraint.id), \(name): \(datum.place) changed from \(value) to \(shown) -> SURVIVES")
                    continue
                }
                changes += 1
                tell("  \(datum.place) changed from \(value) to \(shown) -> fails, as it must: \(fault)")
            } catch {
                fail("\(constraint.id), \(name): \(error)")
            }
        }
    }

    private mutating func fail(_ line: String) {
        failures.append(line)
        tell(line)
    }

    /// What a proof found wrong; nil if it passes. Anything but an unmet expectation is a fault of the proof itself.
    private static func outcome(_ check: () throws -> Void, on data: VendorData) -> String? {
        do {
            try VendorData.reading(data) { try check() }
            return nil
        } catch let unmet as Unmet {
            return unmet.description
        } catch {
            return "unexpected \(error)"
        }
    }
}
