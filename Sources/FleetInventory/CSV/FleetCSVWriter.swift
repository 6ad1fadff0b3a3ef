import ScanModel

/// Makes the lines of a fleet table.
struct FleetCSVWriter {
    /// The columns in the order in which they are written.
    static func header(hasEncryption: Bool, details: String = "") -> String {
        "account,region,platform,tags,volumes_gib,\(hasEncryption ? "encryption," : "")\(details)count\n"
    }

    private static let pieceBytes = 1 << 16

    private struct Row: Equatable {
        var account: Int
        var region: Int
        var platform: Platform
        var tagSet: Int
        var traits: InstanceTraits
        var group: Int32
        var kind: Int32
    }

    private let accounts: [[UInt8]]
    private let regions: [[UInt8]]
    private let tagSets: [[UInt8]]
    private let platforms = Platform.allCases.map { Array($0.name.utf8) }

    private let hasEncryption: Bool
    private let details: DetailText

    private var bytes: [UInt8]
    private var row: Row?
    private var volumes: [Int32] = []
    private var encryption: [VolumeEncryption] = []
    private var volumeTags: [Int32] = []
    private var count = 0

    /// - Parameters:
    ///   - hasEncryption: whether there is a column for it; without one, every volume must be unencrypted.
    ///   - details: which of the other columns there are.
    init(accounts: [String], regions: [String], tagSets: [[Tag]], hasEncryption: Bool, details: DetailText) {
        self.hasEncryption = hasEncryption
        self.details = details
        bytes = Array(Self.header(hasEncryption: hasEncryption, details: details.header).utf8)
        self.accounts = accounts.map(Self.quoted)
        self.regions = regions.map(Self.quoted)
        self.tagSets = tagSets.map(TagText.cell)
    }

    /// Adds an instance to the line before, if it is like it, or begins a line.
    mutating func append(
        account: Int, region: Int, platform: Platform, tagSet: Int, volumes: some Collection<Int32>,
        encryption: some Collection<VolumeEncryption>, details: InstanceDetailCells = InstanceDetailCells()
    ) {
        let row = Row(
            account: account, region: region, platform: platform, tagSet: tagSet, traits: details.traits,
            group: details.group, kind: details.kind)
        if row == self.row, volumes.elementsEqual(self.volumes),
            !hasEncryption || encryption.elementsEqual(self.encryption), details.volumeTags == volumeTags
        {
            count += 1
            return
        }
        endLine()
        self.row = row
        self.volumes.removeAll(keepingCapacity: true)
        self.volumes.append(contentsOf: volumes)
        self.encryption.removeAll(keepingCapacity: true)
        if hasEncryption { self.encryption.append(contentsOf: encryption) }
        volumeTags = details.volumeTags
        count = 1
    }

    /// Hands over what is written, if it is enough for a piece.
    mutating func passOn<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        if bytes.count < Self.pieceBytes { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Hands over the rest.
    mutating func finish<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        endLine()
        row = nil
        if !bytes.isEmpty { try sink(bytes) }
        bytes = []
    }

    private mutating func endLine() {
        guard let row else { return }
        bytes += accounts[row.account]
        bytes.append(CSVMark.comma)
        bytes += regions[row.region]
        bytes.append(CSVMark.comma)
        bytes += platforms[Int(row.platform.rawValue)]
        bytes.append(CSVMark.comma)
        bytes += tagSets[row.tagSet]
        bytes.append(CSVMark.comma)
        for (index, size) in volumes.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "+")) }
            CSVNumber.append(Int(size), to: &bytes)
        }
        bytes.append(CSVMark.comma)
        if hasEncryption {
            EncryptionText.append(encryption, to: &bytes)
            bytes.append(CSVMark.comma)
        }
        if !details.isEmpty {
            let told = InstanceDetailCells(
                traits: row.traits, group: row.group, kind: row.kind, volumeTags: volumeTags)
            details.append(told, to: &bytes)
        }
        CSVNumber.append(count, to: &bytes)
        bytes.append(CSVMark.lineFeed)
    }

    /// A text in quotation marks if it needs them; tags never do, because what would need them is percent-encoded.
    private static func quoted(_ text: String) -> [UInt8] {
        let needing: [UInt8] = [CSVMark.comma, CSVMark.quote, CSVMark.lineFeed, CSVMark.carriageReturn]
        guard text.utf8.contains(where: needing.contains) else { return Array(text.utf8) }
        var cell = [CSVMark.quote]
        for byte in text.utf8 {
            if byte == CSVMark.quote { cell.append(byte) }
            cell.append(byte)
        }
        return cell + [CSVMark.quote]
    }
}
