internal import PriceLists
public import ScanModel

/// A price book file that a deployment names under `prices.book`.
public struct PriceBookPath: NamedPath, Hashable, Sendable {
    public let path: String
    let file: String
    let place: SourcePlace
    let documentPath: DocumentPath

    public func issue(_ problem: String, expected: String = "") -> InputIssue {
        InputIssue(
            file: file, line: Int(place.line), column: Int(place.column), path: documentPath.text, problem: problem,
            expected: expected)
    }

    /// The paths of a document, each once; what is no path is left to the reader of the scenario.
    static func all(in root: Field) -> [PriceBookPath] {
        var seen: Set<String> = []
        return ProfilePath.deployments(of: root).compactMap { deployment in
            guard let field = deployment.child("prices")?.child(PriceSettings.bookKey),
                case .scalar(let path, _) = field.node.content, ProfilePath.isPath(field), seen.insert(path).inserted
            else { return nil }
            return PriceBookPath(path: path, file: field.file, place: field.node.place, documentPath: field.path)
        }
    }
}

/// A price book file that was read: the book, or everything that is wrong with it.
struct OwnPriceBook: Sendable {
    var result: Result<PriceBook, InvalidInput>
}

extension ScenarioLayer {
    /// Reads and checks a file that this layer names. What is wrong with it is told with the scenario's own issues, and
    /// only if the merged scenario still names it.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most ``priceBookBytesMax``.
    ///   - file: the file as messages should call it.
    ///   - path: one of ``priceBookPaths``.
    public mutating func add(priceBook bytes: [UInt8], file: String, for path: PriceBookPath) {
        do throws(InvalidInput) {
            ownPriceBooks[path.path] = OwnPriceBook(
                result: .success(try PriceBookFile.read(bytes: bytes, file: file)))
        } catch {
            ownPriceBooks[path.path] = OwnPriceBook(result: .failure(error))
        }
    }

    /// Most bytes of a price book file.
    public static var priceBookBytesMax: Int { PriceBookFile.bytesMax }
}

extension OwnProfiles {
    /// The prices of the file that a field names; nil after an issue.
    func priceBook(_ field: Field) -> PriceBook? {
        let expected = "the path of a price book file, as `scanplan prices update` writes it"
        guard let path = field.text(expected: expected) else { return nil }
        guard ProfilePath.isPath(field) else {
            field.report("is no path", expected: expected)
            return nil
        }
        let file = field.node.place.file
        guard priceBooks.indices.contains(file), let own = priceBooks[file][path] else {
            field.report("names a price book file that was not read", expected: "a path in a file of the scenario")
            return nil
        }
        switch own.result {
        case .success(let book): return book
        case .failure(let invalid):
            // Several deployments may name the same file.
            if let first = invalid.issues.first, !field.log.issues.contains(first) {
                for issue in invalid.issues { field.log.report(issue) }
            }
            return nil
        }
    }
}
