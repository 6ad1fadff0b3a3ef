import FleetInventory
import ScanModel
import Testing

@Suite struct FleetCSVWriterTests {
    private func fleet(_ tags: [ScanModel.Tag]) -> Fleet {
        var fleet = Fleet()
        let (account, region) = (fleet.internAccount("111122223333"), fleet.internRegion("us-east-1"))
        fleet.append(
            account: account, region: region, platform: .linux, tagSet: fleet.internTags(tags), volumes: [8])
        return fleet
    }

    private func cell(key: String = "k", value: String) -> Substring {
        let line = table(of: fleet([Tag(key: key, value: value)])).split(separator: "\n")[1]
        return line.dropFirst("111122223333,us-east-1,linux,".count).dropLast(",8,1".count)
    }

    @Test func neighboursThatAreAlikeShareALine() {
        var fleet = Fleet()
        let account = fleet.internAccount("111122223333")
        let (east, west) = (fleet.internRegion("us-east-1"), fleet.internRegion("us-west-2"))
        let daily = fleet.internTags([Tag(key: "Scan", value: "daily"), Tag(key: "App", value: "a b")])
        for (region, platform, tagSet, volumes) in [
            (east, .linux, daily, [100, 30]), (east, .linux, daily, [100, 30]), (east, .linux, daily, [30, 100]),
            (east, .linux, 0, [30, 100]), (east, .windows, 0, [30, 100]), (west, .windows, 0, [30, 100]),
            (west, .windows, 0, []), (west, .windows, 0, []), (west, .windows, 0, []),
            (east, .linux, daily, [100, 30]),
        ] as [(UInt16, Platform, Int32, [Int32])] {
            fleet.append(account: account, region: region, platform: platform, tagSet: tagSet, volumes: volumes)
        }
        #expect(
            table(of: fleet) == """
                account,region,platform,tags,volumes_gib,count
                111122223333,us-east-1,linux,App=a b;Scan=daily,100+30,2
                111122223333,us-east-1,linux,App=a b;Scan=daily,30+100,1
                111122223333,us-east-1,linux,,30+100,1
                111122223333,us-east-1,windows,,30+100,1
                111122223333,us-west-2,windows,,30+100,1
                111122223333,us-west-2,windows,,,3
                111122223333,us-east-1,linux,App=a b;Scan=daily,100+30,1

                """)
    }

    @Test func anEmptyFleetIsAHeader() {
        #expect(table(of: Fleet()) == fleetHeader)
    }

    @Test(arguments: [
        ("a=b;c,d\"e%f", "k=a%3Db%3Bc%2Cd%22e%25f"), ("\0\t\n\r\u{7F}", "k=%00%09%0A%0D%7F"),
        ("a\u{80}\u{9F}\u{A0}", "k=a%C2%80%C2%9F\u{A0}"), ("é😀\u{2028}", "k=é😀\u{2028}"), ("", "k="), (" a ", "k= a "),
    ])
    func whatHasAMeaningIsPercentEncoded(value: String, cell: String) {
        #expect(self.cell(value: value) == cell)
    }

    @Test(arguments: [
        ("=1+1", "%3D1+1"), ("+1", "%2B1"), ("-1", "%2D1"), ("@SUM(A1)", "%40SUM(A1)"), ("  -1", "  %2D1"),
        ("\t=1", "%09%3D1"), ("＝1", "%EF%BC%9D1"), ("＋1", "%EF%BC%8B1"), ("－1", "%EF%BC%8D1"), ("＠a", "%EF%BC%A0a"),
        ("a+b-c@d＝e", "a+b-c@d＝e"), ("！", "！"), ("1-2", "1-2"),
    ])
    func noTextBeginsAFormula(text: String, written: String) {
        #expect(cell(value: text) == "k=\(written)")
        #expect(cell(key: text, value: "v") == "\(written)=v")
    }

    @Test func textsOfAnotherFormAreQuoted() {
        var fleet = Fleet()
        let (account, region) = (fleet.internAccount("a,\"b\"\n"), fleet.internRegion("x\ry"))
        fleet.append(account: account, region: region, platform: .linux, volumes: [1])
        #expect(table(of: fleet).hasSuffix("count\n\"a,\"\"b\"\"\n\",\"x\ry\",linux,,1,1\n"))
    }

    @Test func aLongTableComesInPieces() {
        var pieces: [Int] = []
        var bytes: [UInt8] = []
        let specification = FleetSpecification.sample(instances: 5000)
        FleetCSV.write(generated: specification) {
            pieces.append($0.count)
            bytes += $0
        }
        #expect(pieces.count > 2)
        #expect(pieces.dropLast().allSatisfy { (65_536..<66_000).contains($0) })
        #expect(String(decoding: bytes, as: UTF8.self) == table(of: FleetGenerator.fleet(specification)))
    }

    @Test func theFirstErrorOfTheSinkEndsTheWriting() {
        struct Full: Error {}
        var calls = 0
        #expect(throws: Full.self) {
            try FleetCSV.write(generated: .sample(instances: 5000)) { _ throws(Full) in
                calls += 1
                throw Full()
            }
        }
        #expect(throws: Full.self) { try FleetCSV.write(Fleet()) { _ throws(Full) in throw Full() } }
        #expect(calls == 1)
    }
}
