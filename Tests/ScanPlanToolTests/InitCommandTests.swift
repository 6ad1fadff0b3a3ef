import Foundation
import Testing

/// Scenarios to start from, written and answered as a user's shell would.
@Suite struct InitCommandTests {
    static let quickstart = "Scenarios/quickstart/inventory"

    /// A folder of its own, removed at the end.
    private final class Folder {
        let url: URL
        var path: String { url.path(percentEncoded: false) }

        init() throws {
            url = FileManager.default.temporaryDirectory.appending(path: "scanplan-init-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func path(_ name: String) -> String { "\(path)/\(name)" }
        func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }
        func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
        var names: [String] {
            get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
        }
    }

    @Test func whatIsWrittenGivesAnAnswer() throws {
        let written = try ToolProcess.run(["init"])
        #expect(written.status == 0)
        #expect(written.diagnostics.isEmpty)
        let answer = try ToolProcess.run(["simulate", "-"], input: Data(written.output.utf8))
        #expect(answer.status == 0, "\(answer.diagnostics)")
        #expect(answer.output.hasPrefix("main: fits."))
        #expect(answer.output.contains(" of 400 listed instances ("))
        #expect(try ToolProcess.run(["init"]).output == written.output)
    }

    @Test func everyPartSwitchedOnGivesAnAnswer() throws {
        let text = try ToolProcess.run(["init"]).output
        let on = text.replacing(/(?m)^( *)#(?=[^ \n])/) { $0.output.1 }
        #expect(on != text)
        let answer = try ToolProcess.run(["plan", "-"], input: Data(on.utf8))
        #expect(answer.status == 0, "\(answer.diagnostics)")
    }

    @Test func theQuickstartInventoryIsCovered() throws {
        let written = try ToolProcess.run(["init", "--from", Self.quickstart])
        #expect(written.status == 0)
        #expect(written.diagnostics.isEmpty)
        #expect(written.output.contains("          - \"Scenarios/quickstart/inventory\"\n"))
        #expect(written.output.replacing(#/\n *# /#, with: " ").contains("54 of 74 instances carry it"))
        let answer = try ToolProcess.run(["simulate", "-"], input: Data(written.output.utf8))
        #expect(answer.status == 0, "\(answer.diagnostics)")
        #expect(answer.output.contains("54 of 74 listed instances (88 volumes, 9,370 GiB)"))
    }

    @Test func severalFilesMayFollowOneFrom() throws {
        let files = ["instances", "volumes"].map { "\(Self.quickstart)/111122223333-us-east-1-\($0).json" }
        let more = "\(Self.quickstart)/222233334444-us-east-1-instances.json"
        let written = try ToolProcess.run(["init", "--from", files[0], files[1], "--from", more])
        #expect(written.status == 0, "\(written.diagnostics)")
        let places = (files + [more]).compactMap { written.output.range(of: "- \"\($0)\"\n")?.lowerBound }
        #expect(places.count == 3)
    }

    @Test func anOutputFileWorksWhereItLies() throws {
        let folder = try Folder()
        try FileManager.default.copyItem(
            at: ToolProcess.package.appending(path: Self.quickstart), to: folder.url.appending(path: "mine"))
        let written = try ToolProcess.run([
            "init", "--from", folder.path("./mine/"), "-o", folder.path("plan.yaml"), "--service-account",
            "111122223333",
        ])
        #expect(written.status == 0, "\(written.diagnostics)")
        #expect(written.output.isEmpty && written.diagnostics.isEmpty)
        #expect(try folder.names == ["mine", "plan.yaml"])
        let text = try folder.text("plan.yaml")
        #expect(text.contains("          - \"mine\"\n"))
        #expect(text.contains("name: \"plan\""))
        #expect(text.contains("serviceAccount: \"111122223333\"") && !text.contains("PLACEHOLDER:"))
        let answer = try ToolProcess.run(["simulate", folder.path("plan.yaml")])
        #expect(answer.status == 0, "\(answer.diagnostics)")
        #expect(answer.output.contains("54 of 74 listed instances"))
    }

    @Test func theWhatIfOfTheFootWorks() throws {
        let folder = try Folder()
        let written = try ToolProcess.run(["init", "--output", folder.path("small.yaml")])
        #expect(written.status == 0)
        let text = try folder.text("small.yaml")
        let foot = text.components(separatedBy: "#     base: ").last ?? ""
        let overlay = ("base: " + foot).components(separatedBy: "\n")
            .map { $0.hasPrefix("#     ") ? String($0.dropFirst(6)) : $0 }.joined(separator: "\n")
        try folder.write(overlay, to: "more.yaml")
        let answer = try ToolProcess.run(["plan", folder.path("more.yaml")])
        #expect(answer.status == 0, "\(answer.diagnostics)")
        #expect(answer.output.contains("/20 "))
        let setting = try #require(text.components(separatedBy: "simulate --set ").last?.split(separator: " ").first)
        let same = try ToolProcess.run(["plan", "--set", String(setting), folder.path("small.yaml")])
        #expect(same.output == answer.output)
    }

    @Test func aWayOutOfTheFolderIsToldAndWorks() throws {
        let folder = try Folder()
        for name in ["here", "there"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name), withIntermediateDirectories: true)
        }
        try folder.write(
            "account,region,platform,tags,volumes_gib\n222233334444,us-east-1,linux,Scan=daily,8+10\n",
            to: "there/fleet.csv")
        // The folder is reached through a link, from where `..` leads elsewhere than the text says.
        try FileManager.default.createDirectory(at: folder.url.appending(path: "a"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("a/link"), withDestinationPath: folder.path("here"))
        let file = folder.path("a/link/scenario.yaml")
        let written = try ToolProcess.run(["init", "--from", folder.path("there/fleet.csv"), "--output", file])
        #expect(written.status == 0, "\(written.diagnostics)")
        #expect(written.diagnostics.hasPrefix("note: ../there/fleet.csv leads out of the folder"))
        #expect(try folder.text("here/scenario.yaml").contains("- \"../there/fleet.csv\" # outside of the folder"))
        let answer = try ToolProcess.run(["simulate", file])
        #expect(answer.status == 0, "\(answer.diagnostics)")
        #expect(answer.output.contains("1 of 1 listed instances (2 volumes, 18 GiB)"))
    }

    @Test func anExistingFileStaysWithoutForce() throws {
        let folder = try Folder()
        try folder.write("mine", to: "scenario.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path("scenario.yaml"))
        let refused = try ToolProcess.run(["init", "-o", folder.path("scenario.yaml")])
        #expect(refused.status == 5)
        #expect(refused.output.isEmpty)
        #expect(refused.diagnostics.contains("scenario.yaml: cannot be written: It exists already"))
        #expect(try folder.text("scenario.yaml") == "mine")

        let forced = try ToolProcess.run(["init", "-o", folder.path("scenario.yaml"), "--force"])
        #expect(forced.status == 0)
        #expect(try folder.text("scenario.yaml").hasPrefix("# A scenario to start from"))
        #expect(try folder.names == ["scenario.yaml"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("scenario.yaml"))
        #expect(attributes[.posixPermissions] as? Int == 0o640)
    }

    @Test func throughALinkTheFileBehindItIsOverwritten() throws {
        let folder = try Folder()
        try folder.write("mine", to: "real.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.yaml"), withDestinationPath: "real.yaml")
        #expect(try ToolProcess.run(["init", "-o", folder.path("link.yaml")]).status == 5)
        #expect(try folder.text("real.yaml") == "mine")
        #expect(try ToolProcess.run(["init", "-o", folder.path("link.yaml"), "--force"]).status == 0)
        #expect(try folder.text("real.yaml").hasPrefix("# A scenario to start from"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.yaml")) == "real.yaml")
    }

    @Test func whatCannotBeWrittenIsFive() throws {
        let folder = try Folder()
        for path in [folder.path("no/such.yaml"), folder.path, folder.path("x/"), "/dev/null", "/dev/full"] {
            let result = try ToolProcess.run(["init", "-o", path, "--force"])
            #expect(result.status == 5, "\(path)")
            #expect(result.output.isEmpty)
            #expect(result.diagnostics.contains("cannot be written: "), "\(path): \(result.diagnostics)")
        }
        #expect(try folder.names.isEmpty)
        #expect(try ToolProcess.run(["init", "-o", ""]).status == 5)
    }

    /// A limit on the size of files stands in for a disk that is full.
    @Test func aFileThatCannotBeFinishedLeavesNothing() throws {
        let folder = try Folder()
        try folder.write("mine", to: "old.yaml")
        for arguments in [[folder.path("new.yaml")], [folder.path("old.yaml"), "--force"]] {
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments =
                ["-c", "trap '' XFSZ; ulimit -f 2; exec \"$@\"", "sh"]
                + [ToolProcess.binary.path(percentEncoded: false), "init", "-o"] + arguments
            let diagnostics = Pipe()
            shell.standardError = diagnostics
            try shell.run()
            let told = String(decoding: diagnostics.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 5)
            #expect(told.contains("cannot be written: File too large"), "\(told)")
        }
        #expect(try folder.names == ["old.yaml"])
        #expect(try folder.text("old.yaml") == "mine")
    }

    @Test func anUnreadableInventoryIsFiveAndWritesNothing() throws {
        let folder = try Folder()
        let result = try ToolProcess.run(["init", "--from", folder.path("none"), "-o", folder.path("s.yaml")])
        #expect(result.status == 5)
        #expect(result.output.isEmpty)
        #expect(result.diagnostics.contains("none: cannot be read: No such file or directory"))
        #expect(try folder.names.isEmpty)
    }

    @Test func aWrongInventoryIsThreeWithItsIssuesAndWritesNothing() throws {
        let folder = try Folder()
        try folder.write("account,region,volumes_gib\n1,us-east-1,x\n", to: "fleet.csv")
        try folder.write("{\"Reservations\": 1}", to: "i.json")
        for (arguments, place) in [
            (["--from", folder.path("fleet.csv")], "fleet.csv:2:"),
            (["--from", folder.path("i.json")], "i.json:1:"),
            (["--from", folder.path("fleet.csv"), "--format", "awsCli"], "fleet.csv:1:"),
            (["--from", folder.path, "--format", "fleetCsv"], "this is a folder"),
        ] {
            let result = try ToolProcess.run(["init", "-o", folder.path("s.yaml")] + arguments)
            #expect(result.status == 3, "\(arguments)")
            #expect(result.output.isEmpty)
            #expect(result.diagnostics.contains(place), "\(result.diagnostics)")
        }
        #expect(try folder.names == ["fleet.csv", "i.json"])
        let printed = try ToolProcess.run(["init", "--from", folder.path("fleet.csv")])
        #expect(printed.status == 3)
        #expect(printed.output.isEmpty)
    }

    @Test func tablesAndCountsAreToldApart() throws {
        let folder = try Folder()
        try folder.write(
            "account,region,platform,tags,volumes_gib,count\n222233334444,us-east-1,linux,Team=a;Scan=x,8,3\n",
            to: "fleet.csv")
        try folder.write("account,region,instances\n333344445555,eu-west-1,4\n", to: "counts.csv")
        let written = try ToolProcess.run([
            "init", "--from", folder.path("fleet.csv"), "--from", folder.path("counts.csv"), "-o",
            folder.path("s.yaml"),
        ])
        #expect(written.status == 0, "\(written.diagnostics)")
        let text = try folder.text("s.yaml")
        let words = text.replacing(#/\n *# /#, with: " ")
        #expect(words.contains("7 of 7 instances carry it, 4 of them because counts name no tags"))
        #expect(text.contains("tags: { \"Scan\": \"x\" }"))
        let answer = try ToolProcess.run(["simulate", folder.path("s.yaml")])
        #expect(answer.status == 0, "\(answer.diagnostics)")
        #expect(answer.output.contains("7 of 7 listed instances (7 volumes, 424 GiB)"))
    }

    @Test func hostileTagsAndFileNamesAreReadBack() throws {
        let folder = try Folder()
        for name in ["a: b #c.csv", "*x", "yes", "0123", "'\"\n.csv", "ä €😀.csv", "&a", "-", "{}.csv", "a\\n.csv"] {
            try folder.write(
                "account,region,platform,tags,volumes_gib\n222233334444,us-east-1,linux,\"&a: %22#=!yes%3D'\",8\n",
                to: name)
            let written = try ToolProcess.run([
                "init", "--format", "fleetCsv", "--from", folder.path(name), "-o", folder.path("s.yaml"), "--force",
            ])
            #expect(written.status == 0, "\(name): \(written.diagnostics)")
            let answer = try ToolProcess.run(["simulate", folder.path("s.yaml")])
            // A key with a blank is no tag to scan by, so the tag is a placeholder.
            #expect(answer.output.contains("0 of 1 listed instances"), "\(name): \(answer.diagnostics)")
            let tag = try ToolProcess.run([
                "init", "--from", folder.path(name), "--format", "fleetCsv", "--tag", "&a:=#'\"",
                "-o", folder.path("s.yaml"), "--force",
            ])
            #expect(tag.status == 0, "\(tag.diagnostics)")
            let shown = try ToolProcess.run(["show", folder.path("s.yaml")])
            #expect(shown.output.contains("TagKey: \"&a:\"\n") && shown.output.contains("TagValue: \"#'\\\"\"\n"))
        }
    }

    @Test func wrongOptionsAreTwo() throws {
        let folder = try Folder()
        for arguments in [
            ["more"], ["--force"], ["--format", "awsCli"], ["--from", "x", "--format", "xml"], ["--from"],
            ["--tag", "Scan"], ["--tag", "Scan=a b"], ["--tag", "aws:x=y"], ["--tag", "=x"], ["--tag", "x="],
            ["--service-account", "12"], ["--name", ""], ["--profile", "none@1"], ["--profile", "reference"],
            ["--output", "-", "--force"],
        ] {
            let result = try ToolProcess.run(["init"] + arguments)
            #expect(result.status == 2, "\(arguments)")
            #expect(result.output.isEmpty)
            #expect(!result.diagnostics.isEmpty)
        }
        try folder.write("account,region,instances\n", to: "\u{FEFF}.csv")
        let mark = try ToolProcess.run(["init", "--from", folder.path("\u{FEFF}.csv")])
        #expect(mark.status == 2)
        #expect(mark.output.isEmpty)
        #expect(mark.diagnostics.contains("byte order mark"))
    }

    @Test func helpHasExamples() throws {
        let help = try ToolProcess.run(["init", "--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("scanplan init | scanplan simulate -"))
        #expect(try ToolProcess.run(["--help"]).output.contains("init "))
    }
}
