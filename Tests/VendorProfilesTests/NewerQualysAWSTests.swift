import ScanModel
import Testing

@testable import VendorProfiles

/// What other rooms rely on by name in `qualys-aws@1.19`, and what sets it apart from 1.8.
@Suite("qualys-aws@1.19")
struct NewerQualysAWSTests {
    let profile: VendorProfile

    init() throws { profile = try #require(VendorProfiles.profile("qualys-aws@1.19")) }

    @Test("Parameters in the template's spelling; the template has a default for all but lists of tags and the token")
    func parameters() {
        #expect(
            profile.parameters.map(\.name) == [
                "Concurrency", "SingleRegionConcurrency", "IntervalHours", "EventsBatchWindow", "PollRetryInterval",
                "Regions", "SwCA", "SwCAScanTimeout", "Secret", "SecretScanTimeout", "AMI", "AMIOfflineScan",
                "ScanSampling", "SamplingGroupScanPercentage", "MustHaveTagList", "AtLeastOneInList", "NoneInTheList",
                "NoneOnVolume", "VpcCidr", "SubnetCidr", "QEndpoint", "QToken",
            ])
        #expect(profile.parameters.allSatisfy { !$0.required && $0.confidence == .documented })
        let bare = profile.parameters.filter { $0.defaultValue == nil }.map(\.kind)
        #expect(bare == [.tagList, .tagList, .tagList, .tagList, .secretReference])
        #expect(
            profile.targetParameters.map(\.name) == [
                "ServiceAccount", "QToken", "APIDestinationEndpoint", "TargetRegions", "EventBasedScan",
            ])
        #expect(profile.targetParameters.filter(\.required).map(\.name) == ["ServiceAccount"])
    }

    @Test(
        "Ranges and defaults of the template",
        arguments: [
            ("Concurrency", 1, 5, "2", "regions"), ("SingleRegionConcurrency", 1, 50, "10", "scanners"),
            ("IntervalHours", 24, 168, "24", "hours"), ("EventsBatchWindow", 5, 720, "10", "minutes"),
            ("PollRetryInterval", 15, 720, "240", "minutes"), ("SwCAScanTimeout", 10, 1200, "120", "seconds"),
            ("SecretScanTimeout", 10, 1200, "120", "seconds"), ("SamplingGroupScanPercentage", 1, 50, "10", "percent"),
        ])
    func ranges(name: String, least: Int, most: Int, standard: String, unit: String) throws {
        let parameter = try #require(profile.parameter(name))
        #expect(parameter.minimum == least && parameter.maximum == most)
        #expect(parameter.defaultValue == standard && parameter.unit == unit)
    }

    @Test("Choices are off unless they are switched on")
    func choices() {
        let choices = profile.parameters.filter { $0.kind == .choice }
        #expect(choices.map(\.name) == ["SwCA", "Secret", "AMI", "AMIOfflineScan", "ScanSampling"])
        #expect(choices.allSatisfy { $0.defaultValue == "Disabled" && $0.allowedValues == ["Disabled", "Enabled"] })
        #expect(profile.targetParameters.last?.defaultValue == "Enabled")
    }

    @Test("Both lists of regions take the 29 of the template")
    func regions() throws {
        #expect(AWSCatalog.vendorRegions.count == 29)
        #expect(profile.parameter(.regions)?.allowedValues == AWSCatalog.vendorRegions)
        let targets = try #require(profile.targetParameters.first { $0.name == "TargetRegions" })
        #expect(targets.allowedValues == AWSCatalog.vendorRegions)
    }

    @Test("Counts are literal, and so is the reading")
    func literal() {
        #expect(profile.constant("regionsPerConcurrencyUnit")?.value == "1")
        #expect(profile.constant("scannersPerSingleRegionConcurrencyUnit")?.value == "1")
        #expect(profile.regionReading.value == .literal)
        #expect(VendorProfiles.profile("qualys-aws@1.8")?.regionReading.value == .parallelGroups)
    }

    @Test("The root volume alone is read until all of them have to be")
    func volumes() {
        #expect(profile.scannedVolumes.value == .root)
        #expect(profile.scannedVolumes.allWhenEnabled == ["SwCA", "Secret"])
        #expect(VendorProfiles.profile("qualys-aws@1.8")?.scannedVolumes.value == .all)
    }

    @Test("Volumes come and go with the scanner, without requests of their own")
    func stages() {
        #expect(
            profile.stages.map(\.name)
                == ["snapshot", "copySnapshot", "deleteOriginal", "share", "start", "scan", "deleteSnapshot"])
        #expect(
            profile.stages.map(\.scanner)
                == ["none", "none", "none", "none", "takesPlace", "givesPlaceBack", "none"])
        #expect(
            profile.buckets.map(\.action) == [
                "CreateSnapshot", "ModifySnapshotAttribute", "RunInstances", "RunInstancesResource",
                "TerminateInstances", "TerminateInstancesResource", "DeleteSnapshot", "CopySnapshot",
            ])
    }

    @Test("Copies ask every 300 s, 96 times at most, one checker for all; the limit is that of EBS")
    func copies() throws {
        for id in ["qualys-aws@1.19", "qualys-aws@1.8"] {
            let profile = try #require(VendorProfiles.profile(id))
            #expect(
                profile.stages.filter { $0.condition == .copyNeeded }.map(\.name) == ["copySnapshot", "deleteOriginal"])
            let stage = try #require(profile.stages.first { $0.name == "copySnapshot" })
            let recheck = try #require(stage.recheck)
            #expect(profile.constant(recheck.every)?.value == "300s")
            #expect(profile.constant(recheck.looks)?.value == "96")
            #expect(profile.constant(recheck.rate)?.range == ["1/s", "3/s"])
            #expect(recheck.scope == .serviceAccount)
            #expect(stage.acquires == ["snapshotCopies"] && stage.spends == ["CopySnapshot"])
            let limit = try #require(profile.resources.first { $0.name == "snapshotCopies" })
            #expect(limit.capacity == 20 && limit.scope == .targetAccountRegion && limit.confidence == .documented)
        }
        // What the documentation of 1.8 does not say is assumed.
        #expect(profile.constant("copyRetryWait")?.confidence == .documented)
        let older = try #require(VendorProfiles.profile("qualys-aws@1.8"))
        #expect(older.constant("copyRetryWait")?.confidence == .assumed)
    }

    @Test("Batches wait for a search; nothing of it is left out")
    func batchWindow() throws {
        let parameter = try #require(profile.parameter(.batchWindow))
        #expect(parameter.name == "EventsBatchWindow" && parameter.unmodelled == nil && parameter.unit == "minutes")
    }

    @Test(
        "Constants of the template",
        arguments: [
            ("scanAttemptsMax", "2"), ("candidatesPerQuery", "1200"), ("discoveryTaskBatch", "100"),
            ("discoveryWorkersMax", "1000"), ("discoveryTaskTimeout", "275s"), ("discoveryInstancesPerPage", "50"),
            ("discoveryVolumesPerPage", "500"), ("discoveredRecordExpiry", "6h"), ("snapshotWindow", "20s"),
            ("eventsWindow", "180s"), ("eventsBatch", "50"), ("copyRetryWait", "300s"), ("copyRequestsMax", "96"),
            ("cleanupInterval", "3600s"), ("onDemandPollInterval", "60s"), ("updateCheckInterval", "1800s"),
            ("imageRescanInterval", "168h"), ("vendorRequestsPerDay", "10000"), ("vendorRequestRate", "25/s"),
            ("vendorRequestBurst", "100"),
            ("volumesPerInstanceMax", "24"), ("roundSize", "10"),
        ])
    func constants(name: String, value: String) throws {
        let constant = try #require(profile.constant(name))
        #expect(constant.value == value && constant.confidence == .documented)
    }

    @Test("What needs another parameter names a choice")
    func needs() {
        for parameter in profile.parameters {
            guard let needed = parameter.needs else { continue }
            #expect(profile.parameter(needed)?.kind == .choice, "\(parameter.name)")
        }
        #expect(profile.parameters.count { $0.needs != nil } == 3)
    }
}
