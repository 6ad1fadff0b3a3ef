import ScanModel

@testable import ScenarioInput

/// Scenario files for tests: the least one, and one that states everything.
enum ScenarioSample {
    static let least = """
        schemaVersion: 1
        deployments:
          - name: production
            profile: qualys-aws@1.8
            parameters:
              Concurrency: 2
              SingleRegionConcurrency: 1
              IntervalHours: 24
              Regions: us-east-1, eu-west-1
              TagKey: Scan
              TagValue: daily
            serviceAccount: "111122223333"
            targetAccounts:
              - account: "222233334444"
                targetStack: {AWSSourceAccount: "111122223333"}
            fleet:
              instances:
                - {account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB]}

        """

    static let full = """
        schemaVersion: 1
        name: everything
        seed: 42
        objective: {deadline: 20h, monthlyBudget: 500USD}
        deployments:
          - name: production
            profile: qualys-aws@1.8
            parameters:
              Concurrency: 2
              SingleRegionConcurrency: 3
              IntervalHours: 48
              Regions: [us-east-1, eu-west-1]
              TagKey: Scan
              TagValue: daily
              AdditionalTagKey: Stage
              AdditionalTagValue: live
              SubnetCIDR: 10.82.64.0/22
              VpcCidr: 10.82.64.0/20
              QEndPoint: https://gateway.qg1.apps.qualys.com
              QToken: env:QUALYS_TOKEN
            serviceAccount: "111122223333"
            targetAccounts:
              - account: "111122223333"
                targetStack: {AWSSourceAccount: "111122223333"}
              - accounts: ["222233334444", "333344445555"]
                targetStack: {AWSSourceAccount: "111122223333"}
              - account: "444455556666"
            fleet:
              instances:
                - account: "222233334444"
                  region: us-east-1
                  platform: windows
                  tags: {Scan: daily, Stage: live}
                  volumes: [8GiB, 100GiB]
                  count: 3
                - {account: "333344445555", region: eu-west-1, volumes: []}
              inventory: {awsCli: [inventory, more/volumes.json]}
            limits:
              onDemandVcpu: 140
              gp3Storage: 50TiB
              pendingSnapshots: 90
              apiRates:
                CreateSnapshot: {rate: 300/min, burst: 50}
                RunInstances: {rate: 1/s}
              regions:
                eu-west-1:
                  onDemandVcpu: 64
                  apiRates: {CreateSnapshot: {burst: 60}}
            prices:
              standIn: us-east-1
              snapshotStoredFraction: 50%
              items:
                "ec2:m5.xlarge:linux:on-demand": {us-east-1: 0.2USD, "*": 0.25USD}
            timings:
              snapshot: {base: 30s, perGiB: 2s}
              scan: {perGiB: 250ms}
              scannerBoot: 60s
              scannerDrain: 5s
              regionSetup: 2m
              regionTeardown: 1m
            scanner: {instanceType: m5.xlarge, rootVolume: 16GiB}
            policies:
              regionReading: rounds
              regionGate: sliding
              regionOrder: longestFirst
              itemOrder: largestFirst
              dispatchOrder: lpt
              scannerLifecycle: persistent
              volumesPerScanner: 12
              onEmpty: reject
              backoff: {first: 2s, factor: 3, limit: 30s, jitter: full}

        """

    /// The same as ``full`` in JSON, keys in another order.
    static let fullJSON = """
        {"name": "everything", "schemaVersion": 1, "seed": 42,
         "deployments": [{
          "profile": "qualys-aws@1.8", "name": "production", "serviceAccount": "111122223333",
          "policies": {"regionReading": "rounds", "regionGate": "sliding", "regionOrder": "longestFirst",
            "itemOrder": "largestFirst", "dispatchOrder": "lpt", "scannerLifecycle": "persistent",
            "volumesPerScanner": 12, "onEmpty": "reject",
            "backoff": {"jitter": "full", "first": "2s", "factor": 3, "limit": "30s"}},
          "scanner": {"instanceType": "m5.xlarge", "rootVolume": "16GiB"},
          "timings": {"snapshot": {"base": "30s", "perGiB": "2s"}, "scan": {"perGiB": "250ms"},
            "scannerBoot": "60s", "scannerDrain": "5s", "regionSetup": "2m", "regionTeardown": "1m"},
          "prices": {"standIn": "us-east-1", "snapshotStoredFraction": "50%",
            "items": {"ec2:m5.xlarge:linux:on-demand": {"us-east-1": "0.2USD", "*": "0.25USD"}}},
          "limits": {"onDemandVcpu": 140, "gp3Storage": "50TiB", "pendingSnapshots": 90,
            "apiRates": {"CreateSnapshot": {"rate": "300/min", "burst": 50}, "RunInstances": {"rate": "1/s"}},
            "regions": {"eu-west-1": {"onDemandVcpu": 64, "apiRates": {"CreateSnapshot": {"burst": 60}}}}},
          "fleet": {"instances": [
              {"account": "222233334444", "region": "us-east-1", "platform": "windows",
               "tags": {"Stage": "live", "Scan": "daily"}, "volumes": ["8GiB", "100GiB"], "count": 3},
              {"account": "333344445555", "region": "eu-west-1", "volumes": []}],
            "inventory": {"awsCli": ["inventory", "more/volumes.json"]}},
          "targetAccounts": [
            {"account": "111122223333", "targetStack": {"AWSSourceAccount": "111122223333"}},
            {"accounts": ["222233334444", "333344445555"], "targetStack": {"AWSSourceAccount": "111122223333"}},
            {"account": "444455556666"}],
          "parameters": {"Concurrency": 2, "SingleRegionConcurrency": 3, "IntervalHours": 48,
            "Regions": "us-east-1,eu-west-1", "TagKey": "Scan", "TagValue": "daily", "AdditionalTagKey": "Stage",
            "AdditionalTagValue": "live", "SubnetCIDR": "10.82.64.0/22", "VpcCidr": "10.82.64.0/20",
            "QEndPoint": "https://gateway.qg1.apps.qualys.com", "QToken": "env:QUALYS_TOKEN"}}],
         "objective": {"monthlyBudget": "500USD", "deadline": "20h"}}
        """

    static func draft(_ text: String, file: String = "s.yaml") throws(InvalidInput) -> ScenarioDraft {
        try ScenarioReader.read(bytes: Array(text.utf8), file: file, standardName: "s")
    }

    /// The scenario of a text; the inventories it names are empty.
    static func scenario(_ text: String, file: String = "s.yaml") throws(InvalidInput) -> Scenario {
        let draft = try draft(text, file: file)
        return try ScenarioAssembler.assemble(
            draft, inventories: draft.deployments.map { $0.inventories.isEmpty ? nil : Fleet() })
    }

    /// The first deployment of a text.
    static func deployment(_ text: String) throws(InvalidInput) -> Deployment {
        try scenario(text).deployments[0]
    }

    /// The least scenario with some keys added to its deployment, two levels deep as written.
    static func least(adding lines: String...) -> String {
        least + lines.map { "    \($0)\n" }.joined()
    }

    /// The issues of a text without the name of the file.
    static func problems(_ text: String) -> [String] {
        issues { () throws(InvalidInput) in try draft(text) }.map { String($0.dropFirst("s.yaml:".count)) }
    }

    /// The issues of a text without file and place.
    static func unplaced(_ text: String) -> [String] {
        problems(text).map { String($0.drop { $0 != " " }.dropFirst()) }
    }
}
