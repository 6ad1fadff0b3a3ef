internal import FoundationEssentials
internal import ScanModel
internal import Studies

@testable internal import StudyStore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Points of studies in files.
enum StoreTargets {
    /// Bytes of a record are a value, which has the same bytes again, or are refused.
    static func records(_ bytes: [UInt8]) {
        do throws(MisreadRecord) {
            let header = try RecordCoding.header(bytes)
            require(header.points >= 1, "a sweep has a point")
            let written = RecordCoding.bytes(header)
            require(RecordCoding.bytes(try RecordCoding.header(written)) == written, "a header is the same again")
        } catch { require(!error.reason.isEmpty, "a reason") }
        do throws(MisreadRecord) {
            let written = RecordCoding.bytes(try RecordCoding.point(bytes))
            require(RecordCoding.bytes(try RecordCoding.point(written)) == written, "a point is the same again")
        } catch { require(!error.reason.isEmpty, "a reason") }
        do throws(MisreadRecord) {
            let written = RecordCoding.bytes(try RecordCoding.outcomes(bytes))
            require(RecordCoding.bytes(try RecordCoding.outcomes(written)) == written, "trials are the same again")
        } catch { require(!error.reason.isEmpty, "a reason") }
    }

    /// A shard is read or refused; also if its checks fit what it says: lines of the input become header and records.
    static func shard(_ bytes: [UInt8]) {
        let path = scratch("shard")
        put(bytes, in: path)
        readShard(path, bytes: bytes.count)
        unlink(path)
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let place = try? JSONDecoder().decode(Place.self, from: Data(lines[0]))
        do throws(ShardError) {
            let writer = try ShardWriter(path: path, header: lines[0])
            for (index, line) in lines.dropFirst().enumerated() {
                try writer.append(record(line, at: index, of: place))
            }
            try writer.finish()
            let reader = try ShardReader(path: path)
            require(reader.header == lines[0], "the header is the same")
            let records = try reader.records(bytesMax: 1 << 26)
            require(records.map(\.payload) == Array(lines.dropFirst()), "records are the same")
        } catch { fatalError("a shard that was written cannot be read: \(error)") }
        readShard(path, bytes: Int.max)
        unlink(path)
    }

    /// What the header of a shard says.
    private struct Place: Codable {
        var sweep: SweepStudyHeader
        var shard: Int
        var of: Int
    }

    /// The record that a line becomes: with the number and key that a point has there, if header and line are a sweep's.
    private static func record(_ line: [UInt8], at index: Int, of place: Place?) -> ShardRecord {
        let address = try? RecordCoding.point(line).address
        guard let place, (1...10_000).contains(place.shard), (1...10_000).contains(place.of) else {
            return ShardRecord(number: index + 1, key: StoreKey(ContentDigest(of: line)), payload: line)
        }
        let number = place.shard + index * place.of
        return ShardRecord(number: number, key: place.sweep.key(address, number: number), payload: line)
    }

    private static func readShard(_ path: String, bytes: Int) {
        do throws(ShardError) {
            let shard = try SweepShard(path: path)
            require((1...shard.count).contains(shard.index), "one of the shards")
            do throws(ShardMismatch) { _ = try SweepShard.report([shard, shard]) } catch {
                require(shard.count > 1, "one shard is the sweep: \(error)")
            }
        } catch {
            switch error {
            case .truncated(let at), .damaged(let at): require((0...bytes).contains(at), "\(error)")
            default: require(!error.description.isEmpty, "a reason")
            }
        }
    }

    /// A store is read or refused, for reading and for writing.
    static func store(_ bytes: [UInt8]) {
        let path = scratch("store")
        for mode in [StudyStore.Mode.read, .write] {
            put(bytes, in: path)
            do throws(StoreError) {
                let store = try StudyStore(path: path, mode: mode, wait: 0)
                _ = try store.check()
                for entry in try store.list() {
                    let study = entry.study.address
                    require(entry.kept >= 0 && entry.bytes >= 0, "\(entry)")
                    _ = try store.numbers(of: study)
                    _ = try store.points(of: study)
                    _ = try store.batches(of: study)
                    if mode == .write { try store.remove(study) }
                }
            } catch { require(!error.description.isEmpty, "a reason") }
            for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) }
        }
    }

    private static func scratch(_ name: String) -> String {
        let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        return "\(folder)/scanplan-fuzz-\(getpid())-\(name)"
    }

    private static func put(_ bytes: [UInt8], in path: String) {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        require(descriptor >= 0, "\(path) can be made")
        var start = 0
        while start < bytes.count {
            let step = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            require(step > 0, "\(path) can be written")
            start += step
        }
        close(descriptor)
    }
}
