import ScanModel
import VendorProfiles

/// How fast volumes are read, as far as the scenario says so.
struct ReadSettings {
    var field: Field
    var method = ReadMethod.lazy
    var lazyRate: Setting<ByteRate>?
    var initialisationRate: Setting<ByteRate>?
    var initialisationCap: Setting<ByteRate>?
    var initialisationRetry: Setting<Seconds>?
    var fastRestoreSnapshots: Setting<Int>?
    var volumeThroughput: Setting<ByteRate>?
    var baseline: Setting<ByteRate>?
    var burst: Setting<ByteRate>?
    var burstTime: Setting<Seconds>?
    var dataFraction: Setting<Rational>?
    var scanBytes: Setting<Rational>?
    var searchBytes: Setting<Rational>?

    /// Reads the mapping `reading`; nil if it is none.
    init?(_ field: Field) {
        self.field = field
        var settings = self
        guard field.withMapping({ settings.read(&$0) }) else { return nil }
        self = settings
    }

    private mutating func read(_ reader: inout MappingReader) {
        func rate(_ key: String, _ about: String, _ reader: inout MappingReader) -> Setting<ByteRate>? {
            reader.optional(key, about).flatMap { $0.setting($0.byteRate()) }
        }
        func share(_ name: ReadConstant.Name, _ reader: inout MappingReader) -> Setting<Rational>? {
            reader.optional(name.rawValue, AWSCatalog.readConstant(name).meaning).flatMap { $0.setting($0.fraction()) }
        }
        func meaning(_ name: ReadConstant.Name) -> String { AWSCatalog.readConstant(name).meaning }
        method =
            reader.optional("method", "How the blocks of a snapshot come to a volume made from it.")?
            .choice(ReadMethod.self) ?? method
        lazyRate = rate("lazyRate", meaning(.lazyRate), &reader)
        initialisationRate = reader.optional("initialisationRate", meaning(.initialisationRate)).flatMap {
            $0.setting($0.initialisationRate())
        }
        initialisationCap = rate("initialisationCap", meaning(.initialisationCap), &reader)
        initialisationRetry = reader.optional("initialisationRetry", meaning(.initialisationRetry)).flatMap {
            $0.setting($0.durationAboveZero())
        }
        fastRestoreSnapshots = reader.optional(
            "fastRestoreSnapshots",
            "Snapshots of a region that may have fast restore on at the same time; no limit if "
                + "left out."
        ).flatMap { $0.setting($0.integer(1...1_000_000)) }
        volumeThroughput = rate("volumeThroughput", meaning(.volumeThroughput), &reader)
        if let field = reader.optional(
            "instanceBandwidth", "What a scanner reads from all its volumes; that of its machine type if left out.")
        {
            var settings = self
            field.withMapping { reader in
                settings.baseline = reader.required("baseline", "For as long as it likes.").flatMap {
                    $0.setting($0.byteRate())
                }
                settings.burst = rate("burst", "While it has credit; no burst if left out.", &reader)
                settings.burstTime = reader.optional("burstTime", meaning(.burstTime)).flatMap {
                    $0.setting($0.duration())
                }
            }
            self = settings
        }
        dataFraction = share(.dataFraction, &reader)
        scanBytes = share(.scanBytes, &reader)
        searchBytes = share(.searchBytes, &reader)
    }

    /// Checks what depends on other parts: the machine type of the scanner, and the numbers among each other.
    func check(instanceType: String) {
        if let baseline, let burst, burst.value < baseline.value {
            burst.field.report(
                "\(burst.field.shown), below the baseline", expected: "`burst` to be at least `baseline`")
        }
        if baseline == nil, field.recorder == nil, AWSCatalog.ebsBandwidth(ofInstanceType: instanceType) == nil {
            field.report(
                "the scanner is a \(instanceType), whose bandwidth to its volumes is not known",
                expected: "`instanceBandwidth`, or another `scanner.instanceType`",
                suggestion: NearestKey.find(instanceType, among: AWSCatalog.bandwidthTypes))
        }
    }

    /// What is stated for another method than the one in use.
    var idleKeys: [String] {
        var idle: [String] = []
        if method != .lazy, lazyRate != nil { idle.append("lazyRate") }
        if method != .provisioned {
            if initialisationRate != nil { idle.append("initialisationRate") }
            if initialisationCap != nil { idle.append("initialisationCap") }
            if initialisationRetry != nil { idle.append("initialisationRetry") }
        }
        if method != .fastRestore, fastRestoreSnapshots != nil { idle.append("fastRestoreSnapshots") }
        return idle
    }
}

extension Quantity {
    /// How fast bytes flow, in bytes per second; MiB are 2^20 bytes, MB are 10^6.
    static let byteRate = Quantity(
        name: "byteRate", words: "a rate such as 30MiB/s or 81.25MB/s",
        units: [
            "MiB/s": Unit(factor: Rational(1_048_576), places: 3), "MB/s": Unit(factor: Rational(1_000_000), places: 3),
        ],
        aliases: ["mib": "MiB/s", "mibps": "MiB/s", "mb": "MB/s", "mbps": "MB/s"], usualUnit: "MiB/s",
        isAboveLeast: true, most: Rational(16_384_000_000), range: "above 0MiB/s and at most 15625MiB/s")
}

extension TextForm {
    /// A rate at which AWS fills volumes.
    static let initialisationRate = TextForm(
        name: "initialisationRate", words: "whole MiB/s from 100MiB/s to 300MiB/s",
        pattern: "^(?:[12][0-9]{2}|300)MiB/s$")

    static func initialisationRate(_ text: String) -> Int64? {
        guard text.hasSuffix("MiB/s"), let rate = Int64(text.dropLast(5)), "\(rate)MiB/s" == text,
            ProvisionedInitialisation.rates.contains(rate)
        else { return nil }
        return rate
    }
}

extension Field {
    /// A rate of bytes, rounded down to whole bytes per second.
    fileprivate func byteRate() -> ByteRate? { quantity(.byteRate).map { ByteRate(rounding: $0) } }

    fileprivate func initialisationRate() -> ByteRate? {
        text(.initialisationRate) { TextForm.initialisationRate($0) != nil }
            .flatMap { TextForm.initialisationRate($0) }.map { ByteRate(mebibytes: $0) }
    }
}
