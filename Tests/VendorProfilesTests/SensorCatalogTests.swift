import ScanModel
import Testing

@testable import VendorProfiles

@Suite struct SensorCatalogTests {
    let catalog = SensorCatalog.shipped

    @Test func everyNumberHasASource() throws {
        #expect(catalog.kinds == ["agent", "api", "appliance", "container", "perimeter", "snapshot", "webApplication"])
        var known: [Provenance] = catalog.reaches.map(\.provenance)
        for kind in catalog.kinds {
            known.append(try #require(catalog.anchor(of: kind)).provenance)
            for name in SensorCatalog.Time.Name.allCases {
                let time = try #require(catalog.time(name, of: kind))
                #expect(time.range.contains(time.value))
                known.append(time.provenance)
            }
            let delay = try #require(catalog.time(.resultDelay, of: kind)).value
            #expect(try #require(catalog.time(.firstResult, of: kind)).value >= delay)
            #expect(
                try #require(catalog.time(.interval, of: kind)).value
                    >= #require(catalog.time(.leastInterval, of: kind)).value)
        }
        for provenance in known {
            #expect(!provenance.source.isEmpty && isDate(provenance.date), "\(provenance)")
            #expect(provenance.confidence == .assumed || provenance.source.hasPrefix("https://"), "\(provenance)")
        }
        #expect(catalog.anchor(of: "satellite") == nil && catalog.time(.interval, of: "satellite") == nil)
    }

    /// What the vendor's pages say.
    @Test func numbersOfThePages() throws {
        #expect(catalog.time(.leastInterval, of: "snapshot")?.value == 24 * 3600)
        #expect(catalog.time(.interval, of: "api")?.value == 4 * 3600)
        #expect(catalog.time(.resultDelay, of: "api")?.range == 4 * 3600...8 * 3600)
        #expect(catalog.time(.firstResult, of: "agent")?.range == 1800...7200)
        let secrets = catalog.reaches.filter { $0.assessment == "secrets" }
        #expect(secrets.map(\.kind) == ["snapshot"] && secrets.first?.platforms == ["linux"])
    }

    /// Each assessment by a kind holds a platform and a cloud once, so that it has one source.
    @Test func noPairIsGivenTwice() {
        var seen: Set<[String]> = []
        for reach in catalog.reaches {
            for platform in reach.platforms {
                for cloud in reach.clouds {
                    #expect(seen.insert([reach.kind, reach.assessment, platform, cloud]).inserted)
                }
            }
        }
        #expect(seen.count > 60)
    }
}
