import RandomStreams
import ScanModel

/// The weights by which instances spread over accounts.
enum AccountWeights {
    /// Units of the lightest weight: weights are whole numbers, so that apportionment is exact.
    static let unit: Double = 0x1p20

    /// The weight of each account, a bounded Pareto variate from one keyed draw.
    ///
    /// With shape a and ratio r the quantile is (1 - u (1 - r^-a))^(-1/a), between 1 and r (N. L. Johnson, S. Kotz and
    /// N. Balakrishnan, Continuous Univariate Distributions, volume 1, chapter 20, with a lower bound of 1). Times
    /// 2^20 and cut to a whole number, 100,000 weights of at most 2^40 sum to less than 2^57.
    ///
    /// - Complexity: O(accounts).
    static func weights(of specification: FleetSpecification) -> [UInt64] {
        let skew = specification.accountSkew
        let reach = 1 - exactExp(-skew.shape * exactLog(skew.ratio))
        return (0..<specification.accounts).map { account in
            let u = InstanceDraws.address(
                seed: specification.seed, account: account, region: 0, number: 0, drawn: .accountWeight
            ).uniform(draw: 0)
            let weight = exactExp(-exactLog1p(-u * reach) / skew.shape)
            return UInt64(min(max(weight, 1), skew.ratio) * unit)
        }
    }
}
