import Testing

@testable import Reporting

@Suite("Drawings")
struct DrawingTests {
    @Test func numbersHaveOneDecimalAtMost() {
        #expect(
            [0, 1, -1, 0.04, 0.05, -0.06, 12.349, 1e6].map(Drawing.number)
                == ["0", "1", "-1", "0", "0.1", "-0.1", "12.3", "1000000"])
    }

    @Test func stepsOfEqualHeightAreOne() {
        let path = PathData.steps([0, 2, 2, 3, 0, 0, 1], base: 10) { Double($0) * 5 }
        #expect(path.text == "M5 10V8H15V7H20V10ZM30 10V9H35V10Z")
        #expect(PathData.steps([0, 0], base: 10) { Double($0) }.isEmpty)
    }

    /// The area of the steps is that of the heights, whatever they are.
    @Test func stepsKeepTheArea() {
        var inputs = TestInputs(3)
        for _ in 0..<50 {
            let heights = (0..<30).map { _ in Double(max(0, inputs.number(-2...9))) }
            let path = PathData.steps(heights, base: 0) { Double($0) }
            var (area, x, y) = (0.0, 0.0, 0.0)
            for command in commands(path.text) {
                switch command {
                case .move(let to): (x, y) = to
                case .horizontal(let to):
                    area += (to - x) * -y
                    x = to
                case .vertical(let to): y = to
                }
            }
            #expect(area == heights.reduce(0, +))
        }
    }

    private enum Command {
        case move((Double, Double))
        case horizontal(Double)
        case vertical(Double)
    }

    private func commands(_ text: String) -> [Command] {
        var result: [Command] = []
        var letter: Character = "Z"
        var number = ""
        func end() {
            let numbers = number.split(separator: " ").compactMap { Double($0) }
            switch letter {
            case "M": result.append(.move((numbers[0], numbers[1])))
            case "H": result.append(.horizontal(numbers[0]))
            case "V": result.append(.vertical(numbers[0]))
            default: break
            }
            number = ""
        }
        for character in text {
            if "MHVZ".contains(character) {
                end()
                letter = character
            } else {
                number.append(character)
            }
        }
        end()
        return result
    }

    @Test func lanesHoldNoTwoAtATime() {
        var inputs = TestInputs(5)
        for _ in 0..<50 {
            var start = 0.0
            let intervals = (0..<60).map { _ -> (start: Double, end: Double) in
                start += Double(inputs.number(0...5))
                return (start, start + Double(inputs.number(1...20)))
            }
            let lanes = Lanes.pack(intervals)
            for (index, lane) in lanes.enumerated() {
                for other in lanes.indices.dropFirst(index + 1) where lanes[other] == lane {
                    #expect(intervals[index].end <= intervals[other].start)
                }
            }
            // No fewer lanes would do than there are intervals at once.
            let most =
                intervals.map { one in intervals.count { $0.start <= one.start && one.start < $0.end } }.max() ?? 0
            #expect((lanes.max() ?? -1) + 1 == most)
        }
    }
}
