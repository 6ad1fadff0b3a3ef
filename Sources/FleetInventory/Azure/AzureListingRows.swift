internal import ScanModel

/// What one listing says, as rows in its order; nothing is joined yet and nothing is left out as a duplicate.
///
/// Files are read side by side into rows, and the rows join the tables in the order of the files.
struct AzureListingRows: Sendable {
    struct Machine {
        /// Indices into `texts`.
        var id: Int32
        var account: Int32
        var region: Int32
        /// An index into `texts` if no scan covers the state, or -1.
        var state: Int32
        var platform: Platform
        /// An index into `tagSets`.
        var tagSet: Int32
        var isMarketplace: Bool
        /// Indices into `texts`, or -1: the scale set, the operating system and the size of the machine.
        var group: Int32
        var system: Int32
        var machineType: Int32
        /// Whether it stands in a zone at the edge of a region.
        var isAtEdge: Bool
        /// Where its disks end in `references`.
        var disksEnd: Int
    }

    /// A disk as its machine knows it.
    struct Reference {
        /// An index into `texts`.
        var disk: Int32
        /// GiB, 0 if the machine does not say.
        var size: Int32
        var encryption: VolumeEncryption
        /// An index into `unsized`, or -1 if the machine tells the size.
        var place: Int32
    }

    /// A disk as it is listed itself.
    struct Disk {
        /// An index into `texts`.
        var id: Int32
        /// GiB, 0 if the listing does not say.
        var size: Int32
        var encryption: VolumeEncryption
        /// An index into `tagSets`.
        var tagSet: Int32
        var isARM: Bool
    }

    var texts = ByteTable()
    /// Sets of tags; the first one is empty.
    var tagSets: [[Tag]] = [[]]
    /// Subscriptions that are listed by themselves, as indices into `texts`.
    var accounts: [Int32] = []
    var machines: [Machine] = []
    /// Disks of all machines, one machine after the other, the one that a machine starts from first.
    var references: [Reference] = []
    /// Where machines name disks whose size they do not tell.
    var unsized: [ListingPlace] = []
    var disks: [Disk] = []
    var pages: [AzurePage] = []
}

/// What a page tells of the pages beside it.
enum AzurePage: Sendable {
    /// A page of the management interface: the subscription and type of its first resource, nil if it has none, and
    /// where its link to the next page stands, nil if it is the last one.
    case services(first: String?, link: ListingPlace?)
    /// A page of Resource Graph: its rows, the rows of all pages if it tells, and where its token stands, nil if it is
    /// the last one. `totalPlace` is set if the total differs from the rows.
    case graph(rows: Int, total: Int64?, token: ListingPlace?, totalPlace: ListingPlace?)
}
