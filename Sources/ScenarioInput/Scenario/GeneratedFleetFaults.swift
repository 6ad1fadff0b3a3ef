import ScanModel

extension Field {
    /// Reports what single values of `generate` cannot show, at the value that is to be changed.
    ///
    /// The model takes shares of regions as proportions; a scenario that gives less or more than the whole has most
    /// likely lost a region, and is refused.
    ///
    /// - Returns: whether there is nothing wrong.
    func reportFaults(of specification: FleetSpecification) -> Bool {
        let faults = specification.faults
        // A data size that is left out is that of the root volume, with the same faults.
        let statesData = child("dataSize") != nil
        for fault in faults where statesData || !fault.field.hasPrefix("dataSize.") {
            let place = descendant(GeneratedFleetFaults.steps(fault.field))
            let isSize = fault.field.hasSuffix("GiB")
            place.report(
                isSize ? place.shown : fault.problem, expected: isSize ? "\(fault.expected), in GiB" : fault.expected)
        }
        guard faults.isEmpty else { return false }
        // Without faults the shares have a small common denominator, so that this sum is exact and cannot overflow.
        let sum = specification.regions.reduce(.zero) { $0 + $1.share }
        // A region that stands twice counts once here, and was reported.
        let isComplete = !log.issues.contains { $0.path.hasPrefix("\(path.text).regions.") }
        if sum != .one, isComplete {
            descendant([.key("regions")]).report(
                "the shares are \(GeneratedFleetFaults.percent(sum)) together", expected: "100% together")
        }
        let isRootFine = reportMedian("rootSize", specification.rootSize)
        let isDataFine = !statesData || reportMedian("dataSize", specification.dataSize)
        return sum == .one && isRootFine && isDataFine
    }

    /// Reports a median that the bounds cut off; false if they do.
    private func reportMedian(_ name: String, _ size: FleetSpecification.SizeDistribution) -> Bool {
        let bounds = size.leastGiB...size.mostGiB
        if Double(bounds.lowerBound) <= size.medianGiB, size.medianGiB <= Double(bounds.upperBound) { return true }
        let median = descendant([.key(name), .key("median")])
        median.report(
            median.shown, expected: "a median from least to most: \(bounds.lowerBound)GiB to \(bounds.upperBound)GiB")
        return false
    }

    /// The value that some steps lead to, as far as they do.
    private func descendant(_ steps: [GeneratedFleetFaults.Step]) -> Field {
        guard let step = steps.first else { return self }
        var next: Field?
        switch (node.content, step) {
        case (.mapping(let entries), .key(let key)):
            if let entry = entries.first(where: { $0.key == key }) {
                next = Field(node: entry.value, path: .key(key, of: path), log: log)
            }
        case (.mapping(let entries), .entry(let index)) where entries.indices.contains(index):
            next = Field(node: entries[index].value, path: .key(entries[index].key, of: path), log: log)
        case (.sequence(let nodes), .entry(let index)) where nodes.indices.contains(index):
            next = Field(node: nodes[index], path: .index(index, of: path), log: log)
        default: break
        }
        return next?.descendant(Array(steps.dropFirst())) ?? self
    }
}

/// From the names of a specification to those of a scenario.
enum GeneratedFleetFaults {
    /// A step from a value to one inside it.
    enum Step: Hashable {
        case key(String)
        /// An entry of a mapping or an element of a list, by its number.
        case entry(Int)
    }

    /// The way to the value that a fault is about: `regions[2].share` is the third entry of `regions`, and
    /// `rootSize.mostGiB` is `most` in `rootSize`.
    static func steps(_ field: String) -> [Step] {
        field.split(separator: ".").flatMap { part -> [Step] in
            let names = part.split(separator: "[")
            var key = String(names[0])
            if key.hasSuffix("GiB") { key.removeLast(3) }
            guard names.count == 2, let index = Int(names[1].dropLast()) else { return [.key(key)] }
            return [.key(key), .entry(index)]
        }
    }

    /// A share in percent, exact up to nine decimal places.
    static func percent(_ share: Rational) -> String { "\(share * 100)%" }
}
