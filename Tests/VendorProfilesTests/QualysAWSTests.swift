import ScanModel
import Testing

@testable import VendorProfiles

/// What other rooms rely on by name in `qualys-aws@1.8`.
@Suite("qualys-aws@1.8")
struct QualysAWSTests {
    let profile: VendorProfile

    init() throws { profile = try #require(VendorProfiles.profile("qualys-aws@1.8")) }

    @Test("Parameters under the vendor's names")
    func parameters() {
        let required = ["Concurrency", "SingleRegionConcurrency", "IntervalHours", "Regions", "TagKey", "TagValue"]
        let optional = [
            "AdditionalTagKey", "AdditionalTagValue", "SubnetCIDR", "VpcCidr", "QEndPoint", "QToken",
        ]
        #expect(profile.parameters.filter(\.required).map(\.name) == required)
        #expect(profile.parameters.filter { !$0.required }.map(\.name) == optional)
        #expect(profile.targetParameters.map(\.name) == ["AWSSourceAccount"])
        #expect(profile.targetParameters.allSatisfy { $0.required && $0.kind == .account })
        #expect(profile.parameters.allSatisfy { $0.confidence == .documented && $0.defaultValue == nil })
        #expect(profile.parameters.allSatisfy { ($0.kind == .integer) == ($0.unit != nil) })
    }

    @Test(
        "Ranges of the 1.8 documentation",
        arguments: [
            ("Concurrency", 1, 4, "10 regions"), ("SingleRegionConcurrency", 1, 7, "10 scanners"),
            ("IntervalHours", 24, nil, "hours"),
        ] as [(String, Int, Int?, String)])
    func ranges(name: String, minimum: Int, maximum: Int?, unit: String) throws {
        let parameter = try #require(profile.parameter(name))
        #expect(parameter.minimum == minimum && parameter.maximum == maximum && parameter.unit == unit)
    }

    @Test(
        "Constants",
        arguments: [
            ("regionsPerConcurrencyUnit", "10"), ("scannersPerSingleRegionConcurrencyUnit", "10"),
            ("roundSize", "10"), ("volumesPerScanner", "8"), ("volumesPerInstanceMax", "24"),
            ("scannerInstanceType", "c5.large"), ("scannerBoot", "90s"), ("scannerDrain", "30s"),
            ("scannerMinimumBilled", "60s"), ("scannerRootVolume", "8GiB"), ("subnetReservedAddresses", "5"),
            ("addressesPerScanner", "1"), ("regionSetup", "0s"), ("regionTeardown", "0s"),
            ("snapshotStoredFraction", "1"), ("hoursPerMonth", "730"), ("backoffFirst", "1s"),
            ("backoffFactor", "2"), ("backoffLimit", "60s"), ("copyRetryWait", "300s"),
            ("copyRequestsMax", "96"), ("copyCheckRate", "2/s"), ("scanAttemptsMax", "2"), ("cleanupInterval", "3600s"),
            ("vendorRequestsPerDay", "10000"), ("vendorRequestRate", "25/s"), ("vendorRequestBurst", "100"),
            ("networkStackSet", "snapshot-scanner-2-cross-region-vpc"), ("resourceTag", "App=qualys-snapshot-scanner"),
            ("stackCapabilities", "CAPABILITY_IAM CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND"),
            ("stackTimeout", "1800s"), ("tokenExpiryUnit", "minutes"),
            ("registrationPath", "/conn/snapshot/v1.0/register-service-account"),
            ("registrationSchedule", "0 0 2 ? * * *"), ("apiScanInterval", "4h"), ("apiScanShortest", "4h"),
            ("apiScanLongest", "8h"),
        ])
    func constants(name: String, value: String) throws {
        #expect(try #require(profile.constant(name)).value == value)
        #expect(profile.constants.count == 41)
    }

    @Test("The default scanner has vCPU and a price")
    func scannerType() throws {
        let type = try #require(profile.constant("scannerInstanceType")).value
        #expect(AWSCatalog.vcpus(ofInstanceType: type) == 2)
        #expect(AWSCatalog.priceBook.regions(of: .machineHour(type)).count == 24)
    }

    @Test("Buckets of the EC2 throttling table, each in the account that makes the call")
    func buckets() {
        let lines = profile.buckets.map { "\($0.action) \($0.scope) \($0.per) \($0.rate) \($0.burst)" }
        #expect(
            lines == [
                "CreateSnapshot targetAccountRegion volume 5/s 100",
                "ModifySnapshotAttribute targetAccountRegion volume 5/s 100",
                "RunInstances serviceAccountRegion item 2/s 5",
                "RunInstancesResource serviceAccountRegion item 2/s 1000",
                "CreateVolume serviceAccountRegion volume 5/s 100",
                "AttachVolume serviceAccountRegion volume 5/s 50",
                "DetachVolume serviceAccountRegion volume 5/s 50",
                "TerminateInstances serviceAccountRegion item 5/s 100",
                "TerminateInstancesResource serviceAccountRegion item 20/s 1000",
                "DeleteVolume serviceAccountRegion volume 5/s 100",
                "DeleteSnapshot targetAccountRegion volume 5/s 100",
                "CopySnapshot targetAccountRegion volume 5/s 50",
            ])
    }

    @Test("What a request makes or changes has a bucket beside that of the request", arguments: ["1.8", "1.19"])
    func resourceBuckets(version: String) throws {
        let profile = try #require(VendorProfiles.profile("qualys-aws@\(version)"))
        let beside = profile.buckets.filter { $0.resourceOf != nil }
        #expect(beside.map(\.resourceOf) == ["RunInstances", "TerminateInstances"])
        #expect(beside.map(\.rate) == ["2/s", "20/s"] && beside.allSatisfy { $0.burst == "1000" })
        #expect(beside.allSatisfy { $0.confidence == .documented })
    }

    @Test("Resources and quotas")
    func limits() {
        #expect(profile.resources.map(\.name) == ["pendingSnapshots", "gp3Storage", "snapshotCopies"])
        #expect(profile.resources.map(\.capacity) == [100, nil, 20])
        #expect(profile.resources.map(\.per) == [.volume, .sizeUnit, .copiedVolume])
        #expect(profile.quotas.map(\.name) == ["onDemandVcpu", "gp3Storage", "subnetAddresses"])
        #expect(profile.quotas.map(\.freshAccountValue) == [5, 51200, nil])
    }

    @Test("Stages in order")
    func stages() {
        #expect(
            profile.stages.map(\.name) == [
                "snapshot", "copySnapshot", "deleteOriginal", "share", "createVolume", "attach", "scan", "detach",
                "deleteVolume", "deleteSnapshot",
            ])
        let timings = profile.stages.flatMap { [$0.base, $0.perGiB] }
        #expect(timings.allSatisfy { $0.confidence == .assumed })
    }
}
