import Estimation
import Foundation
import ScanModel
import ScenarioInput
import Testing
import VendorProfiles

/// What VMClarity measured on a t2.large with a gp2 volume: seconds for 0.01, 2.5 and 8.1 GB of files.
enum VMClarity {
    static let gigabytes = [0.01, 2.5, 8.1]
    static let seconds = [
        "SBOM": [0.01, 11, 37], "vulnerabilities": [0.01, 1, 11], "misconfigurations": [0.01, 4, 5],
        "secrets": [0.01, 720, 1320], "malware": [0.01, 840, 2460],
    ]
    static let source =
        "https://github.com/openclarity/vmclarity @25f1d3cb provider/aws/estimator, provider/common/utils.go"

    /// The straight line through the two larger measurements: seconds for each GB.
    static func secondsPerGigabyte(_ scan: String) -> Double {
        let times = seconds[scan] ?? []
        return (times[2] - times[1]) / (gigabytes[2] - gigabytes[1])
    }

    /// a and b of the least squares fit of seconds to a ln(GB) + b, which is how VMClarity fits them.
    static func logarithmicFit(_ scan: String) -> (a: Double, b: Double) {
        let logs = gigabytes.map { log($0) }
        let times = seconds[scan] ?? []
        let meanLog = logs.reduce(0, +) / 3
        let meanTime = times.reduce(0, +) / 3
        let cross = zip(logs, times).map { ($0 - meanLog) * ($1 - meanTime) }.reduce(0, +)
        let square = logs.map { ($0 - meanLog) * ($0 - meanLog) }.reduce(0, +)
        return (cross / square, meanTime - cross / square * meanLog)
    }

    /// Most and least seconds that the ranges of a profile's timing give for some GB of files on a half full volume.
    static func range(of type: VendorProfile.ScanType, gigabytes: Double) -> ClosedRange<Double> {
        let gib = gigabytes * 1e9 / Double(ByteRate.bytesPerGiB) * 2
        func value(_ timing: VendorProfile.Timing, _ end: Int) -> Double {
            Double((timing.range ?? [timing.value, timing.value])[end].dropLast()) ?? .nan
        }
        return value(type.base, 0) + value(type.perGiB, 0) * gib...value(type.base, 1) + value(type.perGiB, 1) * gib
    }
}

extension DocumentedVector {
    private static let fits = [
        ("SBOM", "4.4183 ln(GB) + 18.3554"), ("vulnerabilities", "1.1838 ln(GB) + 4.6335"),
        ("secrets", "176.2379 ln(GB) + 773.8216"), ("misconfigurations", "0.7381 ln(GB) + 3.3962"),
        ("malware", "300.0183 ln(GB) + 1259.7146"),
    ]

    static let measuredVectors =
        fits.map { scan, expected in
            DocumentedVector(
                given: "VMClarity's logarithmic fit, \(scan)", expected: expected, source: VMClarity.source,
                test: "logarithmicFits",
                got: {
                    let fit = VMClarity.logarithmicFit(scan)
                    return String(format: "%.4f ln(GB) + %.4f", fit.a, fit.b)
                })
        } + [
            DocumentedVector(
                given: "VMClarity's times for 2.5 and 8.1 GB of software lists against the range of `timings.swca`",
                expected: "11 s and 37 s lie inside", source: VMClarity.source, test: "linearMeasurements",
                got: { try inside("SBOM", "swca") }),
            DocumentedVector(
                given: "VMClarity's times for 2.5 and 8.1 GB of secrets against the range of `timings.secret`",
                expected: "720 s and 1320 s lie inside", source: VMClarity.source, test: "linearMeasurements",
                got: { try inside("secrets", "secret") }),
            DocumentedVector(
                given: "VMClarity's worked example: 97 s on a t2.large, 15 of 30 GB scanned", expected: "0.002697 USD",
                source: VMClarity.source, test: "workedCost",
                got: { String(format: "%.6f USD", try workedExample().perCycle ?? 0) }),
        ]

    private static func inside(_ scan: String, _ name: String) throws -> String {
        let profile = try #require(VendorProfiles.profile("qualys-aws@1.19"))
        let type = try #require((profile.scanTypes ?? []).first { $0.name == name })
        let times = VMClarity.seconds[scan] ?? []
        let lie = (1...2).allSatisfy {
            VMClarity.range(of: type, gigabytes: VMClarity.gigabytes[$0]).contains(times[$0])
        }
        return String(format: "%.0f s and %.0f s lie %@", times[1], times[2], lie ? "inside" : "outside")
    }

    /// 37 s of scans and 60 s of job creation; the machine 0.0928 USD an hour, gp2 0.10 and snapshots 0.05 USD a GB-month
    /// of 30 days.
    static func workedExample() throws -> Estimate {
        let source = Provenance(source: VMClarity.source, date: "2024", confidence: .documented)
        let (scanner, root, volume, snapshot) = (
            PriceItem(sku: "machine"), PriceItem(sku: "root"), PriceItem(sku: "volume"), PriceItem(sku: "snapshot")
        )
        var book = PriceBook()
        for (item, usd) in [(scanner, "0.0928"), (root, "0.10"), (volume, "0.10"), (snapshot, "0.05")] {
            let amount = try #require(Rational(decimal: usd))
            book.set(Price(amount: Dollars(amount), provenance: source), for: item, region: PriceBook.everywhere)
        }
        let pricing = Pricing(
            book: book, standIn: nil, hoursPerMonth: 720, scanner: scanner, scannerRoot: root, volume: volume,
            snapshot: snapshot, snapshotStoredFraction: Sourced(1, source))
        var ledger = UsageLedger()
        ledger.add(97, of: .scannerSeconds, in: "us-east-1")
        ledger.add(97 * 30, of: .scannerRootGiBSeconds, in: "us-east-1")
        ledger.add(97 * 15, of: .volumeGiBSeconds, in: "us-east-1")
        ledger.add(97 * 15, of: .snapshotGiBSeconds, in: "us-east-1")
        return CostEstimator.estimate(ledger, pricing: pricing, makespan: 97, interval: nil)
    }
}

@Suite("Published measurements")
struct MeasuredVectorsTests {
    @Test func logarithmicFits() throws {
        try DocumentedVector.expect()
        // Such a fit misses the very measurement it is made from, which is why timings are linear.
        let fit = VMClarity.logarithmicFit("SBOM")
        #expect(abs(fit.a * log(2.5) + fit.b - 22.4) < 0.05)
    }

    @Test func linearMeasurements() throws {
        try DocumentedVector.expect()
        #expect(abs(VMClarity.secondsPerGigabyte("SBOM") - 4.643) < 0.001)
        #expect(abs(VMClarity.secondsPerGigabyte("secrets") - 107.143) < 0.001)
        // The profile's own value for software lists, for GB of files on a half full volume.
        let profile = try #require(VendorProfiles.profile("qualys-aws@1.19"))
        let type = try #require((profile.scanTypes ?? []).first { $0.name == "swca" })
        let perGiB = try #require(Double(type.perGiB.value.dropLast()))
        let perGigabyte = perGiB * 2 * 1e9 / Double(ByteRate.bytesPerGiB)
        #expect(abs(perGigabyte / VMClarity.secondsPerGigabyte("SBOM") - 1) < 0.01)
    }

    @Test func workedCost() throws {
        try DocumentedVector.expect()
        let estimate = try DocumentedVector.workedExample()
        let total = try #require(estimate.perCycle)
        let machine = try #require(estimate.perCycle(.scanners))
        #expect(Int((machine / total * 100).rounded()) == 93)
    }
}
