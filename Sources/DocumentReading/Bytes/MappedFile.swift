#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A regular file in the address space, with at least one page of zeros behind its bytes.
///
/// The pages belong to the operating system, which drops them when it needs room: they are not part of the heap. A file
/// that another process shortens meanwhile ends the process with a bus error, as for every program that maps files; the
/// reader therefore maps only what ``ByteInput`` was told to map.
final class MappedFile {
    let base: UnsafeMutablePointer<UInt8>
    let count: Int
    private let mapped: Int

    /// Maps `count` bytes of an open file; nil if the system refuses.
    init?(descriptor: Int32, count: Int) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let whole = (count + page - 1) / page * page
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        // The page behind the file is anonymous, so that it reads as zeros instead of ending the process.
        guard let area = mmap(nil, whole + page, PROT_READ, flags, -1, 0), area != MAP_FAILED else { return nil }
        if count > 0 {
            let file = mmap(area, count, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0)
            guard file != MAP_FAILED else {
                munmap(area, whole + page)
                return nil
            }
            _ = madvise(area, count, MADV_SEQUENTIAL)
        }
        base = area.assumingMemoryBound(to: UInt8.self)
        self.count = count
        mapped = whole + page
    }

    deinit { munmap(base, mapped) }
}
