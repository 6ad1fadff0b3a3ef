internal import CapacityPlanning
internal import Estimation
internal import ScanModel

/// What an answer tells on request only.
public struct StudyExtras: Hashable, Sendable {
    /// The makespan by naive division.
    public var naive: Bool
    /// The limits, the one that is used up most first.
    public var limits: Bool
    /// Least and most of the bill.
    public var billRange: Bool
    /// Which disks are expected to be cut off, by size.
    public var caps: Bool
    /// What scanners lose by waiting for one another.
    public var barrier: Bool
    /// Every input with how it is known.
    public var inputs: Bool
    /// How the bill is shared out.
    public var showBack: ShowBackKey?

    public init(
        naive: Bool = false, limits: Bool = false, billRange: Bool = false, caps: Bool = false,
        barrier: Bool = false, inputs: Bool = false, showBack: ShowBackKey? = nil
    ) {
        self.naive = naive
        self.limits = limits
        self.billRange = billRange
        self.caps = caps
        self.barrier = barrier
        self.inputs = inputs
        self.showBack = showBack
    }
}

/// By what a bill is shared out.
public enum ShowBackKey: Hashable, Sendable {
    /// Target account.
    case account
    /// Value of a tag.
    case tag(key: String)

    /// "account", or "tag:" and the key.
    public var text: String {
        switch self {
        case .account: "account"
        case .tag(let key): "tag:\(key)"
        }
    }
}

extension ShowBackKey {
    /// The bill shared out; the fleet is walked for it once more.
    func showBack(_ deployment: Deployment, estimate: Estimate, usage: UsageLedger) -> ShowBack {
        let holdings: [(name: String?, byRegion: [String: Holding])]
        switch self {
        case .account:
            holdings = zip(deployment.fleet.accounts.texts, FleetHoldings.byAccount(deployment)).map {
                (name: $0, byRegion: $1)
            }
        case .tag(let key):
            holdings = FleetHoldings.byTag(key, deployment).map { (name: $0.value, byRegion: $0.byRegion) }
        }
        return ShowBack(
            by: text, estimate: estimate, usage: usage, holdings: holdings.filter { !$0.byRegion.isEmpty })
    }
}
