/// What the user states about deploying, updating and taking down; every part may be missing.
public struct RolloutSettings: Hashable, Sendable {
    public var token: TokenSettings
    /// Addresses that the subscription's licence covers; nil: not stated.
    public var licensedAddresses: Int?
    public var stackSets: StackSetSettings
    /// When the service account's scans start, as the registration asks for it; nil: not stated.
    public var schedule: QuartzSchedule?
    /// Addresses of the scanner subnet that something else than a scanner takes, such as a NAT gateway; nil: not stated.
    public var otherAddresses: Int?
    /// Scan cycles that the deployment must live through without a change; nil: not stated.
    public var cycles: Int?
    /// Times in which no scan may start or run.
    public var blackouts: [BlackoutWindow] = []

    public init(
        token: TokenSettings = TokenSettings(), licensedAddresses: Int? = nil,
        stackSets: StackSetSettings = StackSetSettings(), schedule: QuartzSchedule? = nil, otherAddresses: Int? = nil,
        cycles: Int? = nil
    ) {
        self.token = token
        self.licensedAddresses = licensedAddresses
        self.stackSets = stackSets
        self.schedule = schedule
        self.otherAddresses = otherAddresses
        self.cycles = cycles
    }
}

/// The subscription token's life.
public struct TokenSettings: Hashable, Sendable {
    /// What the number behind `expiry` counts; the vendor does not say.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case minutes, seconds

        /// Seconds of one unit.
        public var seconds: Int { self == .minutes ? 60 : 1 }
    }

    /// The number that the token is asked for with; nil: not stated.
    public var expiry: Int?
    /// nil: not stated, so minutes are taken.
    public var unit: Unit?
    /// The day on which the token is issued; nil: not stated.
    public var issued: CalendarDay?

    public init(expiry: Int? = nil, unit: Unit? = nil, issued: CalendarDay? = nil) {
        self.expiry = expiry
        self.unit = unit
        self.issued = issued
    }
}

/// How the target stacks reach their accounts.
public struct StackSetSettings: Hashable, Sendable {
    /// How many accounts are worked on at the same time.
    public enum Concurrency: Hashable, Sendable {
        case accounts(Int)
        /// Of the accounts, 1 ... 100; CloudFormation rounds down.
        case percentage(Int)
    }

    /// How the regions of an account are reached.
    public enum Layout: String, Hashable, Sendable, CaseIterable {
        /// One instance in each account; the target stack itself has an inner set over the regions.
        case nested
        /// One instance in every region of every account.
        case flat
    }

    /// Whether failures hold the concurrency down.
    public enum FailureMode: String, Hashable, Sendable, CaseIterable {
        /// Never more at once than may fail, plus one; what CloudFormation does unless told otherwise.
        case strict
        /// The concurrency is as asked for, whatever fails.
        case soft
    }

    /// nil: not stated.
    public var concurrency: Concurrency?
    public var layout: Layout
    /// Accounts that may fail in a region before the operation stops there.
    public var failureTolerance: Int
    public var failureMode: FailureMode
    /// Time that one stack takes in one account; nil: not stated.
    public var timePerStack: Seconds?
    /// Stacks that an account has already in a region; nil: not stated.
    public var existingStacks: Int?

    public init(
        concurrency: Concurrency? = nil, layout: Layout = .nested, failureTolerance: Int = 0,
        failureMode: FailureMode = .strict, timePerStack: Seconds? = nil, existingStacks: Int? = nil
    ) {
        self.concurrency = concurrency
        self.layout = layout
        self.failureTolerance = failureTolerance
        self.failureMode = failureMode
        self.timePerStack = timePerStack
        self.existingStacks = existingStacks
    }
}
