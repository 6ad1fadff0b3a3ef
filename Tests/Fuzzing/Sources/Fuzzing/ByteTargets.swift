internal import DocumentReading
internal import ScanModel

/// Bytes before anyone knows what they say.
enum ByteTargets {
    private static let bytesMax = 1 << 22

    /// Unpacked bytes are bounded, and an input without packing is what it was.
    static func packed(_ bytes: [UInt8]) {
        do throws(ReadFault) {
            var input = try ByteInput.memory(bytes, name: "fuzz", bytesMax: bytesMax)
            let beginning = input.beginning(16)
            let isPlain = input.packing == .none && bytes.count < bytesMax
            var unpacked: [UInt8] = []
            try input.forEachPiece { piece in
                unpacked += piece
                return true
            }
            require(unpacked.count <= bytesMax, "no more than allowed")
            require(unpacked.starts(with: beginning), "the beginning is that of the bytes")
            if isPlain, !bytes.starts(with: [0xEF, 0xBB, 0xBF]), ![0xFE, 0xFF].contains(bytes.first) {
                require(unpacked == bytes, "plain bytes are as they were")
            }
        } catch {
            guard case .invalid(let issue) = error else { fatalError("bytes in memory can be read: \(error)") }
            require(issue.file == "fuzz" && !issue.problem.isEmpty, "\(issue)")
        }
    }

    /// Elements come in order, and a list that is entered has the same elements as one that is delivered whole.
    static func elements(_ bytes: [UInt8]) {
        let entered = count(bytes, roots: .entered)
        let delivered = count(bytes, roots: .delivered)
        require((entered == nil) == (delivered == nil), "both ways of reading find the same faults")
    }

    /// Elements of all documents; nil for a text that is at fault.
    private static func count(_ bytes: [UInt8], roots: JSONElements.Roots) -> Int? {
        do throws(ReadFault) {
            let input = try ByteInput.memory(bytes, name: "fuzz", bytesMax: bytesMax)
            var elements = JSONElements(input, entering: [["items"], ["items", "parts"]], roots: roots)
            var count = 0
            var before = -1
            while try elements.next() {
                require(elements.bytesRead >= before, "the reading goes forward")
                before = elements.bytesRead
                count += 1
                visit(elements.element, elements.element.root)
                let issue = elements.issue(at: elements.element.root, problem: "a place")
                Issues.check([issue], of: bytes, file: "fuzz")
            }
            return count
        } catch {
            guard case .invalid(let issue) = error else { fatalError("bytes in memory can be read: \(error)") }
            Issues.check([issue], of: bytes, file: "fuzz")
            return nil
        }
    }

    private static func visit(_ tape: borrowing JSONTape, _ node: JSONNode) {
        _ = tape.description(of: node)
        switch tape.kind(node) {
        case .object: for member in tape.members(node) { visit(tape, member.value) }
        case .list: for element in tape.elements(node) { visit(tape, element) }
        default:
            _ = tape.text(node)
            _ = tape.integer(node)
            _ = tape.double(node)
        }
    }
}
