import Foundation
import ScanModel
import Studies
import TestSupport
import Testing

@testable import Reporting

@Suite("Traces as JSON")
struct TraceJSONTests {
    private static func written(_ events: [TraceEvent], _ scale: TickScale) -> (bytes: [UInt8], longest: Int) {
        var bytes: [UInt8] = []
        var longest = 0
        var writer = TraceJSON {
            bytes += $0
            longest = max(longest, $0.count)
        }
        for event in events { writer.write(event, scale) }
        writer.finish(.members(["schema": .text(TraceJSON.schema)]))
        return (bytes, longest)
    }

    private static func read(_ bytes: [UInt8]) throws -> [[String: Any]] {
        let whole = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(Set(whole.keys) == ["displayTimeUnit", "traceEvents", "otherData"])
        #expect((whole["otherData"] as? [String: String]) == ["schema": "scanplan.trace/1"])
        return try #require(whole["traceEvents"] as? [[String: Any]])
    }

    private static let hostile = [
        "</script><script>alert(1)</script>", "\u{202E}txt.exe", "a\"b\\c/d", "\u{0}\u{1}\u{1F}\u{7F}", "=1+1",
        "\n\r\t",
        "e\u{301}\u{1F600}", "\u{2028}", "",
    ]

    @Test("give every name back as it was")
    func names() throws {
        let track = TraceTrack(process: 3, thread: 4)
        for name in Self.hostile {
            let events = try Self.read(
                Self.written(
                    [
                        .process(3, name: name, place: 3, label: name), .thread(track, name: name, place: 4),
                        .slice(
                            TraceSlice(
                                track: track, category: .stage, name: name, from: 1, to: 2,
                                details: [TraceDetail(name, .text(name))])),
                        .instant(track, name: name, at: 5, details: []),
                        .counter(process: 3, group: name, name: name, at: 6, value: 7),
                    ], TickScale(ticksPerSecond: 1)
                ).bytes)
            #expect(events.count == 8)
            #expect((events[0]["args"] as? [String: String])?["name"] == name)
            #expect((events[2]["args"] as? [String: String])?["labels"] == name)
            #expect((events[3]["args"] as? [String: String])?["name"] == name)
            #expect(events[5]["name"] as? String == name)
            #expect((events[5]["args"] as? [String: String]) == [name: name])
            #expect(events[5]["ts"] as? Int == 1_000_000 && events[5]["dur"] as? Int == 1_000_000)
            #expect(events[6]["ph"] as? String == "i" && events[6]["s"] as? String == "t")
            #expect((events[7]["args"] as? [String: Int]) == [name: 7])
        }
    }

    @Test(
        "round instants down, so that what touches still touches",
        arguments: [1, 3, 7, 1_000_000, 6_000_007] as [Int64])
    func rounding(ticksPerSecond: Int64) throws {
        var dice = Dice(seed: UInt64(ticksPerSecond))
        let scale = TickScale(ticksPerSecond: ticksPerSecond)
        var time: Int64 = 0
        var events: [TraceEvent] = []
        for _ in 0..<500 {
            let next = time + Int64(dice.roll(0...50))
            events.append(
                .slice(
                    TraceSlice(
                        track: TraceTrack(process: 1, thread: 2), category: .wait, name: "waits", from: time, to: next,
                        details: [TraceDetail("ends (us)", .ticks(next))])))
            time = next
        }
        var cursor = 0
        for event in try Self.read(Self.written(events, scale).bytes) {
            #expect(event["ts"] as? Int == cursor)
            cursor += try #require(event["dur"] as? Int)
            #expect((event["args"] as? [String: Int]) == ["ends (us)": cursor])
        }
        #expect(Int128(cursor) == scale.seconds(time).numerator * 1_000_000 / scale.seconds(time).denominator)
    }

    @Test("far instants stay whole")
    func far() {
        let finest = TickScale(ticksPerSecond: 1_000_000_000_000)
        #expect(TraceJSON.microseconds(.max, finest) == 9_223_372_036_854)
        #expect(TraceJSON.microseconds(-1, TickScale(ticksPerSecond: 3_000_000)) == -1)
        #expect(TraceJSON.microseconds(.max, TickScale(ticksPerSecond: 1)) == .max)
    }

    @Test("arrows join slices by number")
    func flows() throws {
        let track = TraceTrack(process: 1, thread: 2)
        let slices = [TraceSlice.Flow.first, .middle, .last].enumerated().map { index, flow in
            TraceEvent.slice(
                TraceSlice(
                    track: track, category: .instance, name: "instance 1", from: Int64(index), to: Int64(index + 1),
                    flow: flow, flowNumber: 1 << 33))
        }
        let events = try Self.read(Self.written(slices, TickScale(ticksPerSecond: 1)).bytes)
        #expect(events.map { $0["bind_id"] as? Int } == [1 << 33, 1 << 33, 1 << 33])
        #expect(events.map { $0["flow_in"] as? Bool } == [nil, true, true])
        #expect(events.map { $0["flow_out"] as? Bool } == [true, true, nil])
    }

    @Test("come in pieces of bounded length, and an empty trace is whole too")
    func pieces() throws {
        #expect(try Self.read(Self.written([], TickScale(ticksPerSecond: 1)).bytes).isEmpty)
        let events = (0..<5000).map {
            TraceEvent.counter(process: 1, group: "scanners", name: "billed", at: Int64($0), value: 1)
        }
        let written = Self.written(events, TickScale(ticksPerSecond: 1))
        #expect(try Self.read(written.bytes).count == 5000)
        #expect(written.longest < 2 * TraceJSON.pieceBytes && written.bytes.count > 4 * TraceJSON.pieceBytes)
    }
}
