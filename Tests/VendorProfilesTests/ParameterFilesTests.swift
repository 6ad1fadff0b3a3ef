import ScanModel
import Testing
import VendorProfiles

@Suite("Files that packages are deployed with")
struct ParameterFilesTests {
    private static let all = ParameterFile.allCases.flatMap { file in
        VendorProfiles.profiles(with: file).flatMap { VendorProfiles.entries(of: file, profile: $0) }
    }

    @Test("Every row of the table arrives, in its order")
    func everyRow() throws {
        let cells = try DataFolder.cells("ParameterFiles/parameter-files.csv")
        #expect(Self.all.count == cells.count)
        for file in ParameterFile.allCases {
            for profile in VendorProfiles.profiles(with: file) {
                let rows = cells.filter { $0[0] == profile && $0[1] == file.rawValue }
                #expect(VendorProfiles.entries(of: file, profile: profile).map(\.name) == rows.map { $0[3] })
            }
        }
    }

    @Test("Every parameter of an entry is one of the profile or of its target stack")
    func parameters() throws {
        for entry in Self.all {
            let profile = try #require(VendorProfiles.profile(entry.profile), "\(entry.profile)")
            guard case .parameter(let name) = entry.from else { continue }
            let parameters = profile.parameters + profile.targetParameters
            #expect(parameters.contains { $0.name == name }, "\(entry.profile) \(name)")
        }
    }

    @Test("Flags come from choices, numbers from whole numbers and lists from lists")
    func kinds() throws {
        for entry in Self.all {
            guard case .parameter(let name) = entry.from, let profile = VendorProfiles.profile(entry.profile),
                let parameter = (profile.parameters + profile.targetParameters).first(where: { $0.name == name })
            else { continue }
            switch entry.kind {
            case .flag:
                #expect(
                    Set((parameter.allowedValues ?? []).map { $0.lowercased() }) == ["enabled", "disabled"], "\(name)")
            case .number: #expect(parameter.kind == .integer, "\(name)")
            case .list: #expect([.regionList, .tagList].contains(parameter.kind), "\(name)")
            case .text: break
            }
        }
    }

    @Test("Names are there once in a file, and sections hold together")
    func names() {
        for file in ParameterFile.allCases {
            for profile in VendorProfiles.profiles(with: file) {
                let entries = VendorProfiles.entries(of: file, profile: profile)
                #expect(Set(entries.map(\.name)).count == entries.count, "\(profile) \(file)")
                let isSectioned = file == .userConfig
                #expect(
                    entries.allSatisfy {
                        $0.section.isEmpty != isSectioned && $0.label.isEmpty != isSectioned
                            && $0.description.isEmpty != isSectioned
                    })
                var changes = 0
                for (left, right) in zip(entries, entries.dropFirst()) where left.section != right.section {
                    changes += 1
                }
                #expect(Set(entries.map(\.section)).count == changes + 1, "\(profile) \(file)")
                #expect(entries.allSatisfy { !$0.provenance.source.isEmpty && !$0.provenance.date.isEmpty })
            }
        }
    }

    @Test("Which profiles have which files")
    func profiles() {
        #expect(VendorProfiles.profiles(with: .userConfig) == ["qualys-azure@3.20"])
        #expect(VendorProfiles.profiles(with: .armParameters) == ["qualys-azure@3.20"])
        #expect(VendorProfiles.profiles(with: .tfvars) == ["qualys-aws@1.19", "qualys-azure@3.20"])
        #expect(VendorProfiles.entries(of: .userConfig, profile: "qualys-aws@1.8").isEmpty)
    }
}
