import Foundation
import Testing

/// Reads at a rate, all the way to an answer that was worked out by hand: Scenarios/regression/reads.yaml.
///
/// us-east-1: three instances of one volume of 64 GiB, half of it data, in one batch. 200 MiB/s for each of two volumes
/// are paid for; 593.75 MB/s of the c5.large are 197.9 MB/s for each of three volumes, so a volume reads its own
/// 125 MiB/s = 131.072 MB/s, and the credit of the scanner lasts.
///
///     0        snapshot 60 s + 64 s, share 1 s
///     125      all are ready: a scanner, boot                                                     90 s
///     215      two ask for the paid rate and get it, the third is refused and asks every          30 s
///     225      two volumes are made (10 s); they are full after 32 GiB / 200 MiB/s            163.84 s
///     225      scan: 60 + 0.5 * 64 = 92 s, longer than 6.4 GiB at 125 MiB/s = 52.4 s              92 s
///     317      components: 5 + 2.5 * 64 = 165 s; their 32 GiB at 125 MiB/s take longer: 25.6 GiB
///              for the first time 209.716 s, 6.4 GiB again 52.429 s                          262.145 s
///     388.84   the two volumes are full
///     395      the third asks for the seventh time (215, 245, ... 395) and is let in
///     405      its volume is made; scan and components as before                             354.145 s
///     759.145  the scanner is terminated, deleteSnapshot                                           2 s
///     761.145  done
///
/// eu-west-1, which opens then: one volume of 2 TiB, half of it data.
///
///     0        snapshot 60 s + 2048 s, share 1 s, boot 90 s, the volume is made 10 s
///     2209     scan: 60 + 0.5 * 2048 = 1084 s; 20 % of 1 TiB at 125 MiB/s take longer       1677.722 s
///              components: 5 + 2.5 * 2048 = 5125 s, their bytes 8388.6 s; cut off at              600 s
///     4486.722 deleteSnapshot 2 s
///     4488.722 done
@Suite struct ReadsHandCalculationTests {
    @Test func theAnswerIsTheOneWorkedOutByHand() throws {
        let result = try ToolProcess.run(["simulate", "--format", "json", "Scenarios/regression/reads.yaml"])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let deployment = try #require((answer["deployments"] as? [[String: Any]])?.first)
        let regions = try #require(deployment["regions"] as? [[String: Any]])
        func stage(_ region: Int, _ name: String) throws -> [String: Any] {
            let stages = try #require(regions[region]["stages"] as? [[String: Any]])
            return try #require(stages.first { $0["stage"] as? String == name })
        }
        #expect(regions[0]["completedSeconds"] as? Double == 761.145)
        #expect(try stage(0, "initialisationRate")["refusals"] as? Int == 6)
        #expect(try stage(0, "scan")["workingInstanceSeconds"] as? Double == 3 * 354.145)
        #expect(regions[1]["openedSeconds"] as? Double == 761.145)
        #expect(try #require(regions[1]["completedSeconds"] as? Double) == 761.145 + 4488.722)
        #expect(try stage(1, "scan")["cutOff"] as? Int == 1)
        // Nothing is waited for in eu-west-1, so the planner forecasts it to the millisecond.
        #expect(regions[1]["plannedSeconds"] as? Double == 4488.722)
        let reads = try #require(deployment["reads"] as? [String: Any])
        // Of us-east-1 and eu-west-1: three scans by timing, three searches, a scan and a search by the volume. The eight
        // instances of ap-southeast-2 share one scanner: their searches are bound by its bandwidth.
        #expect(reads["boundByTiming"] as? Int == 3 + 8)
        #expect(reads["boundByVolume"] as? Int == 3 + 2)
        #expect(reads["boundByInstance"] as? Int == 8)
        #expect(reads["boundByMethod"] as? Int == 0)
        #expect(reads["searches"] as? Int == 12 && reads["searchesCutOff"] as? Int == 1)
    }
}
