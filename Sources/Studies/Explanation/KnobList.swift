internal import ScanModel

/// What can be turned in a deployment: a step of each knob, and a small one of each limit for its price.
public enum KnobList {
    /// How much more of a limit a step asks for.
    static let factor = Rational(3, over: 2)

    /// One step of everything, in a fixed order: the vendor's parameters, scanners, limits, readings.
    ///
    /// - Parameter number: the deployment, as an index.
    public static func steps(_ planned: PlannedScenario, deployment number: Int) -> [Knob] {
        let deployment = planned.scenario.deployments[number]
        let plan = planned.plan.deployments[number]
        let prefix = "deployments[\(number)]"
        var knobs: [Knob] = []
        for role in [VendorProfile.Parameter.Role.regionsAtOnce, .scannersPerRegion] {
            let name = name(of: role, deployment)
            guard let value = integer(name, deployment) else { continue }
            for new in [value - 1, value + 1] where new > 0 {
                knobs.append(parameter(name, value, new, prefix))
            }
        }
        // Timers are turned by half and by double; a minute more or less tells nothing.
        var timers: [VendorProfile.Parameter.Role] = []
        if deployment.workflow.batchWindow != nil { timers.append(.batchWindow) }
        if deployment.workflow.rounds != nil { timers.append(.discoveryInterval) }
        let own = deployment.vendorParameters.contains { $0.role == .volumesPerScanner }
        // The machine goes with the number there, and the vendor has one for each power of two.
        for role in timers + (own ? [.volumesPerScanner] : []) {
            let name = name(of: role, deployment)
            guard let value = integer(name, deployment) else { continue }
            for new in [value / 2, value * 2] where new > 0 { knobs.append(parameter(name, value, new, prefix)) }
        }
        let places = deployment.scanner.places
        for new in own ? [] : [places - 1, places + 1] where new > 0 {
            knobs.append(
                Knob(
                    .scanner, "volumesPerScanner", "\(places)", "\(new)",
                    ways: [["\(prefix).policies.volumesPerScanner=\(new)"]]))
        }
        if let waves = deployment.workflow.waves {
            let words = waves.hasBarrier ? ("barrier", "rolling") : ("rolling", "barrier")
            knobs.append(
                Knob(.scanner, "waves", words.0, words.1, ways: [["\(prefix).policies.waves=\(words.1)"]]))
        }
        if let type = deployment.scanner.instanceType {
            for direction in [1, -1] {
                // Not every family has every size: the next one that is known is taken.
                let sizes = MachineSize.next(type, direction)
                guard let first = sizes.first else { continue }
                var knob = Knob(
                    .scanner, "instanceType", type, first,
                    ways: sizes.map { ["\(prefix).scanner.instanceType=\($0)"] })
                knob.afters = sizes
                knobs.append(knob)
            }
        }
        for limit in LimitKnob.all(deployment, plan: plan, number: number) {
            knobs.append(limit.knob(raised(limit)))
        }
        for gate in deployment.otherGates where gate.reading != .window {
            knobs.append(
                Knob(
                    .reading, "regionReading", deployment.gate.reading.rawValue, gate.reading.rawValue,
                    ways: [["\(prefix).policies.regionReading=\(gate.reading.rawValue)"]]))
        }
        return knobs
    }

    /// A small step of every limit, and of the scanners of each region, for the price of a unit.
    public static func prices(_ planned: PlannedScenario, deployment number: Int) -> [Knob] {
        let deployment = planned.scenario.deployments[number]
        let plan = planned.plan.deployments[number]
        let prefix = "deployments[\(number)]"
        var knobs: [Knob] = []
        let scannersName = name(of: .scannersPerRegion, deployment)
        if let value = integer(scannersName, deployment), value > 0,
            let scanners = plan.regions.first?.limits.scannersRequested
        {
            var knob = parameter(scannersName, value, value + 1, prefix)
            knob.units = Double(scanners / value)
            knob.unit = "scanner"
            knobs.append(knob)
        }
        for limit in LimitKnob.all(deployment, plan: plan, number: number) {
            knobs.append(limit.knob(limit.value + limit.step, priced: true))
        }
        return knobs
    }

    private static func raised(_ limit: LimitKnob) -> Rational {
        if case .subnet = limit.target { return limit.value + limit.value }
        let more = limit.value * (factor - .one)
        if case .rate = limit.target { return limit.value + more }
        // In whole steps: half a scanner more is none.
        return limit.value + Rational((more / limit.step).ceiling) * limit.step
    }

    private static func parameter(_ name: String, _ value: Int, _ new: Int, _ prefix: String) -> Knob {
        Knob(.parameter, name, "\(value)", "\(new)", ways: [["\(prefix).parameters.\(name)=\(new)"]])
    }

    /// The vendor's name for a role; where nothing is known of roles, the name of the first products.
    static func name(of role: VendorProfile.Parameter.Role, _ deployment: Deployment) -> String {
        deployment.parameterName(of: role)
    }

    static func integer(_ name: String, _ deployment: Deployment) -> Int? {
        deployment.vendorParameters.first { $0.name == name }.flatMap { Int($0.text) }
    }
}

/// The sizes of the cloud's machine types.
enum MachineSize {
    private static let ladder = [
        "nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "3xlarge", "4xlarge", "6xlarge", "8xlarge",
        "9xlarge", "12xlarge", "16xlarge", "18xlarge", "24xlarge", "32xlarge", "48xlarge",
    ]

    /// Types of the same family one after another, larger or smaller; whether there are such types is not known here.
    static func next(_ type: String, _ direction: Int) -> [String] {
        guard let dot = type.lastIndex(of: "."),
            let size = ladder.firstIndex(of: String(type[type.index(after: dot)...]))
        else { return [] }
        let sizes = direction > 0 ? Array(ladder[(size + 1)...]) : ladder[..<size].reversed()
        return sizes.map { type[...dot] + $0 }
    }
}
