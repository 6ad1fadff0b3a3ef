import FleetInventory
import ScanModel
import Testing

/// Every issue with its place and its words.
@Suite struct FleetCSVIssueTests {
    private let columns =
        "account, region, platform, tags, volumes_gib, encryption, count, os, machine_type, volume_tags, state, "
        + "architecture, ena, marketplace, cloud_agent, api_scanned or group"
    private let header =
        "the header account,region,platform,tags,volumes_gib, and optionally encryption,count,os,machine_type,"
        + "volume_tags,state,architecture,ena,marketplace,cloud_agent,api_scanned,group"
    private let sizes = "expected sizes such as 30+100, each a whole number of GiB from 1 to 65536"
    private let row = "111122223333,us-east-1,linux,,8,1"

    @Test func anEmptyFile() {
        #expect(tableIssues("") == ["1.csv:1:1: the file is empty; expected \(header)"])
        #expect(tableIssues("\u{FEFF}") == ["1.csv:1:1: the file is empty; expected \(header)"])
        #expect(
            tableIssues("\n")
                == ["1.csv:1:1: a column has no name; expected \(columns)"]
                + ["account", "platform", "region", "tags", "volumes_gib"].map {
                    "1.csv:1:1: the column \($0) is missing; expected \(header)"
                })
    }

    @Test func otherEncodings() {
        #expect(tableIssues(bytes: [[0xFF, 0xFE, 0x61, 0x00]]) == ["1.csv:1:1: the file is UTF-16; expected UTF-8"])
        #expect(tableIssues(bytes: [[0xFE, 0xFF, 0x00, 0x61]]) == ["1.csv:1:1: the file is UTF-16; expected UTF-8"])
        #expect(tableIssues(bytes: [[0x61, 0x00]]) == ["1.csv:1:2: there is a NUL byte; expected UTF-8 text"])
        for wide in [[0x61, 0x00, 0x63, 0x00, 0x2C, 0x00], [0x00, 0x61, 0x00, 0x63]] as [[UInt8]] {
            #expect(tableIssues(bytes: [wide]) == ["1.csv:1:1: the file is UTF-16; expected UTF-8"])
        }
        #expect(
            tableIssues(bytes: [[0x50, 0x4B, 0x03, 0x04, 0x14]])
                == ["1.csv:1:1: the file is a ZIP archive or a spreadsheet; expected a table saved as CSV in UTF-8"])
        let latin1 = Array("\(fleetHeader)111122223333,us-east-1,linux,Team=B".utf8) + [0xFC] + Array("ro,8,1".utf8)
        #expect(
            tableIssues(bytes: [latin1]) == ["1.csv:2:36: tags: the text is not UTF-8; expected a file saved as UTF-8"])
    }

    @Test func tagsThatAWSWouldNotTake() {
        let (key, value) = (String(repeating: "k", count: 129), String(repeating: "v", count: 257))
        let source = "the limit of AWS (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html)"
        #expect(
            rowIssues(
                "111122223333,us-east-1,linux,\(key.dropLast())=\(value.dropLast()),8,1",
                "111122223333,us-east-1,linux,\(key)=x,8,1", "111122223333,us-east-1,linux,A=;B=\(value),8,1",
                "111122223333,us-east-1,linux,B=%3D\(value.dropLast()),8,1"
            ) == [
                "1.csv:3:30: tags: the key of a tag has 129 characters; expected at most 128, \(source)",
                "1.csv:4:35: tags: the value of a tag has 257 characters; expected at most 256, \(source)",
                "1.csv:5:32: tags: the value of a tag has 257 characters; expected at most 256, \(source)",
            ])
    }

    @Test func aNulByteSpoilsItsLine() {
        #expect(
            rowIssues("111122223333,us-east-1,linux,A=\0,8,1", "1\0", row, "\"\0\"") == [
                "1.csv:2:32: there is a NUL byte; expected UTF-8 text",
                "1.csv:3:2: there is a NUL byte; expected UTF-8 text",
                "1.csv:5:2: there is a NUL byte; expected UTF-8 text",
            ])
    }

    @Test func columnsThatAreMissingUnknownOrTwice() {
        #expect(
            tableIssues("account,Region,platform,,account,Volumes,owner\n") == [
                "1.csv:1:1: the column region is missing; expected \(header)",
                "1.csv:1:1: the column tags is missing; expected \(header)",
                "1.csv:1:1: the column volumes_gib is missing; expected \(header)",
                "1.csv:1:9: the column \"Region\" is unknown; expected \(columns); did you mean region?",
                "1.csv:1:25: a column has no name; expected \(columns)",
                "1.csv:1:26: the column account is listed twice; expected one of it",
                "1.csv:1:34: the column \"Volumes\" is unknown; expected \(columns); did you mean volumes_gib?",
                "1.csv:1:42: the column \"owner\" is unknown; expected \(columns)",
            ])
    }

    @Test func aByteOrderMarkIsNoColumn() {
        let issues = tableIssues("\u{FEFF}acount,region,platform,tags,volumes_gib\n1,us-east-1,mac,,8\n")
        #expect(issues.map { $0.prefix(10) } == ["1.csv:1:1:", "1.csv:1:1:", "1.csv:2:13"])
    }

    @Test func theCellsOfKnownColumnsAreCheckedBesideAnUnknownOne() {
        #expect(
            tableIssues("account,region,platform,tags,volumes_gib,owner\n1,us-east-1,linux,,8,me\n").map {
                $0.prefix(11)
            } == ["1.csv:1:42:", "1.csv:2:1: "])
    }

    @Test(arguments: [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
    func otherSeparators(separator: String, name: String) {
        let text = fleetHeader.split(separator: ",").joined(separator: separator)
        let issue = "1.csv:1:1: the columns are separated by \(name); expected commas"
        #expect(tableIssues(text + "1\n") == [issue])
        #expect(tableIssues("Name\(separator)\(text)1\n") == [issue])
    }

    @Test func rowsOfAnotherWidth() {
        #expect(
            rowIssues("111122223333,us-east-1,linux,,8", "", "111122223333", row, row + ",,", "", "") == [
                "1.csv:2:1: the row has 5 cells; expected 6, one for each column of the header",
                "1.csv:3:1: the line is empty; expected a row, or the end of the file",
                "1.csv:4:1: the row has 1 cell; expected 6, one for each column of the header",
                "1.csv:6:1: the row has 8 cells; expected 6, one for each column of the header",
                "1.csv:7:1: the line is empty; expected a row, or the end of the file",
            ])
    }

    @Test func quotationMarks() {
        let closing = "expected a closing quotation mark; a line break inside a tag is written %0A"
        #expect(
            rowIssues(
                "11112222\"3333\",us-east-1,linux,,8,1", "\"111122223333\"0,us-east-1,linux,,8,1",
                "111122223333,\"us-east-1,linux,,8,1", row, "111122223333,us-east-1,linux,\"Note=two\nlines\",8,1",
                "\"") == [
                    "1.csv:2:9: a quotation mark stands inside a cell without quotation marks; "
                        + "expected quotation marks around the cell, and two for each one inside it",
                    "1.csv:3:15: text follows the closing quotation mark; "
                        + "expected a comma or the end of the line; a quotation mark inside a cell is doubled",
                    "1.csv:4:14: the line ends inside quotation marks; \(closing)",
                    "1.csv:6:30: the line ends inside quotation marks; \(closing)",
                    "1.csv:7:6: a quotation mark stands inside a cell without quotation marks; "
                        + "expected quotation marks around the cell, and two for each one inside it",
                    "1.csv:8:1: the line ends inside quotation marks; \(closing)",
                ])
    }

    @Test func carriageReturns() {
        let problem = "a carriage return stands without a line feed; expected lines that end with LF or CRLF"
        #expect(tableIssues(fleetHeader.dropLast() + "\r" + row + "\r") == ["1.csv:1:47: \(problem)"])
        #expect(rowIssues("1\r,", row + "\r") == ["1.csv:2:2: \(problem)", "1.csv:3:34: \(problem)"])
    }

    @Test func accounts() {
        let digits = "expected the 12 digits of an account or the GUID of a subscription"
        let advice = "; a spreadsheet keeps them if the column is formatted as text"
        #expect(
            rowIssues(
                "12345678901,us-east-1,linux,,8,1", "1.11122E+11,us-east-1,linux,,8,1", ",us-east-1,linux,,8,1",
                "1111222233334,us-east-1,linux,,8,1", "\" 11122223333\",us-east-1,linux,,8,1") == [
                    "1.csv:2:1: account: found \"12345678901\"; \(digits)\(advice)",
                    "1.csv:3:1: account: found \"1.11122E+11\"; \(digits)\(advice)",
                    "1.csv:4:1: account: found \"\"; \(digits)",
                    "1.csv:5:1: account: found \"1111222233334\"; \(digits)",
                    "1.csv:6:2: account: found \" 11122223333\"; \(digits)",
                ])
    }

    @Test func everyCellOfARowIsTold() {
        #expect(
            rowIssues("1,US-EAST-1,Windows Server,Scan,30GB,0") == [
                "1.csv:2:1: account: found \"1\"; expected the 12 digits of an account or the GUID of a subscription; "
                    + "a spreadsheet keeps them if the column is formatted as text",
                "1.csv:2:3: region: found \"US-EAST-1\"; expected a region such as us-east-1",
                "1.csv:2:13: platform: found \"Windows Server\"; expected linux or windows; did you mean windows?",
                "1.csv:2:28: tags: the tag \"Scan\" has no =; expected key=value; tags are joined by ;",
                "1.csv:2:33: volumes_gib: found \"30GB\"; \(sizes)",
                "1.csv:2:38: count: found \"0\"; expected a whole number from 1 to 20000000",
            ])
    }

    @Test func regionsAndPlatforms() {
        let issues = rowIssues(
            "111122223333,,linux,,8,1", "111122223333,1a,linux,,8,1", "111122223333,us east,linux,,8,1",
            "111122223333,\(String(repeating: "a", count: 65)),linux,,8,1", "111122223333,a,,,8,1",
            "111122223333,a,\"li\"\"nux\",,8,1")
        #expect(
            issues == [
                "1.csv:2:14: region: found \"\"; expected a region such as us-east-1",
                "1.csv:3:14: region: found \"1a\"; expected a region such as us-east-1",
                "1.csv:4:14: region: found \"us east\"; expected a region such as us-east-1",
                "1.csv:5:14: region: found \"\(String(repeating: "a", count: 40))…\"; "
                    + "expected a region such as us-east-1",
                "1.csv:6:16: platform: found \"\"; expected linux or windows",
                "1.csv:7:17: platform: found \"li\"nux\"; expected linux or windows",
            ])
    }

    @Test func tags() {
        func issue(_ cell: String) -> [String] { rowIssues("111122223333,a,linux,\(cell),8,1") }
        #expect(issue("=x") == ["1.csv:2:22: tags: the key of a tag is empty; expected key=value"])
        #expect(issue("A=1;") == ["1.csv:2:26: tags: a tag is empty; expected key=value; tags are joined by ;"])
        #expect(issue("A=1;;B=2") == ["1.csv:2:26: tags: a tag is empty; expected key=value; tags are joined by ;"])
        #expect(
            issue("A=1;B=2=3")
                == ["1.csv:2:29: tags: the tag \"B\" has more than one =; expected %3D for = in a text"])
        #expect(issue("A=1;B=;%41=2") == ["1.csv:2:29: tags: the key \"A\" is listed twice; expected each key once"])
        for cell in ["A=%", "A=%4", "A=%G0", "A=%4G", "A=%;B=1"] {
            #expect(
                issue(cell) == [
                    "1.csv:2:24: tags: two hexadecimal digits are missing after %; expected %25 for % in a text"
                ])
        }
        #expect(
            issue("A=b%C3")
                == [
                    "1.csv:2:24: tags: the percent-encoded bytes are not UTF-8; "
                        + "expected the bytes of UTF-8, such as %C3%A9"
                ])
        #expect(
            issue("A=é\u{9}") == ["1.csv:2:25: tags: there is a control character; expected it written as %09"])
        #expect(
            issue("A=\u{7F}") == ["1.csv:2:24: tags: there is a control character; expected it written as %7F"])
        let keys = (1...9).map { "K\($0)=v" }.joined(separator: ";")
        #expect(issue(keys) == [])
        #expect(
            issue(keys + ";K3=") == ["1.csv:2:67: tags: the key \"K3\" is listed twice; expected each key once"])
    }

    @Test(arguments: [
        ("0", 0), ("65537", 0), ("-8", 0), ("8+", 2), ("8++8", 2), ("+8", 0), ("8 + 8", 0), ("8.5", 0), ("8GiB", 0),
        ("30+99999999999999999999999999", 3), ("０", 0),
    ])
    func volumes(cell: String, place: Int) {
        #expect(
            rowIssues("111122223333,a,linux,,\(cell),1")
                == ["1.csv:2:\(23 + place): volumes_gib: found \"\(cell)\"; \(sizes)"])
    }

    @Test func tooManyVolumes() {
        let sizes = [String](repeating: "8", count: 1001).joined(separator: "+")
        #expect(
            rowIssues("111122223333,a,linux,,\(sizes),1")
                == ["1.csv:2:23: volumes_gib: there are 1001 volumes; expected at most 1000"])
    }

    @Test(arguments: ["0", "-1", "1.0", "20000001", "99999999999999999999999999999999", "1e3", " 1"])
    func counts(cell: String) {
        #expect(
            rowIssues("111122223333,a,linux,,8,\(cell)")
                == ["1.csv:2:25: count: found \"\(cell)\"; expected a whole number from 1 to 20000000"])
    }
}
