import ParallelWork
public import ScanModel

/// Makes fleets from a specification: the same specification gives the same fleet on every machine.
///
/// - Accounts: each has a weight from one draw, and the instances are apportioned to the weights by largest remainders.
/// - Regions: the instances are apportioned to the shares by largest remainders, which makes the size of each region
///   exact. They are then dealt to the accounts in order, so that after any number of accounts every region has its
///   part of the instances so far, rounded down or up. See ``RegionDealing``.
/// - Instances: platform, tag, number, sizes and encryption of volumes are drawn for each instance alone, addressed by
///   its account, region and number within them. Nothing else moves a draw: a fleet of more instances begins, in each account and
///   region, with the same ones. See ``InstanceDraws``.
/// - Order: by account, region in the order of the specification, then number.
///
/// Every draw and every logarithm comes from `RandomStreams`, and apportionment is done in integers.
public enum FleetGenerator {
    /// The whole fleet. Accounts, regions and tag sets have the order in which instances first use them.
    ///
    /// Stops the program if the specification has faults.
    ///
    /// - Complexity: O(instances * regions), see ``RegionDealing``.
    public static func fleet(_ specification: FleetSpecification) -> Fleet {
        let deal = Deal(specification)
        let draws = InstanceDraws(specification, expected: specification.instances)
        return deal.parts(1).reduce(into: Fleet()) { $0.append(contentsOf: deal.fleet($1, draws)) }
    }

    /// The same fleet, drawn part by part by at most `width` child tasks.
    ///
    /// An instance depends on its address alone, so the fleet can be cut anywhere.
    public static func fleet(_ specification: FleetSpecification, width: Int) async -> Fleet {
        let deal = Deal(specification)
        let draws = InstanceDraws(specification, expected: specification.instances)
        let wanted = min(partsMost, max(1, specification.instances / partLeast))
        let parts = deal.parts(width == 1 ? 1 : wanted)
        var fleet = Fleet()
        // A few parts at a time, so that little is held twice.
        let held = 4 * width
        for first in stride(from: 0, to: parts.count, by: held) {
            let fleets = await ParallelWork.map(min(held, parts.count - first), width: width) {
                deal.fleet(parts[first + $0], draws)
            }
            for (index, part) in fleets.enumerated() {
                fleet.append(contentsOf: part)
                // The first part gives its columns away, so there is room for the others only after it.
                if first + index == 0 {
                    fleet.reserveCapacity(
                        instances: specification.instances, volumes: FleetFilling.volumesExpected(specification))
                }
            }
        }
        return fleet
    }

    /// A part should be worth a task, and some processors find work in a few dozen parts.
    private static let partLeast = 16_384
    private static let partsMost = 64

    /// Whether some volume of the fleet is encrypted.
    ///
    /// Stops the program if the specification has faults.
    ///
    /// - Complexity: O(accounts + regions) unless the shares are tiny, because the first such volume ends the search;
    ///   O(instances * regions) at worst.
    static func hasEncryptedVolumes(_ specification: FleetSpecification) -> Bool {
        struct Found: Error {}
        if specification.encryption.isZero { return false }
        do throws(Found) {
            try forEachInstance(specification) { instance throws(Found) in
                if instance.encryption.hasEncrypted { throw Found() }
            }
            return false
        } catch {
            return true
        }
    }

    /// The traits that some instance of the fleet has.
    ///
    /// Stops the program if the specification has faults.
    ///
    /// - Complexity: like ``hasEncryptedVolumes(_:)``.
    static func usedTraits(_ specification: FleetSpecification) -> InstanceTraits {
        struct FoundAll: Error {}
        var possible: InstanceTraits = []
        if specification.cloudAgentShare > .zero { possible.insert(.cloudAgent) }
        if specification.apiScannedShare > .zero { possible.insert(.apiScanned) }
        var used: InstanceTraits = []
        if possible.isEmpty { return used }
        do throws(FoundAll) {
            try forEachInstance(specification) { instance throws(FoundAll) in
                used.formUnion(instance.traits)
                if used == possible { throw FoundAll() }
            }
        } catch {}
        return used
    }

    /// Hands over one instance after the other, in the order of the fleet.
    ///
    /// Memory grows with the number of accounts, not of instances: less than 100 bytes for each account. Stops the
    /// program if the specification has faults.
    ///
    /// - Throws: what `body` throws, at once.
    /// - Complexity: O(instances * regions); an instance takes well below a microsecond.
    public static func forEachInstance<Failure: Error>(
        _ specification: FleetSpecification, _ body: (GeneratedInstance) throws(Failure) -> Void
    ) throws(Failure) {
        let deal = Deal(specification)
        let draws = InstanceDraws(specification, expected: specification.instances)
        guard let whole = deal.parts(1).first else { return }
        try deal.forEachRun(whole) { account, region, numbers throws(Failure) in
            for number in numbers { try body(draws.instance(account: account, region: region, number: number)) }
        }
    }

    /// A single instance, the same as ``forEachInstance(_:_:)`` hands over at that place.
    ///
    /// Whether the fleet has that many instances there makes no difference. Stops the program if the specification has
    /// faults or a coordinate is outside the documented ranges.
    ///
    /// - Parameters:
    ///   - account: index of the account, from 0.
    ///   - region: index of the region, from 0.
    ///   - number: number within the account and region, 0 ..< 20,000,000.
    /// - Complexity: O(regions), for the check of the specification.
    public static func instance(
        of specification: FleetSpecification, account: Int, region: Int, number: Int
    ) -> GeneratedInstance {
        requireValid(specification)
        precondition(
            (0..<specification.accounts).contains(account) && specification.regions.indices.contains(region)
                && (0..<FleetSpecification.instancesMax).contains(number),
            "no instance \(number) of account \(account) in region \(region)")
        return InstanceDraws(specification).instance(account: account, region: region, number: number)
    }

    /// `fatalError` and not `precondition`, because the latter drops its message in release builds.
    static func requireValid(_ specification: FleetSpecification) {
        if let fault = specification.faults.first { fatalError("FleetSpecification.\(fault)") }
    }
}
