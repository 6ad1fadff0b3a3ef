internal import ScanModel

/// Feeds what a value holds to a hash, the same in every process: `Hasher` begins anew in each, so its hashes name nothing
/// outside of one.
///
/// A value is walked by its members in the order of their declaration. Sets and dictionaries are fed in the order of their
/// elements' digests. Two values of one type with equal members give equal bytes; the sign of a zero does not count.
enum StructuralDigest {
    /// - Complexity: O(members), with columns of whole numbers fed as bytes.
    static func add(_ value: Any, to hash: inout SHA256) {
        switch value {
        case let text as String: hash.update(text)
        case let column as any NumberColumn: column.add(to: &hash)
        case let platforms as [Platform]: hash.update(column: platforms.map(\.rawValue))
        case let number as any FixedWidthInteger: hash.update(String(number))
        case let number as Double: hash.update(Int64(bitPattern: number == 0 ? 0 : number.bitPattern))
        case let flag as Bool: hash.update(Int64(flag ? 1 : 0))
        default: addMembers(of: value, to: &hash)
        }
    }

    private static func addMembers(of value: Any, to hash: inout SHA256) {
        let mirror = Mirror(reflecting: value)
        hash.update(Int64(mirror.children.count))
        switch mirror.displayStyle {
        case .set, .dictionary:
            let digests = mirror.children.map { child in
                var own = SHA256()
                add(child.value, to: &own)
                return ContentDigest(own)
            }
            for digest in digests.sorted() { hash.update(digest.bytes) }
        case .enum where mirror.children.isEmpty: hash.update(String(describing: value))
        case .enum:
            for child in mirror.children {
                hash.update(child.label ?? "")
                add(child.value, to: &hash)
            }
        default:
            for child in mirror.children { add(child.value, to: &hash) }
        }
    }
}

/// A column of whole numbers.
private protocol NumberColumn {
    func add(to hash: inout SHA256)
}

extension Array: NumberColumn where Element: FixedWidthInteger {
    fileprivate func add(to hash: inout SHA256) { hash.update(column: self) }
}

extension SHA256 {
    /// Adds a column with its length, each number as its bytes, the least first. Complexity: O(numbers).
    mutating func update<Number: FixedWidthInteger>(column: [Number]) {
        update(Int64(column.count))
        for number in column {
            update((0..<Number.bitWidth / 8).lazy.map { UInt8(truncatingIfNeeded: number >> Number(8 * $0)) })
        }
    }
}
