import Testing

@testable import ParquetWriting

/// Files are taken apart again by a reader of their own, written from the specification.
@Suite struct ParquetWriterTests {
    private static let columns = [
        ParquetColumn("i", .integer32), ParquetColumn("l", .integer64), ParquetColumn("d", .double),
        ParquetColumn("b", .boolean), ParquetColumn("t", .text), ParquetColumn("o", .optionalText),
        ParquetColumn("m", .textMap),
    ]

    private static func file() -> [UInt8] {
        var writer = ParquetWriter(columns, createdBy: "scanplan version 0", metadata: [(key: "k", value: "v")])
        var bytes = writer.start
        for rows in [3, 1] {
            bytes += writer.group([
                .integer32((0..<Int32(rows)).map { $0 - 1 }), .integer64((0..<Int64(rows)).map { $0 << 40 }),
                .double((0..<rows).map { Double($0) / 4 }), .boolean((0..<rows).map { $0 != 1 }),
                .text(ParquetTexts(["unused", "é", "x"], indices: (0..<Int32(rows)).map { 2 - $0 % 2 })),
                .text(ParquetTexts(["only"], indices: (0..<Int32(rows)).map { $0 == 1 ? 0 : -1 })),
                .textMap(
                    keys: ParquetTexts(["a", "b"], indices: [0, 1]), values: ParquetTexts(["", "w"], indices: [1, 0]),
                    counts: rows == 3 ? [0, 2, 0] : [2]),
            ])
        }
        return bytes + writer.finish()
    }

    @Test func theFooterTellsEveryPartOfTheFile() throws {
        let bytes = Self.file()
        #expect(bytes.starts(with: Array("PAR1".utf8)) && bytes.suffix(4).elementsEqual("PAR1".utf8))
        let length = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        let footerStart = bytes.count - 8 - length
        var reader = ThriftReader(bytes: Array(bytes[footerStart..<bytes.count - 8]))
        let footer = try reader.structure()
        #expect(reader.isAtEnd)
        #expect(footer[1] == .integer(2))
        #expect(footer[3] == .integer(4))
        #expect(footer[6] == .binary("scanplan version 0"))
        #expect(footer[5]?.elements.first?.fields == [1: .binary("k"), 2: .binary("v")])
        // One order for each leaf.
        #expect(footer[7]?.elements.count == 8)
        let schema = try #require(footer[2]).elements.map(\.fields)
        #expect(
            schema.map { $0[4] }
                == ["schema", "i", "l", "d", "b", "t", "o", "m", "key_value", "key", "value"].map { .binary($0) })
        #expect(schema[0][5] == .integer(7))
        #expect(schema.dropFirst().map { $0[1] } == [1, 2, 5, 0, 6, 6, nil, nil, 6, 6].map { $0.map { .integer($0) } })
        #expect(schema.dropFirst().map { $0[3] } == [0, 0, 0, 0, 0, 1, 0, 2, 0, 0].map { .integer($0) })

        let groups = try #require(footer[4]).elements.map(\.fields)
        #expect(groups.map { $0[3] } == [.integer(3), .integer(1)])
        var place = 4
        for group in groups {
            #expect(group[5] == .integer(place))
            for column in try #require(group[1]).elements.map(\.fields) {
                let meta = try #require(column[3]).fields
                #expect(column[2] == .integer(place))
                let start = meta[11] ?? meta[9]
                #expect(start == .integer(place))
                guard case .integer(let size) = meta[7] else { throw ThriftReader.Fault() }
                try checkPages(Array(bytes[place..<place + size]), meta, dataAt: place)
                place += size
            }
        }
        #expect(place == footerStart)
    }

    private func checkPages(_ chunk: [UInt8], _ meta: [Int: ThriftReader.Value], dataAt start: Int) throws {
        var reader = ThriftReader(bytes: chunk)
        var types: [ThriftReader.Value?] = []
        while !reader.isAtEnd {
            let page = reader.position
            let header = try reader.structure()
            types.append(header[1])
            if header[1] == .integer(0) { #expect(meta[9] == .integer(start + page)) }
            guard case .integer(let size) = header[3], case .integer(let checksum) = header[4] else {
                throw ThriftReader.Fault()
            }
            #expect(header[2] == header[3])
            let body = try reader.take(size)
            #expect(CRC32.checksum(of: body) == UInt32(bitPattern: Int32(checksum)))
            let details = try #require(header[5] ?? header[7]).fields
            if header[1] == .integer(0) { #expect(details[1] == meta[5]) }
        }
        #expect(types == (meta[11] == nil ? [.integer(0)] : [.integer(2), .integer(0)]))
    }

    @Test func sameRowsGiveSameBytes() {
        #expect(Self.file() == Self.file())
    }

    @Test func aFileWithoutRowsIsMarkAndFooter() throws {
        let writer = ParquetWriter([ParquetColumn("i", .integer32)], createdBy: "x version 1")
        let bytes = writer.start + writer.finish()
        var reader = ThriftReader(bytes: Array(bytes[4..<bytes.count - 8]))
        let footer = try reader.structure()
        #expect(reader.isAtEnd && footer[3] == .integer(0) && footer[4]?.elements.isEmpty == true)
    }

    /// "123456789", the check value of every catalogue of checksums.
    @Test func theChecksumIsThatOfGzip() {
        #expect(CRC32.checksum(of: Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.checksum(of: []) == 0)
    }

    @Test func boundsAreThoseOfTheValues() {
        let numbers = ParquetChunk(["i"], integer32: [5, -3, 9])
        #expect(numbers.bounds?.least == [0xFD, 0xFF, 0xFF, 0xFF] && numbers.bounds?.most == [9, 0, 0, 0])
        let zero = ParquetChunk(["d"], double: [0, 1])
        #expect(zero.bounds?.least == [0, 0, 0, 0, 0, 0, 0, 0x80])
        // By bytes, a capital comes before a small letter and both before anything beyond ASCII.
        let texts = ParquetChunk(["t"], texts: ParquetTexts(["b", "é", "B"], indices: [0, 1, 2]), isOptional: false)
        #expect(texts.bounds?.least == Array("B".utf8) && texts.bounds?.most == Array("é".utf8))
        let long = ParquetTexts([String(repeating: "x", count: 65)], indices: [0])
        #expect(ParquetChunk(["t"], texts: long, isOptional: false).bounds == nil)
    }

    @Test func levelsTellWhereRowsBegin() {
        let levels = ParquetLevels(counts: [0, 1, 3, 0])
        #expect(levels.repetitions == [0, 0, 0, 1, 1, 0])
        #expect(levels.definitions == [0, 1, 1, 1, 1, 0])
    }
}
