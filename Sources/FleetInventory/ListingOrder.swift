import ScanModel

/// Accounts and regions of listings in the order of their names, and rows by account, region and order of listing.
struct ListingOrder {
    /// Of each index: its place in the order of names.
    let account: [Int]
    let region: [Int]

    /// Adds the accounts and the regions to a fleet, in the order of their names.
    ///
    /// - Complexity: O(n log n) for n names.
    init(accounts: StringTable, regions: StringTable, into fleet: inout Fleet) {
        let accountOrder = accounts.texts.indices.sorted { accounts.texts[$0] < accounts.texts[$1] }
        let regionOrder = regions.texts.indices.sorted { regions.texts[$0] < regions.texts[$1] }
        for index in accountOrder { _ = fleet.internAccount(accounts.texts[index]) }
        for index in regionOrder { _ = fleet.internRegion(regions.texts[index]) }
        account = ListingOrder.ranks(of: accountOrder)
        region = ListingOrder.ranks(of: regionOrder)
    }

    /// The indices of rows in their order.
    ///
    /// - Parameter place: account and region of a row, as indices of the tables.
    /// - Complexity: O(n log n) for n rows.
    func rows(_ count: Int, place: (Int) -> (account: Int, region: Int)) -> [Int] {
        (0..<count).sorted {
            let (left, right) = (place($0), place($1))
            return (account[left.account], region[left.region], $0) < (account[right.account], region[right.region], $1)
        }
    }

    private static func ranks(of order: [Int]) -> [Int] {
        var ranks = order
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }
}
