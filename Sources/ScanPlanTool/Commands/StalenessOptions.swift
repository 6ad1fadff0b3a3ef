internal import ArgumentParser
internal import Estimation
internal import PriceLists
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies

/// A length of time in days, written with a unit as in scenarios: `90d`, `36h`.
struct AgeArgument: ExpressibleByArgument {
    let days: Rational

    init?(argument: String) {
        guard let seconds = DurationText.seconds(of: argument) else { return nil }
        days = seconds.value / Rational(86_400)
    }
}

/// What commands take that price something.
///
/// Nothing is told of ages unless one of the limits is given, so that answers do not depend on the day they are made on.
struct StalenessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "End with 1 if a price in use is older than this, such as 90d, or of no known date; the oldest are named.",
            valueName: "age"))
    var failOnStale: AgeArgument?

    @Option(
        help: ArgumentHelp("Name prices in use that are older than this on standard error.", valueName: "age"))
    var warnOnStale: AgeArgument?

    @Option(help: ArgumentHelp("The day that ages are counted to; today (UTC) unless given.", valueName: "YYYY-MM-DD"))
    var on: DayArgument?

    /// Stale prices that are named.
    private static let named = 20

    /// The day that ages are counted to.
    var day: CalendarDay { on?.day ?? Today.day }

    /// The limit that a list of prices marks.
    var limit: Rational? { failOnStale?.days ?? warnOnStale?.days }

    /// Names what is too old, once the answer is written.
    func check(_ prices: @autoclosure () -> [ShownPrice]) throws(ExitStatus) {
        if failOnStale == nil, warnOnStale == nil { return }
        let prices = prices()
        if let warnOnStale { tell(prices.stale(after: warnOnStale.days), after: warnOnStale.days, as: "warning") }
        guard let failOnStale else { return }
        let stale = prices.stale(after: failOnStale.days)
        guard !stale.isEmpty else { return }
        tell(stale, after: failOnStale.days, as: "error")
        throw .checkFailed
    }

    private func tell(_ stale: [ShownPrice], after days: Rational, as kind: String) {
        for shown in stale.prefix(StalenessOptions.named) { Console.diagnostic("\(kind): \(PriceText.stale(shown))") }
        if stale.count > StalenessOptions.named {
            Console.diagnostic("\(kind): and \(stale.count - StalenessOptions.named) more prices")
        }
        if !stale.isEmpty {
            Console.diagnostic(
                "\(stale.count) \(stale.count == 1 ? "price in use is" : "prices in use are") older than "
                    + "\(PriceText.days(days)) on \(day); bring them up to date with scanplan prices update")
        }
    }
}

/// The prices that a bill rests on.
enum UsedPrices {
    /// Each once, sorted, whichever deployments and lines use it.
    static func of(_ answer: StudyAnswer, on day: CalendarDay) -> [ShownPrice] {
        var seen: Set<ShownPrice> = []
        for deployment in answer.deployments {
            let pricing = deployment.deployment.pricing
            for line in deployment.estimate.lines {
                guard let price = pricing.book.price(of: line.item, region: line.standIn ?? line.region) else {
                    continue
                }
                seen.insert(
                    ShownPrice(item: line.item, region: line.region, price: price, standIn: line.standIn, on: day))
            }
        }
        return seen.sorted()
    }
}
