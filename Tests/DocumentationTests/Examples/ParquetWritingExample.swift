import ParquetWriting
import Testing

struct ParquetWritingExample {
    @Test func runs() {
        // begin example
        var writer = ParquetWriter(
            [ParquetColumn("region", .text), ParquetColumn("gib", .double)], createdBy: "example version 1")
        var file = writer.start
        // Texts are listed once in each group of rows, and rows name them by number.
        file += writer.group([
            .text(ParquetTexts(["eu-central-1", "us-east-1"], indices: [0, 0, 1])), .double([8, 100, 30]),
        ])
        file += writer.finish()
        // end example
        #expect(file.starts(with: ParquetWriter.magic) && file.suffix(4).elementsEqual(ParquetWriter.magic))
    }
}
