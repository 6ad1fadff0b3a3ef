import ScanModel

/// Everything that this room reads from its data files, as one value.
///
/// Every answer rests on ``shipped``. ``reading(_:in:)`` lets code run on other data: that is how the proofs of
/// `docs/constraints.md` show that a constant counts, by changing just this one.
package final class VendorData: Sendable {
    /// Text of each data file by its path below the room, such as `Quotas/aws-quotas.csv`.
    package let files: [String: String]
    let profiles: ProfileShelf
    /// Regions of the commercial partition and those of them that the vendor takes, both sorted.
    let regions: [String]
    let vendorRegions: [String]
    let regionSet: Set<String>
    /// vCPU by machine type, and the types sorted.
    let machines: [String: Int]
    let instanceTypes: [String]
    let priceBook: PriceBook
    let billConstants: [AWSCatalog.BillConstant]
    let quotas: [AWSQuota]
    let attachTable: CSVTable
    let systems: [SystemSupport]
    /// Sorted.
    let typesNotActivated: [String]
    let readConstants: [ReadConstant]
    /// What machine types read from their volumes, and those types sorted.
    let bandwidths: [String: EBSBandwidth]
    let bandwidthTypes: [String]
    /// What stands in the files that packages are deployed with.
    let parameterFiles: [ParameterFileEntry]

    /// What the binary carries.
    package static let shipped = VendorData(
        Dictionary(uniqueKeysWithValues: EmbeddedData.files.map { ($0.path, $0.text) }), like: nil)

    /// Other data for the current task and its children; nil: what is shipped.
    private static let scope = TaskLocal<VendorData?>(wrappedValue: nil)

    /// What is read here and now.
    static var current: VendorData { scope.get() ?? shipped }

    /// Runs `body` on other data than what is shipped.
    package static func reading<Result>(_ data: VendorData, in body: () throws -> Result) rethrows -> Result {
        try scope.withValue(data, operation: body)
    }

    /// The same data with one file that says something else. Stops the process if that file is broken.
    package func replacing(_ path: String, with text: String) -> VendorData {
        precondition(files[path] != nil, "there is no data file \(path)")
        var files = files
        files[path] = text
        return VendorData(files, like: self)
    }

    /// - Parameter like: data whose parts are taken over where their files are the same.
    private init(_ files: [String: String], like other: VendorData?) {
        func text(_ path: String) -> String {
            guard let text = files[path] else { preconditionFailure("there is no data file \(path)") }
            return text
        }
        func part<Part>(_ part: (VendorData) -> Part, of paths: [String], make: () -> Part) -> Part {
            guard let other, paths.allSatisfy({ other.files[$0] == files[$0] }) else { return make() }
            return part(other)
        }
        self.files = files
        profiles = ProfileShelf(files, like: other?.profiles)
        let regionRows = AWSCatalog.regionTable(text("Regions/aws-regions.csv")).rows
        regions = regionRows.map { $0["region"] }.sorted()
        vendorRegions = regionRows.filter { $0["vendor_list"] == "yes" }.map { $0["region"] }.sorted()
        let known = Set(regions)
        regionSet = known
        machines = part(\.machines, of: [Self.machinePath]) {
            AWSCatalog.machines(AWSCatalog.machineTable(text(Self.machinePath)))
        }
        instanceTypes = machines.keys.sorted()
        let pricePaths = [Self.machinePath, Self.storagePath, Self.servicePath, Self.sourcePath]
        priceBook = part(\.priceBook, of: pricePaths + ["Regions/aws-regions.csv"]) {
            PriceBook(
                machines: AWSCatalog.machineTable(text(Self.machinePath)),
                storage: AWSCatalog.storageTable(text(Self.storagePath)),
                services: AWSCatalog.serviceTable(text(Self.servicePath)),
                sources: PriceSources(AWSCatalog.sourceTable(text(Self.sourcePath))), regions: known)
        }
        billConstants = AWSCatalog.billConstants(AWSCatalog.billTable(text("Prices/aws-bill.csv")))
        quotas = AWSCatalog.quotas(AWSCatalog.quotaTable(text("Quotas/aws-quotas.csv")))
        attachTable = AWSCatalog.attachTable(text("Quotas/aws-attach-limits.csv"))
        systems = AWSCatalog.systems(text("Compatibility/qualys-aws-systems.csv"))
        typesNotActivated = AWSCatalog.typesNotActivated(text("Compatibility/qualys-aws-machine-types.csv"))
        readConstants = AWSCatalog.readConstants(AWSCatalog.readTable(text("Quotas/aws-reads.csv")))
        bandwidths = AWSCatalog.bandwidths(AWSCatalog.bandwidthTable(text("Quotas/aws-ebs-bandwidth.csv")))
        bandwidthTypes = bandwidths.keys.sorted()
        parameterFiles = VendorProfiles.parameterFiles(text("ParameterFiles/parameter-files.csv"))
    }

    private static let machinePath = "Prices/aws-ec2.csv"
    private static let storagePath = "Prices/aws-storage.csv"
    private static let servicePath = "Prices/aws-services.csv"
    private static let sourcePath = "Prices/aws-sources.csv"
}
