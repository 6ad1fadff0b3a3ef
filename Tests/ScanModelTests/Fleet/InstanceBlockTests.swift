import ScanModel
import Testing

@Suite("Blocks of instances")
struct InstanceBlockTests {
    private func named() -> Fleet {
        var fleet = Fleet()
        _ = (fleet.internAccount("a"), fleet.internAccount("b"), fleet.internRegion("r"), fleet.internRegion("s"))
        _ = fleet.internTags([Tag(key: "k", value: "v")])
        return fleet
    }

    private func block(encryption: [VolumeEncryption]) -> InstanceBlock {
        var block = InstanceBlock()
        block.account = [1, 0]
        block.region = [0, 1]
        block.platform = [.windows, .linux]
        block.tagSet = [1, 0]
        block.volumeEnd = [2, 3]
        block.volumeSize = [30, 100, 8]
        block.encryption = encryption
        return block
    }

    /// Appends the same instances one by one.
    private func add(encryption: [VolumeEncryption], to fleet: inout Fleet) {
        fleet.append(
            account: 1, region: 0, platform: .windows, tagSet: 1, volumes: [30, 100], encryption: encryption.prefix(2))
        fleet.append(
            account: 0, region: 1, platform: .linux, volumes: [8], encryption: encryption.dropFirst(2))
    }

    @Test(
        "are appended as their instances one by one",
        arguments: [
            [[], []], [[.none, .none, .none], []], [[], [.none, .customerKey, .none]],
            [[.defaultKey, .none, .none], []], [[.unknownKey, .none, .none], [.none, .none, .none]],
        ] as [[[VolumeEncryption]]])
    func oneByOne(encryptions: [[VolumeEncryption]]) {
        var (together, alone) = (named(), named())
        together.reserveCapacity(instances: 4, volumes: 6)
        for encryption in encryptions {
            together.append(block(encryption: encryption))
            add(encryption: encryption, to: &alone)
        }
        #expect(together == alone)
        var (second, third) = (alone, alone)
        second.append(contentsOf: together)
        for encryption in encryptions { add(encryption: encryption, to: &third) }
        #expect(second == third)
    }

    @Test("stop the program if a coordinate was not interned or the columns differ")
    func faults() async {
        await #expect(processExitsWith: .failure) {
            var fleet = Fleet()
            var block = InstanceBlock()
            (block.account, block.region, block.platform) = ([0], [0], [.linux])
            (block.tagSet, block.volumeEnd, block.volumeSize) = ([0], [1], [8])
            fleet.append(block)
        }
        await #expect(processExitsWith: .failure) {
            var fleet = Fleet()
            var block = InstanceBlock()
            block.volumeSize = [8]
            fleet.append(block)
        }
    }
}
