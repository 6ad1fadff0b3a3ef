import ScanModel

/// The keys of the parts of a profile. What is read is only checked; the value is decoded from the document afterwards.
extension MappingReader {
    /// Where a value comes from: three keys beside it.
    mutating func provenance() {
        _ = required("source")?.text(expected: "the document, page or measurement that the value comes from")
        let confidence = required("confidence")?.choice(Confidence.self)
        guard let date = required("date") else { return }
        if confidence == .stated {
            // Whoever states a value in a scenario dates nothing.
            if date.possiblyEmptyText(.sourceDate)?.isEmpty == false {
                date.report(date.shown, expected: "an empty text, as a stated value has no date")
            }
        } else {
            _ = date.text(.sourceDate) { TextForm.isSourceDate($0) }
        }
    }

    /// A list of texts, which may be empty.
    mutating func texts(_ key: String) {
        _ = required(key)?.list(count: 0...100) { $0.text() }
    }

    /// Lowest and highest value, in words; their order is checked together with the value.
    private mutating func range() {
        guard let field = optional("range") else { return }
        _ = field.list(count: 2...2) { $0.text(expected: "a value with its unit") }
    }

    mutating func parameter() {
        let kind = required("kind")?.choice(VendorProfile.Parameter.Kind.self)
        _ = optional("role")?.choice(VendorProfile.Parameter.Role.self)
        _ = optional("unit")?.text()
        for key in ["minimum", "maximum"] {
            guard let field = optional(key) else { continue }
            let bound = field.integer(0...1_000_000)
            if let kind, kind != .integer, bound != nil {
                field.report("is a bound of no number", expected: "no bound beside `kind: \(kind.rawValue)`")
            }
        }
        _ = optional("defaultValue")?.text()
        _ = required("required")?.bool()
        _ = optional("allowedValues")?.list(count: 1...1000) { $0.text() }
        _ = optional("needs")?.text()
        _ = required("meaning")?.text()
        _ = optional("unmodelled")?.text()
        provenance()
    }

    mutating func constant() {
        _ = required("value")?.text(expected: "a value with its unit")
        range()
        _ = required("meaning")?.text()
        provenance()
    }

    mutating func bucket() {
        _ = optional("resourceOf")?.text()
        _ = required("scope")?.choice(LimitScope.self)
        // Copied volumes are counted wherever a stage is about copies.
        _ = required("per")?.choice(UnitBasis.allCases.filter { $0 != .copiedVolume }.map { ($0.rawValue, $0) })
        _ = required("rate")?.quantity(.rate)
        required("burst")?.check(.number(1...1_000_000_000))
        provenance()
    }

    mutating func resource() {
        _ = required("scope")?.choice(LimitScope.allCases.filter { $0 != .serviceAccount }.map { ($0.rawValue, $0) })
        _ = required("per")?.choice(UnitBasis.self)
        _ = optional("capacity")?.integer(1...1_000_000_000)
        _ = required("meaning")?.text()
        provenance()
    }

    mutating func quota() {
        _ = required("title")?.text()
        _ = required("unit")?.text()
        _ = optional("freshAccountValue")?.integer(0...1_000_000_000)
        provenance()
    }

    mutating func stage() {
        _ = required("meaning")?.text()
        for key in ["acquires", "spends", "releases"] { texts(key) }
        for key in ["opens", "closes"] {
            _ = required(key)?.list(count: 0...StorageMeter.Name.allCases.count) { $0.choice(StorageMeter.Name.self) }
        }
        _ = required("scanner")?.choice(ProfileDocument.scannerUses.map { (word: $0, value: $0) })
        timings()
        _ = optional("condition")?.choice(StageCondition.self)
        _ = optional("cap")?.text(expected: "the name of a constant")
        _ = optional("cutAbove")?.text(expected: "the name of a constant")
        optional("recheck")?.withMapping { reader in
            for key in ["every", "looks", "rate"] { _ = reader.required(key)?.text(expected: "the name of a constant") }
            _ = reader.required("check")?.text(.profileName) { TextForm.isProfileName($0) }
            _ = reader.required("scope")?.choice(LimitScope.self)
        }
        optional("poll")?.withMapping { reader in
            let first = reader.required("first")?.durationAboveZero()
            _ = reader.required("step")?.duration()
            let field = reader.required("longest")
            if let longest = field?.durationAboveZero(), let first, longest < first {
                field?.report("the longest pause is shorter than the first", expected: "`longest` of at least `first`")
            }
            reader.provenance()
        }
    }

    mutating func scanType() {
        _ = required("meaning")?.text()
        for key in ["stage", "enabledBy", "timeout"] { _ = required(key)?.text() }
        _ = required("skipsWindows")?.bool()
        timings()
    }

    mutating func machine() {
        _ = required("volumes")?.integer(1...255)
        _ = required("type")?.text(expected: "a machine type")
        provenance()
    }

    mutating func waves() {
        _ = required("hasBarrier")?.bool()
        _ = required("turnLimit")?.text(expected: "the name of a constant")
        provenance()
    }

    mutating func rounds() {
        for key in ["size", "pause", "runLimit"] { _ = required(key)?.text(expected: "the name of a constant") }
        _ = required("every")?.text(expected: "the name of a parameter")
        provenance()
    }

    /// A time and what each GiB adds to it.
    private mutating func timings() {
        _ = required("size")?.choice(SizeBasis.self)
        for key in ["base", "perGiB"] {
            required(key)?.withMapping { reader in
                _ = reader.required("value")?.duration()
                reader.range()
                reader.provenance()
            }
        }
    }
}

extension ProfileDocument {
    /// Where a stage stands towards the scanner.
    static let scannerUses = ["none", "takesPlace", "givesPlaceBack", "takesAndGivesBack"]
}
