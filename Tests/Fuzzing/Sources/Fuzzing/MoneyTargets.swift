internal import CostReconciliation
internal import DocumentReading
internal import PriceLists
internal import ScanModel

/// Prices and charges.
enum MoneyTargets {
    private static let name = "fuzz"

    static func priceList(_ bytes: [UInt8]) {
        var reading = PriceListReading()
        do throws(ReadFault) {
            try reading.read(name) { () throws(ReadFault) in try ByteInput.memory(bytes, name: name) }
        } catch {
            guard case .invalid(let issue) = error else { fatalError("bytes in memory can be read: \(error)") }
            Issues.check([issue], of: bytes, file: name)
        }
        do throws(InvalidInput) {
            let content = try reading.finish()
            requireSame(content.book)
        } catch { Issues.check(error, of: bytes, file: name) }
    }

    static func priceBook(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            requireSame(try PriceBookFile.read(bytes: bytes, file: name))
        } catch { Issues.check(error, of: bytes, file: name) }
    }

    /// A book is written and read again as it was.
    private static func requireSame(_ book: PriceBook) {
        if book.count == 0 { return }
        let text = PriceBookFile.text(book)
        do throws(InvalidInput) {
            let again = try PriceBookFile.read(bytes: Array(text.utf8), file: "again")
            require(PriceBookFile.text(again) == text, "a book is written the same again:\n\(text)")
            require(again.count == book.count, "no price is lost:\n\(text)")
        } catch { fatalError("what was written cannot be read: \(error)\n\(text)") }
    }

    /// The pieces in which an export comes make no difference.
    static func costExport(_ bytes: [UInt8]) {
        let whole = ledger(bytes, pieces: bytes.count)
        // A record is looked at anew with every piece, so that a long one may not come in too many.
        let parted = ledger(bytes, pieces: 7 + bytes.count / 200)
        require(whole == parted, "pieces make no difference")
        if case .failure(let error) = whole { Issues.check(error, of: bytes, file: name) }
    }

    private static func ledger(_ bytes: [UInt8], pieces: Int) -> Result<ChargeLedger, InvalidInput> {
        var reader = ExportReader(file: name, selection: ExportSelection())
        var start = 0
        while start < bytes.count {
            let end = min(start + max(pieces, 1), bytes.count)
            reader.read(bytes[start..<end])
            start = end
        }
        do throws(InvalidInput) { return .success(try reader.finish()) } catch { return .failure(error) }
    }
}
