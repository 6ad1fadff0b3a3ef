import Testing

@testable import FleetInventory

@Suite struct CellCacheTests {
    @Test func itRemembersOrHasForgottenButNeverMixesUp() {
        var cache = CellCache()
        var hits = 0
        for number in 0..<5000 {
            let text = Array("cell \(number)".utf8)
            #expect(cache.value(of: text.indices, in: text) == nil)
            cache.remember(Int32(number), of: text.indices, in: text)
            #expect(cache.value(of: text.indices, in: text) == Int32(number))
        }
        for number in 0..<5000 {
            let text = Array("cell \(number)".utf8)
            guard let value = cache.value(of: text.indices, in: text) else { continue }
            #expect(value == Int32(number))
            hits += 1
        }
        #expect(hits > 500 && hits <= 1024)
    }

    @Test func aPartOfATextIsFoundInAnother() {
        var cache = CellCache()
        let (one, two) = (Array("a,bcd,e".utf8), Array("bcdbcd".utf8))
        cache.remember(7, of: 2..<5, in: one)
        #expect(cache.value(of: 0..<3, in: two) == 7)
        #expect(cache.value(of: 3..<6, in: two) == 7)
        #expect(cache.value(of: 1..<4, in: two) == nil)
        #expect(cache.value(of: 0..<0, in: two) == nil)
        cache.remember(0, of: 0..<0, in: one)
        #expect(cache.value(of: 3..<3, in: two) == 0)
    }
}
