import ScanModel
import VendorProfiles

/// Writes down what a reader asks of a value instead of asking it.
///
/// A schema that is kept beside a decoder grows apart from it. Here the decoder itself is run against a field that has
/// no value but a recorder: every accessor notes what it would have demanded and returns nothing. Because each value
/// is missing, a reader must ask for everything whatever came before; readers that branch on a value say so by a rule
/// or an alternative (``MappingReader/exactlyOne(_:_:)``, ``Field/either(_:)``).
///
/// A class, because fields are copied while one description grows.
final class ShapeRecorder {
    private(set) var shape: DocumentShape?
    /// The product whose parameters, stages and limits are described.
    let profile: DescribedProfile

    init(profile: DescribedProfile) { self.profile = profile }

    func note(_ shape: DocumentShape) { self.shape = shape }

    /// What was noted of a part that a reader visits.
    func part(_ visit: (ShapeRecorder) -> Void) -> DocumentShape {
        let part = ShapeRecorder(profile: profile)
        visit(part)
        return part.shape ?? .anything
    }
}

extension Field {
    /// A field without a value whose readers describe what they want.
    static func described(
        by recorder: ShapeRecorder, path: DocumentPath = .root, log: IssueLog, cloud: Cloud = .aws
    ) -> Field {
        let nothing = DocumentNode(content: .scalar("", .plain), place: .wholeFile)
        return Field(node: nothing, path: path, log: log, recorder: recorder, cloud: cloud)
    }

    /// One of several ways to write a value; the reader knows by the value which one it is.
    ///
    /// While a value is read, each way is tried only if its condition holds, in their order.
    func either<Value>(_ ways: [(applies: (Field) -> Bool, read: (Field) -> Value?)], expected: String) -> Value? {
        if let recorder {
            recorder.note(
                .either(
                    ways.map { way in
                        recorder.part { _ = way.read(.described(by: $0, path: path, log: log, cloud: cloud)) }
                    }))
            return nil
        }
        guard let way = ways.first(where: { $0.applies(self) }) else {
            report(shown, expected: expected)
            return nil
        }
        return way.read(self)
    }
}
