import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Keys of a scenario that take a number")
struct NumericKeyTests {
    @Test("every form of text that is made of units is a known quantity")
    func quantities() {
        var names: Set<String> = []
        func walk(_ shape: DocumentShape) {
            switch shape {
            // Quantities alone accept leading zeros before any number of digits.
            case .text(let form): if form.pattern?.hasPrefix("^(?:(?:0*") == true { names.insert(form.name) }
            case .mapping(let mapping): for member in mapping.members { walk(member.shape) }
            case .list(let element, _, _), .named(_, let element): walk(element)
            case .entries(_, let values, _): walk(values)
            case .either(let ways): ways.forEach(walk)
            case .integer, .decimal, .flag, .choice, .nothing, .anything: break
            }
        }
        walk(ScenarioShape.scenario)
        #expect(names.count >= 8)
        #expect(names.subtracting(Quantity.all.map(\.name)).isEmpty)
        #expect(Set(Quantity.all.map(\.name)).count == Quantity.all.count)
    }

    @Test("a quantity in another unit keeps its value and its range")
    func units() throws {
        let key = NumericKey.quantity(.duration)
        let written = try key.value(of: "1.5m", isSpread: false)
        #expect(written == NumericKey.Written(value: 90, unit: "m"))
        #expect(key.inUnit("s", 90) == 90 && key.inUnit("m", 90) == Rational(3, over: 2))
        #expect(key.domain(unit: "h").most == Rational(366 * 24))
        let size = NumericKey.quantity(.volume)
        #expect(try size.value(of: "1TiB", isSpread: false) == NumericKey.Written(value: 1024, unit: "GiB"))
        #expect(size.domain(unit: "GiB").places == 0)
        #expect(try size.value(of: "0.5GiB", isSpread: true).value == Rational(1, over: 2))
        #expect(throws: Misread.self) { _ = try size.value(of: "0.5GiB", isSpread: false) }
        let share = NumericKey.quantity(.fraction)
        #expect(
            try share.value(of: "5e-1", isSpread: false) == NumericKey.Written(value: Rational(1, over: 2), unit: ""))
    }

    @Test("one path has one spelling")
    func spelling() throws {
        for text in [#"prices.items["ebs:gp3:GiB-month"][*]"#, #"prices[items][ebs:gp3:GiB-month]["*"]"#] {
            #expect(
                try #require(ScenarioSetting.steps(of: text)).settingPath == #"prices.items["ebs:gp3:GiB-month"]["*"]"#)
        }
        #expect(ScenarioSetting.steps(of: "a=b") == nil && ScenarioSetting.steps(of: "") == nil)
        #expect(
            try #require(ScenarioSetting.steps(of: "faults.zoneOutages[0].from")).settingPath
                == "faults.zoneOutages[0].from")
    }
}
