import ScanModel
import Testing

@Suite struct InputLimitsTests {
    @Test func usualLimitsAreAllowed() throws {
        let usual = InputLimits()
        for kind in InputLimits.Kind.allCases {
            #expect(usual[kind] == kind.usual && kind.allowed.contains(kind.usual))
            for value in [kind.allowed.lowerBound, kind.usual, kind.allowed.upperBound] {
                let text = "\(kind.rawValue)=\(InputLimits.text(value, kind))"
                #expect(try InputLimits(text)[kind] == value, "\(text)")
            }
        }
        #expect(try InputLimits("") == usual)
    }

    @Test func limitsAreReadTogether() throws {
        let limits = try InputLimits("document-bytes=64MiB, fleet-instances=1000,input-bytes=1048576")
        #expect(limits[.documentBytes] == 64 << 20 && limits[.fleetInstances] == 1000)
        #expect(limits[.inputBytes] == 1 << 20 && limits[.elementBytes] == InputLimits.Kind.elementBytes.usual)
    }

    @Test(arguments: [
        ("bytes=1", "no limit"), ("document-bytes", "a number of bytes"), ("document-bytes=", "a number of bytes"),
        ("document-bytes=-1", "from 1KiB"), ("document-bytes=1023", "from 1KiB to 256MiB"),
        ("document-bytes=257MiB", "256MiB"), ("document-bytes=99999999999999999999", "256MiB"),
        ("input-bytes=9999999999999TiB", "4TiB"), ("document-nodes=1KiB", "whole number"),
        ("document-bytes=1MiB,document-bytes=2MiB", "twice"), ("fleet-instances=20000001", "20000000"),
        ("document-bytes=\u{0661}MiB", "a number of bytes"),
    ]) func wrongLimitsAreTold(text: String, reason: String) {
        #expect(throws: InputLimits.Misread.self) { _ = try InputLimits(text) }
        do throws(InputLimits.Misread) {
            _ = try InputLimits(text)
        } catch {
            #expect(error.reason.contains(reason), "\(error.reason)")
        }
    }

    @Test func limitsReachChildTasks() async throws {
        let limits = try InputLimits("document-nodes=500")
        let seen = await InputLimits.$current.withValue(limits) {
            await withTaskGroup(of: Int.self) { group in
                group.addTask { InputLimits.current[.documentNodes] }
                return await group.next()
            }
        }
        #expect(seen == 500)
        #expect(InputLimits.current == InputLimits())
    }
}
