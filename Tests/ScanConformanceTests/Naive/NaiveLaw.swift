import Foundation

/// Section 7: how a duration scatters, drawn in other ways than the engine's.
enum NaiveLaw: Sendable {
    case none
    case lognormal(Double)
    case exponential
    case uniform(Double)
    case erlang(Int)

    /// The multiplier M.
    func draw(_ random: inout NaiveRandom) -> Double {
        switch self {
        case .none: return 1
        case .lognormal(let cv):
            let variance = log(1 + cv * cv)
            // Box and Muller.
            let normal = sqrt(-2 * log(random.unit())) * cos(2 * .pi * random.unit())
            return exp(sqrt(variance) * normal - variance / 2)
        case .exponential: return -log(random.unit())
        case .uniform(let h): return 1 - h + 2 * h * random.unit()
        case .erlang(let k): return (0..<k).reduce(0) { sum, _ in sum - log(random.unit()) } / Double(k)
        }
    }

    var json: String {
        switch self {
        case .none: "\"none\""
        case .lognormal(let cv): "{\"dist\": \"lognormal\", \"cv\": \(cv)}"
        case .exponential: "\"exponential\""
        case .uniform(let h): "{\"dist\": \"uniform\", \"h\": \(h)}"
        case .erlang(let k): "{\"dist\": \"erlang\", \"k\": \(k)}"
        }
    }
}

extension NaiveRandom {
    /// Uniform in (0, 1].
    mutating func unit() -> Double { (Double(integer(0...((1 << 52) - 1))) + 1) / 0x1p52 }
}

/// `random` of a document.
struct NaiveRandomPart: Sendable {
    var snapshot = NaiveLaw.none
    var restore = NaiveLaw.none
    var scan = NaiveLaw.none
    var cleanup = NaiveLaw.none
    var boot = NaiveLaw.none
    var failProb = 0.0
    var maxAttempts = 1
    var sloSeconds: Double?

    var json: String {
        """
        {"snapshot": \(snapshot.json), "restore": \(restore.json), "scan": \(scan.json), "cleanup": \(cleanup.json), \
        "boot": \(boot.json), "failProb": \(failProb), "maxAttempts": \(maxAttempts), \
        "sloSeconds": \(sloSeconds.map { "\($0)" } ?? "null")}
        """
    }
}

extension NaiveDocument {
    /// The document with a random part, as JSON text.
    func json(_ random: NaiveRandomPart) -> String {
        json.replacing("\"random\": null", with: "\"random\": \(random.json)")
    }
}
