internal import Studies

/// The machine-readable form of caps and barriers.
enum CapJSON {
    static func value(_ caps: [CapShare]) -> JSONValue {
        .array(
            caps.map { cap in
                .members([
                    "step": .text(cap.step), "capSeconds": .number(cap.cap), "instances": .count(cap.instances),
                    "expected": .number(cap.expected),
                    "sizes": .array(
                        cap.classes.map {
                            .members([
                                "upToGiB": $0.mostGiB.map { .count($0) } ?? .null, "instances": .count($0.instances),
                                "expected": .number($0.expected), "share": .number($0.share),
                                "shortestSeconds": .number($0.shortest), "longestSeconds": .number($0.longest),
                            ])
                        }),
                ])
            })
    }

    static func value(_ gain: BarrierGain) -> JSONValue {
        .members([
            "makespanSeconds": .number(gain.makespan), "rollingMakespanSeconds": .number(gain.rollingMakespan),
            "gainSeconds": .number(gain.seconds), "scannerHours": .number(gain.scannerHours),
            "rollingScannerHours": .number(gain.rollingScannerHours),
        ])
    }
}
