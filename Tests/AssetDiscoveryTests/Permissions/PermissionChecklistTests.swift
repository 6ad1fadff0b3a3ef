import ScanModel
import Testing

@testable import AssetDiscovery

@Suite struct PermissionChecklistTests {
    private static let origin = Provenance(source: "somebody", date: "2026", confidence: .documented)

    private static func need(
        _ cloud: ConnectorCloud, _ use: ConnectorUse, _ name: String, required: Bool = true, blocks: Bool = false
    ) -> PermissionNeed {
        PermissionNeed(
            cloud: cloud, use: use, name: name, isRequired: required, blocks: blocks, meaning: "", provenance: origin)
    }

    private static let catalogue = PermissionCatalogue(
        needs: [
            need(.aws, .inventory, "ec2:DescribeInstances", blocks: true), need(.aws, .inventory, "external id"),
            need(.aws, .apiAssessment, "ssm:ListInventoryEntries"), need(.aws, .cspm, "Audit"),
            need(.aws, .cspm, "eks:ListFargateProfiles", required: false),
            need(.azure, .inventory, "Microsoft.Compute/virtualMachines/read", blocks: true),
            need(.azure, .cspm, "Reader"),
        ],
        grants: [
            NamedGrant(
                cloud: .aws, name: "Audit", grants: ["ec2:Describe*", "ssm:Describe*"], writes: false,
                provenance: origin),
            NamedGrant(cloud: .aws, name: "Admin", grants: ["*"], writes: true, provenance: origin),
            NamedGrant(cloud: .azure, name: "Reader", grants: ["*/read"], writes: false, provenance: origin),
        ])

    private func list(
        _ permissions: [String], cloud: ConnectorCloud = .aws, uses: Set<ConnectorUse> = [.inventory],
        externalID: Bool? = true
    ) -> PermissionChecklist {
        PermissionChecklist(
            Connector(
                name: "x", cloud: cloud, polling: 14_400, accounts: [], permissions: permissions,
                hasExternalID: externalID, uses: uses),
            catalogue: Self.catalogue)
    }

    @Test func aPolicyAWildcardAndAnActionGrant() {
        for grant in [
            "Audit", "arn:aws:iam::aws:policy/Audit", "ec2:Describe*", "EC2:describeinstances",
        ] {
            let list = list([grant])
            #expect(list.missing.isEmpty && list.surplus.isEmpty, "\(grant)")
            #expect(list.items.first?.grantedBy == grant)
        }
    }

    @Test func whatListsAssetsBlocks() {
        let list = list(["ec2:DescribeImages"], externalID: nil)
        #expect(list.missing.map(\.name) == ["ec2:DescribeInstances", "external id"])
        #expect(list.blocksDiscovery)
        #expect(list.surplus == [.init(grant: "ec2:DescribeImages", kind: .read)])
        #expect(!self.list(["Audit"], externalID: false).blocksDiscovery)
        #expect(self.list(["Audit"], externalID: false).missing.map(\.name) == ["external id"])
    }

    @Test func usesAskForMore() {
        let list = list(["Audit"], uses: [.inventory, .apiAssessment, .cspm])
        #expect(list.missing.map(\.name) == ["ssm:ListInventoryEntries"])
        // Serves a part of the use alone.
        #expect(list.items.first { $0.need.name == "eks:ListFargateProfiles" }?.grantedBy == nil)
    }

    @Test func grantsThatChangeThingsAreFlaggedUnlessNeeded() {
        // A wildcard in the verb may stand for deleting.
        for grant in ["Admin", "*", "ec2:*", "ec2:D*Instances", "ec2:RunInstances", "ssm:SendCommand"] {
            #expect(list(["Audit", grant]).surplus == [.init(grant: grant, kind: .write)], "\(grant)")
            #expect(list(["Audit", grant], uses: [.inventory, .remediation]).surplus.isEmpty, "\(grant)")
        }
        for grant in ["Microsoft.Compute/virtualMachines/write", "Microsoft.Compute/*", "*"] {
            #expect(list(["Reader", grant], cloud: .azure).surplus == [.init(grant: grant, kind: .write)], "\(grant)")
        }
        #expect(list(["Audit", "s3:ListBuckets"]).surplus == [.init(grant: "s3:ListBuckets", kind: .read)])
        #expect(list(["Audit", "Own"]).surplus == [.init(grant: "Own", kind: .unknown)])
    }

    @Test func rolesOfAzureAreHeldByWhatCoversThem() {
        #expect(list(["Reader"], cloud: .azure, uses: [.inventory, .cspm]).missing.isEmpty)
        #expect(list(["*/read"], cloud: .azure, uses: [.inventory, .cspm]).missing.isEmpty)
        let narrow = list(
            ["Microsoft.Compute/virtualMachines/read"], cloud: .azure, uses: [.inventory, .cspm], externalID: nil)
        #expect(narrow.missing.map(\.name) == ["Reader"])
        #expect(!narrow.blocksDiscovery)
    }

    /// Patterns against every text of up to three letters, by a definition of its own.
    @Test func patternsCoverWhatTheirRecursionSays() {
        func texts(_ letters: [Character], _ most: Int) -> [String] {
            var all = [""]
            var last = [""]
            for _ in 0..<most {
                last = last.flatMap { text in letters.map { text + String($0) } }
                all += last
            }
            return all
        }
        func covers(_ pattern: Substring, _ text: Substring) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            if first == "*" {
                return covers(pattern.dropFirst(), text) || (!text.isEmpty && covers(pattern, text.dropFirst()))
            }
            return text.first == first && covers(pattern.dropFirst(), text.dropFirst())
        }
        for pattern in texts(["a", "b", "*"], 4) {
            for text in texts(["a", "b"], 4) {
                #expect(ActionPattern.covers(pattern, text) == covers(pattern[...], text[...]), "\(pattern) \(text)")
            }
        }
    }
}
