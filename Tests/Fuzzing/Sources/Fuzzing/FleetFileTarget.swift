internal import ScanModel

@testable internal import FleetInventory

/// The compact file of a fleet.
enum FleetFileTarget {
    /// A file is a fleet, which is written to the same bytes again, or has issues; also if its checksums fit what it says.
    static func file(_ bytes: [UInt8]) {
        read(bytes)
        read(mended(bytes))
    }

    private static func read(_ bytes: [UInt8]) {
        do throws(InventoryError) {
            let fleet = try FleetFile.decode(bytes, name: "fuzz")
            require(isSameAgain(fleet), "a fleet file keeps it")
        } catch {
            guard case .invalid(let input) = error else { fatalError("bytes in memory can be read: \(error)") }
            for issue in input.issues {
                require(issue.file == "fuzz" && issue.line == 0 && !issue.problem.isEmpty, "\(issue)")
            }
        }
    }

    static func bytes(of fleet: Fleet) -> [UInt8] {
        var bytes: [UInt8] = []
        FleetFile.write(fleet) { bytes += $0 }
        return bytes
    }

    static func isSameAgain(_ fleet: Fleet) -> Bool {
        let bytes = bytes(of: fleet)
        do throws(InventoryError) {
            return Self.bytes(of: try FleetFile.decode(bytes, name: "again")) == bytes
        } catch { fatalError("what was written cannot be read: \(error)") }
    }

    /// The same bytes with a length and checksums that fit, so that what is behind those checks is reached.
    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        let start = FleetFileLayout.dataStart
        guard bytes.count >= start else { return bytes }
        var bytes = bytes
        func number(at offset: Int) -> Int {
            Int(truncatingIfNeeded: bytes[offset..<offset + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
        func put(_ number: UInt64, at offset: Int) {
            for index in 0..<8 { bytes[offset + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * index)) }
        }
        put(UInt64(bytes.count), at: 16)
        for index in FleetFileLayout.Section.allCases.indices {
            let entry = FleetFileLayout.headerBytes + index * FleetFileLayout.entryBytes
            let begin = number(at: entry + 8)
            let next =
                index + 1 < FleetFileLayout.Section.allCases.count
                ? number(at: entry + FleetFileLayout.entryBytes + 8) : bytes.count
            if (start...bytes.count).contains(begin), (begin...bytes.count).contains(max(next, begin)), next >= begin {
                put(XXHash64.checksum(of: bytes[begin..<next]), at: entry + 32)
            }
        }
        put(XXHash64.checksum(of: bytes[..<(start - 8)]), at: start - 8)
        return bytes
    }
}
