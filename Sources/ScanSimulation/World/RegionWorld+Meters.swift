internal import EventSimulation
internal import ScanModel

// MARK: - Storage meters

extension RegionWorld {
    /// Starts storage meters that do not run: their sums go down by the start and will go up by the end.
    mutating func open(_ meters: RunningMeters, _ item: Int, at instant: Int64) {
        add(meters.subtracting(jobs[item].meters), item, -instant)
        jobs[item].meters.formUnion(meters)
    }

    /// Stops those storage meters that run.
    mutating func close(_ meters: RunningMeters, _ item: Int, at instant: Int64) {
        if meters.contains(.original) {
            closeOriginals(item, at: instant)
            return close(meters.subtracting(.original), item, at: instant)
        }
        add(meters.intersection(jobs[item].meters), item, instant)
        if meters.contains(.snapshot), jobs[item].meters.contains(.original) {
            snapshotStorage -= Int128(product: instant, copies[item].totalSize)
            jobs[item].meters.remove(.original)
        }
        jobs[item].meters.subtract(meters)
    }

    /// The snapshots of copied volumes are gone; those of the other volumes stay.
    private mutating func closeOriginals(_ item: Int, at instant: Int64) {
        guard jobs[item].meters.isSuperset(of: .snapshot), !jobs[item].meters.contains(.original) else { return }
        snapshotStorage += Int128(product: instant, copies[item].totalSize)
        jobs[item].meters.insert(.original)
    }

    /// Tells what an item that was given up leaves behind as such; its meters run on meanwhile.
    mutating func leaveBehind(_ item: Int, for ticks: Int64) {
        let meters = jobs[item].meters
        func add(_ meter: RunningMeters, _ kind: StorageMeter, _ size: Int64) {
            if meters.contains(meter) { run.leftovers[Int(kind.rawValue)] += Int128(product: ticks, size) }
        }
        add(.volume, .volume, jobs[item].totalSize)
        let gone = meters.contains(.original) ? copies[item].totalSize : 0
        add(.snapshot, .snapshot, jobs[item].totalSize - gone)
        if hasCopies { add(.copy, .copy, copies[item].totalSize) }
    }

    private mutating func add(_ meters: RunningMeters, _ item: Int, _ ticks: Int64) {
        let amount = Int128(product: ticks, jobs[item].totalSize)
        if meters.contains(.volume) { volumeStorage += amount }
        if meters.contains(.snapshot) { snapshotStorage += amount }
        if meters.contains(.copy), hasCopies { copyStorage += Int128(product: ticks, copies[item].totalSize) }
    }
}
