import Testing

@testable import Reporting

@Suite("Strokes of small plots")
struct StrokesTests {
    @Test("columns are as high as their values, and nothing above 0 is invisible", arguments: [true, false])
    func columns(isUnicode: Bool) {
        let strokes = Strokes(isUnicode: isUnicode)
        let line = strokes.columns([0, 1e-9, 1, 1.5, 4, 7.99, 8], top: 8)
        #expect(line == (isUnicode ? " ▁▁▂▄██" : " ..:=@@"))
        #expect(strokes.columns([0, 0], top: 0) == "  ")
        #expect(isUnicode || line.allSatisfy(\.isASCII))
    }

    @Test("bars are as long as their shares, to an eighth of a column")
    func unicodeBars() {
        let strokes = Strokes(isUnicode: true)
        #expect(strokes.bar(1, width: 4) == "████")
        #expect(strokes.bar(0.5, width: 4) == "██")
        #expect(strokes.bar(0.53125, width: 4) == "██▏")
        #expect(strokes.bar(7.0 / 32, width: 4) == "▉")
        #expect(strokes.bar(1e-9, width: 4) == "▏")
        #expect(strokes.bar(0, width: 4).isEmpty && strokes.bar(-1, width: 4).isEmpty)
        #expect(strokes.bar(2, width: 4) == "████")
    }

    @Test("bars never shrink as shares grow, and never leave their columns", arguments: [true, false])
    func monotone(isUnicode: Bool) {
        let strokes = Strokes(isUnicode: isUnicode)
        for width in 1...20 {
            var before = 0
            for step in 0...200 {
                let bar = strokes.bar(Double(step) / 200, width: width)
                let length = bar.count
                #expect(length >= before && length <= width)
                #expect((length == 0) == (step == 0))
                #expect(isUnicode || bar.allSatisfy { $0 == "#" })
                before = length
            }
            #expect(before == width)
        }
    }
}
