/// How volumes are read: one stage, in parts, at rates in whole bytes a second.
struct NaiveReads: Sendable {
    var stage: Int
    /// Most of the first read of a byte, and of any read of one volume; nil: no limit.
    var first: Int128?
    var volume: Int128?
    /// The scanner's own rates, and how long it can be at the higher one; nil: no limit.
    var instance: (slow: Int128, fast: Int128, seconds: Int128)?
    /// Bytes of data of a size unit, and those that the stage itself and each of its scan types read of it.
    var data: Int128
    var parts: [Int128]
    /// Rate at which volumes are filled, and the resource that is held meanwhile; nil: they are not.
    var filling: (rate: Int128, resource: Int)?
    /// The stage that waits for the preparation of snapshots; nil: none.
    var preparation: Int?
}

/// What is left while the parts of a stage read one volume after another.
private struct NaiveReader {
    let slow: Int128?
    let first: Int128?
    let again: Int128?
    /// Bytes more than the slow rate gives that can be read at a higher one.
    var spare: Int128
    var loaded: Int128 = 0

    init(_ reads: NaiveReads, volumes: Int) {
        let volumes = Int128(volumes)
        slow = reads.instance.map { max(1, $0.slow / volumes) }
        let fast = reads.instance.map { max(1, $0.fast / volumes) }
        again = [reads.volume, fast].compactMap(\.self).min()
        first = [reads.first, reads.volume, fast].compactMap(\.self).min()
        spare = reads.instance.map { ($0.fast - $0.slow) * $0.seconds / volumes } ?? 0
    }

    /// Milliseconds for bytes of which some were loaded before.
    mutating func read(_ bytes: Int128) -> Int128 {
        let known = min(bytes, loaded)
        return milliseconds(bytes - known, at: first) + milliseconds(known, at: again)
    }

    private mutating func milliseconds(_ bytes: Int128, at rate: Int128?) -> Int128 {
        guard let rate, bytes > 0 else { return 0 }
        guard let slow, rate > slow else { return up(bytes * 1000, rate) }
        // The spare bytes are used up `rate - slow` a second, so they last for this many bytes at the higher rate.
        let quick = min(bytes, spare * rate / (rate - slow))
        let rest = bytes - quick
        spare = rest > 0 ? 0 : max(0, spare - up(quick * (rate - slow), rate))
        return up(quick * 1000, rate) + up(rest * 1000, slow)
    }

    private func up(_ top: Int128, _ bottom: Int128) -> Int128 { top / bottom + (top % bottom == 0 ? 0 : 1) }
}

extension NaiveSimulation {
    /// Volumes that the scanner of an item took aboard, those included that were scanned already.
    private func volumesAboard(with item: Int) -> Int { machines[travellers[item].batch]!.cargo }

    /// How long the stage that reads lasts, its looks aside; `timing` is its own length.
    mutating func readingLength(_ stage: NaiveStage, of item: Int, number: Int, timing: Int128) -> Int128 {
        let reads = workflow.reads!
        let sizes = region.items[item].volumes
        func size(_ total: Bool) -> Int128 { Int128(total ? sizes.reduce(0, +) : sizes.max()!) }
        var reader = NaiveReader(reads, volumes: volumesAboard(with: item))
        var length: Int128 = 0
        let whole = stage.growsWithTotal
        var parts = [(timing: timing, bytes: size(whole) * reads.parts[0], limit: Int128?.none)]
        for (type, bytes) in zip(stage.scanTypes, reads.parts.dropFirst())
        where !(type.skipsWindows && region.items[item].isWindows) {
            parts.append(
                (
                    seconds(type.base) + size(type.growsWithTotal) * seconds(type.perSizeUnit),
                    size(type.growsWithTotal) * bytes, type.limit.map(seconds)
                ))
        }
        for part in parts {
            let reading = reader.read(part.bytes) * (history.grain / 1000)
            if reading > part.timing { history.stages[number].slowReads += 1 }
            let own = max(part.timing, reading)
            if let limit = part.limit, own > limit {
                history.stages[number].cutOff += 1
                length += limit
            } else {
                length += own
                reader.loaded = max(reader.loaded, part.bytes)
            }
        }
        return length
    }

    /// How long an item waits for its snapshots: 3600 s for 1024 GiB, and 360 s at least.
    func preparation(of item: Int) -> Int128 {
        let perUnit = NaiveFraction(3600, over: 1024 * Int128(workflow.unitsPerGiB))
        return max(360 * history.grain, Int128(region.items[item].largest) * seconds(perUnit))
    }

    /// When the volumes of an item are full, if that is before the end of the stage.
    mutating func watchFilling(_ item: Int, begun: Int128, length: Int128) {
        guard let reads = workflow.reads, let filling = reads.filling, travellers[item].stage == reads.stage else {
            return
        }
        let bytes = Int128(region.items[item].largest) * reads.data
        let milliseconds = (bytes * 1000 + filling.rate - 1) / filling.rate
        let time = milliseconds * (history.grain / 1000)
        guard time < length else { return }
        travellers[item].fullAt = (begun + time, turns)
        turns += 1
    }

    /// The volumes of an item are full.
    mutating func becomeFull(_ item: Int) {
        travellers[item].fullAt = nil
        travellers[item].isFull = true
        history.earlyReleases += 1
        release(item, workflow.reads!.filling!.resource)
    }
}
