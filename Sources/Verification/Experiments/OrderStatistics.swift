internal import RandomStreams

/// Expected values of the greatest of several independent variates.
enum OrderStatistics {
    /// The integral of the quantile at u over the distribution of the largest probability, u^n.
    ///
    /// With u = Phi(z) it runs over the standard normal density, where the trapezoidal rule converges faster than any power of
    /// the step (L. N. Trefethen and J. A. C. Weideman, SIAM Review 56, 2014).
    static func expectedLargest(of count: Int, _ distribution: Distribution) -> Double {
        let step = 1.0 / 64
        var sum = 0.0
        for index in -8 * 64...8 * 64 {
            let z = Double(index) * step
            let below = standardNormalTails(z).lower
            guard below > 0, below < 1 else { continue }
            let density = exactExp(-z * z / 2) * 0.3989422804014327
            sum += distribution.quantile(below) * Double(count) * exactPower(below, Double(count - 1)) * density
        }
        return sum * step
    }
}
