import Foundation
import Testing

/// Points that other processes have claimed, as a sweep meets them.
@Suite struct ProcessNameTests {
    /// Claims points 2 and 4 of the only study for a process of some kind, and renews the claims until the kind says so.
    static let claimant = """
        import os, sqlite3, subprocess, sys, time
        kind = sys.argv[2]
        boot = open('/proc/sys/kernel/random/boot_id').read().strip().replace('-', '')
        space = os.stat('/proc/self/ns/pid').st_ino
        child = subprocess.Popen(['true'])
        child.wait()
        # The number of a process that is over, in the place of a name where it means one or something else.
        owner = {
            'dead': f'{boot}.{space}.{child.pid}.0', 'living': f'{boot}.{space}.{os.getpid()}.0',
            'elsewhere': f'{boot[::-1]}x.{space}.{child.pid}.0', 'contained': f'{boot}.{space + 1}.{child.pid}.0',
            'group': f'{boot}.{space}.-{child.pid}.0', 'text': f'{child.pid}-0',
        }[kind]
        c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
        (study,), = c.execute('SELECT address FROM study').fetchall()
        for number in (1, 3):
            c.execute('INSERT INTO claim VALUES (?, ?, ?, ?)', (study, number, owner, int(time.time()) + 12))
        print('claimed', flush=True)
        begin = time.monotonic()
        while time.monotonic() < begin + (60 if kind == 'dead' else 3):
            time.sleep(0.1)
            left = c.execute(
                'UPDATE claim SET until = ? WHERE owner = ?', (int(time.time()) + 12, owner)).rowcount
            if left < 2: break
        c.execute('DELETE FROM claim WHERE owner = ?', (owner,))
        print('taken' if left < 2 else 'kept', flush=True)
        """

    /// Nobody waits for a process that is over, and nobody takes what may be in work.
    @Test(arguments: ["dead", "living", "elsewhere", "contained", "group", "text"])
    func onlyClaimsOfProcessesThatAreOverAreTaken(kind: String) throws {
        let folder = try SweepStoreTests.Folder()
        let store = folder.path("a.studies")
        let sweep = ["--set", "SingleRegionConcurrency=1..4", "Scenarios/quickstart/scenario.yaml"]
        let half = try ToolProcess.run(
            ["sweep", "--store", store, "--shard", "1/2", "-o", folder.path("half.shard")] + sweep)
        #expect(half.status == 0, "\(half.diagnostics)")

        let claimant = Process()
        claimant.executableURL = URL(filePath: "/usr/bin/env")
        claimant.arguments = ["python3", "-c", Self.claimant, store, kind]
        let pipe = Pipe()
        claimant.standardOutput = pipe
        try claimant.run()
        #expect(try pipe.fileHandleForReading.read(upToCount: 8) == Data("claimed\n".utf8))
        let rest = try ToolProcess.run(["sweep", "--format", "json", "--store", store, "--resume"] + sweep)
        let told = try pipe.fileHandleForReading.readToEnd() ?? Data()
        claimant.waitUntilExit()
        #expect(String(decoding: told, as: UTF8.self) == (kind == "dead" ? "taken\n" : "kept\n"))
        #expect(try rest.output == SweepStoreTests.plain(sweep), "\(rest.diagnostics)")
    }
}
