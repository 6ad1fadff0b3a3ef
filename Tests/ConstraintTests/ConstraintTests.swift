import Foundation
import Testing
import VendorProfiles

@Suite("Constraints")
struct ConstraintTests {
    /// Set by `scripts/prove-constraints`: every line is printed.
    private static let isTold = ProcessInfo.processInfo.environment["SCANPLAN_PROVE_CONSTRAINTS"] != nil

    /// One proof, on what ships and on each change.
    @Test("Every proof passes on what ships, and fails once a constant behind it is another one")
    func proofs() {
        let trial = ProofTrial(Constraint.all, on: .shipped) { line in
            if Self.isTold { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
        }
        #expect(trial.proved.count > 155 && trial.changes > 370)
        #expect(trial.failures == [])
    }

    @Test("A constant that its proof does not notice is found, and so is a proof that always fails")
    func survivors() {
        let path = "parameters/Concurrency/maximum"
        let deaf = Constraint.proved("a", "", [.classic(path, "9")], by: "deaf") {}
        let broken = Constraint.proved("b", "", [.classic(path, "9")], by: "broken") {
            throw Unmet(description: "always")
        }
        let misplaced = Constraint.proved("c", "", [.classic("parameters/Nothing/maximum", "9")], by: "misplaced") {}
        let same = Constraint.proved("d", "", [.classic(path, "4")], by: "same") {}
        let trial = ProofTrial([deaf, broken, misplaced, same], on: .shipped)
        #expect(trial.failures.count == 4)
        #expect(trial.failures[0].contains("SURVIVES") && trial.failures[0].contains(path))
        #expect(trial.failures[1].contains("always"))
    }

    @Test("No two constraints have the same name, and each says where it comes from")
    func names() throws {
        let ids = Constraint.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for row in try ConstraintTable.rows(.shipped) {
            #expect(row.allSatisfy { !$0.isEmpty }, "\(row)")
            let source = row[3]
            // What nobody published says so, or how it was come by.
            let isSaid = ["http", "Not ", "Unknown", "Served", "aws-ec2.csv"].contains { source.contains($0) }
            #expect(isSaid, "\(row)")
        }
    }

    @Test("Every constant of the profiles and the quotas has a row")
    func complete() throws {
        let listed = Set(Constraint.all.flatMap(\.data).map { "\($0.file) \($0.name)" })
        let missing = Inventory.constants(.shipped).filter { !listed.contains($0) }
        #expect(missing == [], "add them to Tests/ConstraintTests/Sections")
    }

    @Test("docs/constraints.md is what the table says")
    func table() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/constraints.md")
        let text = try ConstraintTable.document(.shipped)
        if ProcessInfo.processInfo.environment["UPDATE_CONSTRAINTS"] != nil {
            try Data(text.utf8).write(to: path)
        }
        let written = try String(decoding: Data(contentsOf: path), as: UTF8.self)
        #expect(written == text, "scripts/prove-constraints --update writes it anew")
    }
}
