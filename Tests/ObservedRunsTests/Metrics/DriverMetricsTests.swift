import ObservedRuns
import ScanModel
import Testing

struct DriverMetricsTests {
    private func read(_ text: String, stateNames: [String: String] = [:]) throws -> LoggedRuns {
        var reading = LogReading(stages: try classicStages(), stateNames: stateNames)
        reading.readMetrics([UInt8](text.utf8), file: "metrics")
        return reading.finish()
    }

    /// Buckets become intervals. Only a request that is the whole stage counts as one unless the user says otherwise.
    @Test func readsTheDocumentedText() throws {
        let text = String(decoding: try fixture("metrics.txt"), as: UTF8.self)
        let runs = try read(text)
        #expect(runs.issues.isEmpty)
        #expect(
            runs.observations.map(brief) == [
                "deleteSnapshot 0 throttled x7", "deleteSnapshot 0.1 (0.05) x3", "deleteSnapshot 0.25 (0.15) x17",
                "deleteSnapshot 0.5 (0.25) x21", "deleteSnapshot 1 (0.5) x7", "deleteSnapshot 2.5 (1.5)",
                "deleteSnapshot 10 censored",
            ])
        #expect(
            runs.notes == [
                "requests in metrics: 50", "requests in metrics that were refused: 7",
                "requests in metrics that failed: 2",
                "requests in metrics that are no stage: \"AttachVolume\" 1; --map gives them a stage",
            ])
        let mapped = try read(text, stateNames: ["AttachVolume": "attach"])
        #expect(mapped.observations.map(brief).contains("attach 1 (0.5)"))
    }

    /// A driver that shows its old names too shows everything twice.
    @Test func deprecatedNamesCountOnlyAlone() throws {
        let current = String(decoding: try fixture("metrics.txt"), as: UTF8.self)
        let old = current.replacing(
            "aws_ebs_csi_api_request_duration_seconds", with: "cloudprovider_aws_api_request_duration_seconds"
        )
        .replacing("aws_ebs_csi_api_request_throttles_total", with: "cloudprovider_aws_api_throttled_requests_total")
        .replacing("aws_ebs_csi_api_request_errors_total", with: "cloudprovider_aws_api_request_errors")
        #expect(try read(old).observations == read(current).observations)
        #expect(try read(current + old).observations == read(current).observations)
    }

    @Test func readsEscapesAndTimes() throws {
        let text =
            "aws_ebs_csi_api_request_throttles_total { request = \"DeleteVolume\" , x=\"a\\\\b\\\"c\\nd\", } 3 1740801600000\r\n"
        let runs = try read(text)
        #expect(runs.issues.isEmpty)
        #expect(runs.observations.map(brief) == ["deleteVolume 0 throttled x3"])
    }

    @Test(arguments: [
        ("", 0, "the file holds no sample"), ("hello world\n", 1, "this is no value"),
        ("x{a=\"1\" 5\n", 1, "no comma follows"), ("x{a=1} 5\n", 1, "no quotation mark"),
        ("x{a=\"1} 5\n", 1, "does not end"), ("x{a=\"\\q\"} 5\n", 1, "an unknown escape"),
        ("x{a=\"1\",a=\"2\"} 5\n", 1, "one too many"), ("x 5 6 7\n", 1, "more text follows"),
        ("x\n", 1, "no value follows"),
        ("\u{1}\n", 1, "no name"), ("x 5\nx{=\"\"} 5\n", 2, "no name of a label"), ("x 0x10\n", 1, "is no value"),
        ("aws_ebs_csi_api_request_throttles_total 5\n", 1, "the label request is missing"),
        ("aws_ebs_csi_api_request_throttles_total{request=\"A\"} 1.5\n", 1, "the count is 1.5"),
        ("aws_ebs_csi_api_request_throttles_total{request=\"A\"} -1\n", 1, "the count is -1"),
        ("aws_ebs_csi_api_request_throttles_total{request=\"A\"} 1e300\n", 1, "the count is 1e+300"),
        ("aws_ebs_csi_api_request_duration_seconds_bucket{request=\"A\",le=\"x\"} 1\n", 1, "no bound"),
        (
            "aws_ebs_csi_api_request_duration_seconds_bucket{request=\"A\",le=\"0.5\"} 1\n", 1,
            "have no bucket up to +Inf"
        ),
        (
            "aws_ebs_csi_api_request_duration_seconds_bucket{request=\"A\",le=\"0.5\"} 3\n"
                + "aws_ebs_csi_api_request_duration_seconds_bucket{request=\"A\",le=\"+Inf\"} 2\n", 1,
            "fall from 3 to 2"
        ),
        (
            "aws_ebs_csi_api_request_duration_seconds_bucket{request=\"A\",le=\"+Inf\"} 2\n"
                + "aws_ebs_csi_api_request_duration_seconds_bucket{request=\"A\",le=\"+Inf\"} 2\n", 1, "twice"
        ),
    ])
    func issuesNameTheirLine(text: String, line: Int, words: String) throws {
        let issues = try read(text).issues
        #expect(issues.contains { $0.line == line && $0.problem.contains(words) }, "\(issues)")
    }
}
