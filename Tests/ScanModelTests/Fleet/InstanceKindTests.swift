import ScanModel
import Testing

@Suite("Kinds of instances")
struct InstanceKindTests {
    private func fleet(_ kinds: [InstanceKind]) -> Fleet {
        var fleet = Fleet()
        let account = fleet.internAccount("a")
        let region = fleet.internRegion("r")
        for kind in kinds {
            fleet.append(account: account, region: region, platform: .linux, volumes: [1])
            fleet.describeLast(kind: fleet.internKind(kind))
        }
        return fleet
    }

    private let ubuntu = InstanceKind(system: "Ubuntu")
    private let nano = InstanceKind(machineType: "t3.nano")

    @Test("A fleet of which nothing is known has no column")
    func empty() {
        #expect(fleet([.unknown, .unknown]).instanceKind.isEmpty)
        #expect(fleet([.unknown, ubuntu, .unknown]).instanceKind == [0, 1])
    }

    @Test("Appending keeps what each instance is")
    func append() {
        var joined = fleet([ubuntu, .unknown])
        joined.append(contentsOf: fleet([nano, ubuntu, .unknown]))
        #expect((0..<5).map { joined.kinds[joined.kind(of: $0)] } == [ubuntu, .unknown, nano, ubuntu, .unknown])
        var later = fleet([.unknown])
        later.append(contentsOf: fleet([nano]))
        #expect((0..<2).map { later.kinds[later.kind(of: $0)] } == [.unknown, nano])
    }
}
