internal import EventSimulation
internal import ScanModel

// MARK: - What is counted on the way

extension RegionWorld {
    /// Takes units of a counter that has them.
    mutating func take(_ units: Int64, of resource: Int, from counter: Int, at now: Int64) {
        let used = counters[counter].used &+ units
        counters[counter].used = used
        if used > peaks[resource] { peaks[resource] = used }
        if let meter { meter.takes(units, of: resource, from: counter, at: now) }
    }

    /// Takes down a request that needs a token of several buckets, once they are granted.
    func note(_ spends: CompiledRegion.Run, at granted: Int64) {
        guard let meter else { return }
        for position in 0..<Int(spends.count) {
            meter.spends(1, of: Int(compiled.spendings[spends.index(position)].bucket), account: 0, at: granted)
        }
    }

    mutating func reportProgress() {
        let items = itemsDone &+ itemsGone
        if items % ProgressCounter.stride == 0 || items == itemCount {
            let last = items % ProgressCounter.stride
            progress.advance(by: last == 0 ? ProgressCounter.stride : last)
        }
    }
}
