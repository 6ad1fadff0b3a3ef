internal import ScanModel
internal import Studies

/// The machine-readable form of the inputs of an answer.
enum InputJSON {
    static func value(_ marks: InputMarks) -> JSONValue {
        .members([
            "count": .count(marks.inputs.count),
            "marks": .array(
                InputMarks.order.map { mark in
                    .members([
                        "mark": .text(mark.rawValue), "inputs": .count(marks.count(mark)),
                        "shareOfInputs": .optional(marks.share(mark)),
                        "shareOfCost": .optional(marks.share(mark, of: .cost)),
                        "shareOfTime": .optional(marks.share(mark, of: .time)),
                    ])
                }),
            "list": .array(
                marks.inputs.map {
                    .members([
                        "name": .text($0.name), "kind": .text($0.kind.rawValue), "value": .text($0.value),
                        "mark": .text($0.mark.rawValue), "source": .text($0.source),
                    ])
                }),
        ])
    }
}
