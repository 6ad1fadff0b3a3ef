/// The vendor's gateway of the subscription, as far as a scenario states it.
///
/// Its rate is a bucket of the workflow. Its requests of a day are a budget that no simulation spends: when the day
/// begins, and what the product does when the budget is gone, is not published. They are checked before anything is
/// deployed and give a lower bound on the makespan.
public struct VendorGateway: Hashable, Sendable {
    /// Requests for each scanned instance, all at once, at least 1.
    public var requestsPerItem: Int
    /// Requests that it takes in a day; nil: not limited.
    public var perDay: Int?

    public init(requestsPerItem: Int, perDay: Int?) {
        self.requestsPerItem = requestsPerItem
        self.perDay = perDay
    }

    /// Days of which the requests of so many instances need the budgets; 0 where there is none.
    public func daysNeeded(items: Int) -> Int {
        guard let perDay else { return 0 }
        return (items * requestsPerItem + perDay - 1) / perDay
    }

    /// A proved minimum of the time from the first to the last request, in seconds.
    ///
    /// A budget that is renewed at some hour of the day may be spent just before and just after it, so that n budgets
    /// need no more than n - 2 whole days.
    public func leastSeconds(items: Int) -> Int { max(0, daysNeeded(items: items) - 2) * 86_400 }
}
