import ScanModel
import Studies
import Testing

@Suite("Axes on the command line")
struct AxisTextTests {
    @Test("ranges and lists are axes, single values are none")
    func values() throws {
        let cases: [(text: String, path: String, values: [String])] = [
            ("Concurrency=1..4", "Concurrency", ["1", "2", "3", "4"]),
            ("a.b[0].c=1..10..4", "a.b[0].c", ["1", "5", "9"]),
            ("x=0.1..0.3..0.1", "x", ["0.1", "0.2", "0.3"]),
            ("x=0.5..2..0.5", "x", ["0.5", "1", "1.5", "2"]),
            ("x=60s..180s..60s", "x", ["60s", "120s", "180s"]),
            ("x=1..3%", "x", ["1%", "2%", "3%"]),
            ("x=-2..1", "x", ["-2", "-1", "0", "1"]),
            ("x=7..7", "x", ["7"]),
            ("x=a,b, c", "x", ["a", "b", "c"]),
            ("x=[1,2],\"a,b\",{c: 1, d: 2}", "x", ["[1,2]", "\"a,b\"", "{c: 1, d: 2}"]),
            ("limits[\"a=b\"].x=1,2", "limits[\"a=b\"].x", ["1", "2"]),
        ]
        for (text, path, values) in cases {
            #expect(try AxisText.axis(text) == StudyAxis(path: path, values: values), "\(text)")
        }
        for text in ["x=4", "x=10.82.64.0/22", "x=../a", "x=\"a,b\"", "x=[1,2]", "x=a..b", "x=null"] {
            #expect(try AxisText.axis(text) == nil, "\(text)")
            #expect(try AxisText.axisOfAny(text).values == [String(text.dropFirst(2))], "\(text)")
        }
    }

    @Test("what is no axis is refused")
    func refused() {
        for text in [
            "x", "=1,2", "x=1,,2", "x=1,", "x=4..1", "x=1..2..0", "x=1..2..-1", "x=1..2..x", "x=1h..2s", "x=1..99999",
            "x=" + String(repeating: "1,", count: 20_000) + "1", "", "[x=1,2",
        ] {
            #expect(throws: MisreadAxis.self, "\(text.prefix(20))") { try AxisText.axisOfAny(text) }
        }
    }

    @Test("a grid has every combination once, the last axis fastest, and is bounded")
    func grid() throws {
        let axes = [StudyAxis(path: "a", values: ["1", "2"]), StudyAxis(path: "b", values: ["x", "y", "z"])]
        let grid = try SweepGrid(axes)
        #expect((0..<grid.count).map { grid.values($0).joined() } == ["1x", "1y", "1z", "2x", "2y", "2z"])
        let hundred = (0..<101).map(String.init)
        for axes in [
            [], [axes[0], axes[0]], [StudyAxis(path: "a", values: ["1", "1"])],
            ["a", "b"].map { StudyAxis(path: $0, values: hundred) },
            (0..<40).map { StudyAxis(path: "\($0)", values: ["1", "2", "3"]) },
        ] {
            #expect(throws: MisreadAxis.self) { try SweepGrid(axes) }
        }
    }
}
