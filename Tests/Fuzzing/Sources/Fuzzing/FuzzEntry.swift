#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The parser that this run is about; the environment names it.
private let target: FuzzTarget = {
    let name = getenv("SCANPLAN_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
        fatalError("SCANPLAN_FUZZ_TARGET is '\(name)'; it has to be one of: \(known)")
    }
    return target
}()

/// Called by libFuzzer for every input. A fault stops the program.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    return target.run(bytes) ? 0 : -1
}
