import RandomStreams
import ScanModel

/// Draws many instances at once, four side by side.
///
/// Each is the one that ``InstanceDraws/instance(account:region:number:)`` gives, drawn at the same addresses; only what
/// is the same for all instances is not drawn.
struct BlockDraws {
    /// Instances at most; the addresses and results of so many stay in the cache.
    static let size = 512

    private let draws: InstanceDraws
    /// Instances in the block.
    private(set) var count = 0
    private var addresses = Addresses(size)
    private var data = Addresses(size * (GeneratedVolumes.most - 1))
    /// The draw index of each data volume and its place among the volumes of the block.
    private var dataDraw = [UInt64](repeating: 0, count: size * (GeneratedVolumes.most - 1) + Addresses.lanes)
    private var dataVolume = [Int](repeating: 0, count: size * (GeneratedVolumes.most - 1) + Addresses.lanes)
    private var accountName = [Int32](repeating: 0, count: size)
    private var regionName = [UInt16](repeating: 0, count: size)
    private var platform = [Platform](repeating: .linux, count: size)
    private var tagging = [GeneratedInstance.Tagging](repeating: .none, count: size)
    private var volumes = [Int](repeating: 1, count: size)
    private var volumeEnd = [Int32](repeating: 0, count: size)
    /// One more than there can be, for draws that fill up the last four.
    private var volumeSize = [Int32](repeating: 0, count: size * GeneratedVolumes.most + 1)

    init(_ draws: InstanceDraws) {
        self.draws = draws
        if draws.windows.isCertain { platform = platform.map { _ in .windows } }
    }

    /// Adds instances of one account and region, of which the fleet has the interned names. There must be room for them.
    mutating func add(account: (index: Int, name: Int32), region: (index: Int, name: UInt16), numbers: Range<Int>) {
        let first = count
        count += numbers.count
        for (index, number) in zip(first..<count, numbers) {
            let key = InstanceDraws.address(
                seed: draws.seed, account: account.index, region: region.index, number: number, drawn: .accountWeight)
            addresses.item[index] = UInt64(key.item)
            addresses.place[index] = UInt64(key.region) << 16 | UInt64(key.stage)
            accountName[index] = account.name
            regionName[index] = region.name
        }
    }

    /// Draws the instances and replaces the columns of a block by theirs, but for the tag sets.
    mutating func draw(into block: inout InstanceBlock) {
        drawKinds()
        let dataCount = layOutVolumes()
        drawDataSizes(dataCount)
        block.removeAll()
        block.account.append(contentsOf: accountName[..<count])
        block.region.append(contentsOf: regionName[..<count])
        block.platform.append(contentsOf: platform[..<count])
        block.volumeEnd.append(contentsOf: volumeEnd[..<count])
        block.volumeSize.append(contentsOf: volumeSize[..<Int(volumeEnd[count - 1])])
        if !draws.encrypted.isNever { drawEncryption(&block.encryption) }
        if !draws.cloudAgent.isNever || !draws.apiScanned.isNever { drawTraits(&block.traits) }
    }

    private func drawTraits(_ traits: inout [InstanceTraits]) {
        // Up to three more are drawn, because there are always four at a time.
        traits = [InstanceTraits](repeating: [], count: count + Addresses.lanes)
        for (drawn, chance, trait) in [
            (InstanceDraws.Drawn.cloudAgent, draws.cloudAgent, InstanceTraits.cloudAgent),
            (.apiScanned, draws.apiScanned, .apiScanned),
        ] where !chance.isNever {
            addresses.draw(drawn, count, seed: draws.seed) { index, bits in
                if chance.holds(bits) { traits[index].insert(trait) }
            }
        }
        traits.removeLast(Addresses.lanes)
    }

    /// What kind of tag each instance carries, once it is drawn.
    var taggings: ArraySlice<GeneratedInstance.Tagging> { tagging[..<count] }

    /// What kind of tag every instance carries, if it is the same for sure.
    var commonTagging: GeneratedInstance.Tagging? {
        draws.tagValue.isCertain ? .value : draws.tagged.isNever ? GeneratedInstance.Tagging.none : nil
    }

    /// Forgets the instances.
    mutating func removeAll() { count = 0 }

    private mutating func drawKinds() {
        let (draws, addresses) = (draws, addresses)
        if !draws.windows.isNever && !draws.windows.isCertain {
            platform.withUnsafeMutableBufferPointer { platform in
                addresses.draw(.platform, count, seed: draws.seed) {
                    platform[$0] = draws.windows.holds($1) ? .windows : .linux
                }
            }
        }
        if commonTagging == nil {
            tagging.withUnsafeMutableBufferPointer { tagging in
                addresses.draw(.tagging, count, seed: draws.seed) { tagging[$0] = draws.tagging($1) }
            }
        }
        volumes.withUnsafeMutableBufferPointer { volumes in
            addresses.draw(.volumeCount, count, seed: draws.seed) { volumes[$0] = draws.volumeCount($1) }
        }
    }

    /// Gives each volume its place, draws the root volumes, and lists the others; how many those are.
    private mutating func layOutVolumes() -> Int {
        let (draws, addresses, volumes) = (draws, addresses, volumes)
        var end = 0
        var listed = 0
        for instance in 0..<count {
            let first = end
            end += volumes[instance]
            volumeEnd[instance] = Int32(end)
            for volume in first + 1..<end {
                data.item[listed] = addresses.item[instance]
                data.place[listed] = addresses.place[instance]
                dataDraw[listed] = UInt64(volume - first - 1)
                dataVolume[listed] = volume
                listed += 1
            }
        }
        let (count, volumeEnd) = (count, volumeEnd)
        volumeSize.withUnsafeMutableBufferPointer { volumeSize in
            addresses.draw(.rootSize, count, seed: draws.seed) { instance, bits in
                guard instance < count else { return }
                volumeSize[Int(volumeEnd[instance]) - volumes[instance]] = draws.rootSize.size(bits)
            }
        }
        return listed
    }

    private mutating func drawDataSizes(_ count: Int) {
        for filler in count..<count + Addresses.lanes { dataVolume[filler] = volumeSize.count - 1 }
        let (draws, data, dataDraw, dataVolume) = (draws, data, dataDraw, dataVolume)
        volumeSize.withUnsafeMutableBufferPointer { volumeSize in
            data.draw(.dataSize, count, indices: dataDraw, seed: draws.seed) {
                volumeSize[dataVolume[$0]] = draws.dataSize.size($1)
            }
        }
    }

    private func drawEncryption(_ encryption: inout [VolumeEncryption]) {
        for instance in 0..<count {
            let place = addresses.place[instance]
            let key = DrawKey(
                seed: draws.seed, trial: 0, region: UInt16(place >> 16), item: UInt32(addresses.item[instance]),
                stage: UInt16(truncatingIfNeeded: place) | InstanceDraws.Drawn.encryption.rawValue)
            for volume in 0..<UInt32(volumes[instance]) {
                encryption.append(draws.encryption(key.bits(draw: volume)))
            }
        }
    }
}

/// Addresses of draws as columns, without what is drawn there.
private struct Addresses {
    static let lanes = 4

    var item: [UInt64]
    /// Region times 2^16, plus the stage.
    var place: [UInt64]

    init(_ size: Int) {
        item = [UInt64](repeating: 0, count: size + Self.lanes)
        place = item
    }

    /// Hands over the bits at the first `count` addresses, and up to three of the following ones.
    ///
    /// - Parameter indices: the draw index at each address; 0 if there are none.
    @inline(__always)
    func draw(
        _ drawn: InstanceDraws.Drawn, _ count: Int, indices: [UInt64] = [], seed: UInt64,
        _ body: (Int, UInt64) -> Void
    ) {
        let stage = SIMD4(repeating: UInt64(drawn.rawValue))
        for first in stride(from: 0, to: count, by: Self.lanes) {
            let bits = DrawKey.bits(
                seed: seed, trial: 0, item: Self.four(item, first), place: Self.four(place, first) | stage,
                draw: indices.isEmpty ? SIMD4(repeating: 0) : Self.four(indices, first))
            body(first, bits.x)
            body(first + 1, bits.y)
            body(first + 2, bits.z)
            body(first + 3, bits.w)
        }
    }

    @inline(__always)
    private static func four(_ column: [UInt64], _ first: Int) -> SIMD4<UInt64> {
        SIMD4(column[first], column[first + 1], column[first + 2], column[first + 3])
    }
}
