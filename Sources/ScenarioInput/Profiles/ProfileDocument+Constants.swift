import ScanModel

/// Constants and times: which there are, how they are written, and what their ranges hold.
extension ProfileDocument {
    func checkConstants() {
        for constant in constants.parts {
            let (part, field) = (constant.part, constant.field)
            if let form = form(of: part.name) {
                let value = constant.at("value").check(form)
                checkRange(of: field, value: value, form: form, part.range, part.confidence)
            } else if let form = ConstantForm.guessed(for: part.value) {
                let value = try? form.value(of: part.value)
                checkRange(of: field, value: value, form: form, part.range, part.confidence)
            } else if part.range != nil {
                constant.at("range").report("stands beside a mere text", expected: "a value with a unit, or no range")
            }
        }
        checkMissingConstants()
        checkWaits()
        for (stage, key) in stages.parts.flatMap({ stage in ["base", "perGiB"].map { (stage, $0) } }) {
            let timing = key == "base" ? stage.part.base : stage.part.perGiB
            checkTiming(timing, stage.at(key))
        }
    }

    /// A time of a stage or a scan type.
    func checkTiming(_ timing: VendorProfile.Timing, _ field: Field) {
        checkRange(
            of: field, value: try? Quantity.duration.value(of: timing.value), form: .duration, timing.range,
            timing.confidence)
    }

    /// How a constant is written; those that other parts name are known by what these use them for.
    private func form(of name: String) -> ConstantForm? {
        if stages.parts.contains(where: { $0.part.cap == name || $0.part.cutAbove == name })
            || waves?.part.turnLimit == name
        {
            return .aboveZero
        }
        if let rounds = rounds?.part {
            if rounds.size == name { return .integer(1...1_000_000) }
            if rounds.pause == name { return .duration }
            if rounds.runLimit == name { return .aboveZero }
        }
        for recheck in stages.parts.compactMap(\.part.recheck) {
            if recheck.every == name { return .aboveZero }
            if recheck.looks == name { return .integer(1...10_000) }
            if recheck.rate == name { return .quantity(.rate) }
        }
        return ConstantForm.known[name]
    }

    private func checkRange(
        of field: Field, value: Rational?, form: ConstantForm, _ range: [String]?, _ confidence: Confidence
    ) {
        guard let range else {
            if confidence == .assumed, value != nil {
                field.report(
                    "is assumed and has no range", expected: "`range` with the lowest and the highest plausible value")
            }
            return
        }
        guard range.count == 2, let place = field.child("range") else { return }
        guard let value else {
            // A value that cannot be read has been reported; a text has none.
            switch form {
            case .quantity, .number, .integer: return
            case .traits, .tag, .words, .text: place.report("stands beside a mere text", expected: "no range")
            }
            return
        }
        let ends = [0, 1].compactMap { place.element($0)?.check(form) }
        guard ends.count == 2 else { return }
        if ends[0] >= ends[1] {
            place.report("goes from \(range[0]) to \(range[1])", expected: "the lowest value, then a higher one")
        } else if value < ends[0] || value > ends[1] {
            place.report(
                "goes from \(range[0]) to \(range[1]) and leaves the value out", expected: "a range around the value")
        }
    }

    private func checkMissingConstants() {
        guard let list = constants.field else { return }
        func need(_ name: String, _ reason: String) {
            guard !constants.names.contains(name) else { return }
            let form = form(of: name).map { ": \($0.words)" } ?? ""
            list.report(
                "the constant `\(Excerpt.of(name))` is missing\(reason)", expected: "\(Excerpt.of(name))\(form)",
                suggestion: NearestKey.find(name, among: constants.names.subtracting(ConstantForm.known.keys))
                    .map { "\(name) instead of \($0)" })
        }
        for name in ConstantForm.always.keys.sorted() { need(name, "") }
        if root.child("waves") == nil {
            // Turns at scanners leave no other reading of the regions at once.
            for name in ["regionsPerConcurrencyUnit", "roundSize"] { need(name, "") }
        }
        if parameters.parts.contains(where: { $0.part.role == .subnet }) {
            for name in ["subnetReservedAddresses", "addressesPerScanner"] { need(name, ", which a subnet needs") }
        }
        for (constant, needed) in ConstantForm.companions where constants.names.contains(constant) {
            for name in needed { need(name, ", which goes with \(constant)") }
        }
        func check(_ name: String, _ field: Field?) {
            if let field { constants.check(name, at: field, what: "constant") }
        }
        if let waves { check(waves.part.turnLimit, waves.field.child("turnLimit")) }
        if let rounds {
            for (key, name) in [
                ("size", rounds.part.size), ("pause", rounds.part.pause), ("runLimit", rounds.part.runLimit),
            ] {
                check(name, rounds.field.child(key))
            }
        }
        for stage in stages.parts {
            if let cap = stage.part.cap { check(cap, stage.field.child("cap")) }
            if let cut = stage.part.cutAbove { check(cut, stage.field.child("cutAbove")) }
            guard let recheck = stage.part.recheck, let field = stage.field.child("recheck") else { continue }
            for (key, name) in [("every", recheck.every), ("looks", recheck.looks), ("rate", recheck.rate)] {
                check(name, field.child(key))
            }
        }
    }

    /// The longest wait is no shorter than the first.
    private func checkWaits() {
        func wait(_ name: String) -> (Placed<VendorProfile.Constant>, Rational)? {
            guard let constant = constants.parts.first(where: { $0.part.name == name }),
                let value = try? Quantity.positiveDuration.value(of: constant.part.value)
            else { return nil }
            return (constant, value)
        }
        guard let first = wait("backoffFirst"), let last = wait("backoffLimit"), last.1 < first.1 else { return }
        last.0.at("value").report(
            "the longest wait is shorter than the first", expected: "`backoffLimit` of at least `backoffFirst`")
    }
}
