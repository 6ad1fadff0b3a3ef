/// The parsers of files from outside. The names are those of the folders of the corpus.
enum FuzzTarget: String, CaseIterable {
    case scenarioYaml = "scenario-yaml"
    case scenarioJson = "scenario-json"
    case appliances, connectors, sensors, calibration, profile
    case referenceDocument = "reference-document"
    case fleetCsv = "fleet-csv"
    case resourceCounts = "resource-counts"
    case observations
    case awsListing = "aws-listing"
    case azureListing = "azure-listing"
    case importManifest = "import-manifest"
    case fleetFile = "fleet-file"
    case priceList = "price-list"
    case priceBook = "price-book"
    case costExport = "cost-export"
    case logs
    case driverMetrics = "driver-metrics"
    case shard
    case studyRecords = "study-records"
    case studyStore = "study-store"
    case packedBytes = "packed-bytes"
    case jsonElements = "json-elements"

    /// Reads an input and checks what came of it. False: the input is none to learn from.
    func run(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .scenarioYaml: DocumentTargets.scenario(bytes, file: "fuzz.yaml")
        case .scenarioJson: DocumentTargets.scenario(bytes, file: "fuzz.json")
        case .appliances: DocumentTargets.appliances(bytes)
        case .connectors: DocumentTargets.connectors(bytes)
        case .sensors: DocumentTargets.sensors(bytes)
        case .calibration: DocumentTargets.calibration(bytes)
        case .profile: DocumentTargets.profile(bytes)
        case .referenceDocument: DocumentTargets.reference(bytes)
        case .fleetCsv: return InventoryTargets.table(bytes)
        case .resourceCounts: return InventoryTargets.counts(bytes)
        case .observations: InventoryTargets.observations(bytes)
        case .awsListing: InventoryTargets.aws(bytes)
        case .azureListing: InventoryTargets.azure(bytes)
        case .importManifest: InventoryTargets.manifest(bytes)
        case .fleetFile: FleetFileTarget.file(bytes)
        case .priceList: MoneyTargets.priceList(bytes)
        case .priceBook: MoneyTargets.priceBook(bytes)
        case .costExport: MoneyTargets.costExport(bytes)
        case .logs: LogTargets.documents(bytes)
        case .driverMetrics: LogTargets.metrics(bytes)
        case .shard: StoreTargets.shard(bytes)
        case .studyRecords: StoreTargets.records(bytes)
        case .studyStore: StoreTargets.store(bytes)
        case .packedBytes: ByteTargets.packed(bytes)
        case .jsonElements: ByteTargets.elements(bytes)
        }
        return true
    }
}
