import Testing

@Suite("Import direction")
struct ImportDirectionTests {
    private let table = ImportDirection(rooms: Room.all)

    @Test("every import in Sources is one its room may have")
    func imports() throws {
        let files = try Repository.swiftFiles(below: ["Sources"])
        #expect(files.count > 100)
        #expect(table.forbiddenImports(in: files) == [])
    }

    @Test("every dependency in the manifest is one its room may have, and every room is a target")
    func dependencies() throws {
        let targets = Manifest.targets(in: try Repository.file("Package.swift").text)
        #expect(table.forbiddenDependencies(of: targets) == [])
        #expect(try Repository.folders(in: "Sources") == Room.all.keys.sorted())
    }

    @Test("every import of a target of ours is declared in the manifest")
    func declared() throws {
        let files = try Repository.swiftFiles(below: ["Sources"])
        let targets = Manifest.targets(in: try Repository.file("Package.swift").text)
        #expect(table.undeclaredImports(in: files, targets: targets) == [])
    }

    @Test("the table has no circle")
    func noCircle() {
        var open = Room.all.mapValues(\.ours)
        while let (name, _) = open.first(where: { $0.value.isEmpty }) {
            open.removeValue(forKey: name)
            for other in open.keys { open[other]?.remove(name) }
        }
        #expect(open.isEmpty)
    }
}

@Suite("Import direction, on files made to break it")
struct ImportDirectionExampleTests {
    private let table = ImportDirection(rooms: [
        "Engine": Room(),
        "Model": Room(["Engine"], others: ["FoundationEssentials"]),
    ])

    @Test(
        "an import in any spelling is seen",
        arguments: [
            "import Model", "  internal import Model", "@testable import Model", "public import struct Model.Fleet",
            "@preconcurrency @_exported import Model", "import Other; import Model", "import `Model`",
            "import Model // why", "/* so */ import Model", "#if os(Linux)\nimport Model\n#endif",
        ])
    func seen(text: String) {
        let found = table.forbiddenImports(in: [SourceFile(path: "Sources/Engine/File.swift", text: text)])
        #expect(found.contains { $0.hasSuffix("Engine may not import Model") })
    }

    @Test(
        "text that is no import is not",
        arguments: [
            "// import Model", "/* import Model\n/* and */ import Model */", #"let text = "import Model""#,
            "\"\"\"\nimport Model\n\"\"\"", "let important = Model()", "",
        ])
    func notSeen(text: String) {
        #expect(table.forbiddenImports(in: [SourceFile(path: "Sources/Engine/File.swift", text: text)]) == [])
    }

    @Test("the finding names file, line, room and module")
    func finding() {
        let file = SourceFile(path: "Sources/Engine/Deep/File.swift", text: "let a = \"\"\"\n\n\"\"\"\nimport Model\n")
        #expect(table.forbiddenImports(in: [file]) == ["Sources/Engine/Deep/File.swift:4: Engine may not import Model"])
    }

    @Test("a file without a room, and a room without a line, are findings")
    func strangers() {
        let stray = SourceFile(path: "Sources/File.swift", text: "")
        let newcomer = SourceFile(path: "Sources/Newcomer/File.swift", text: "")
        #expect(
            table.forbiddenImports(in: [stray, newcomer]) == [
                "Sources/File.swift: lies in no target",
                "Sources/Newcomer/File.swift: Newcomer has no line in the table of rooms",
            ])
    }

    @Test("Foundation may only stand in for FoundationEssentials, in a room that may have it")
    func foundation() {
        let standIn =
            "#if canImport(FoundationEssentials)\nimport FoundationEssentials\n#else\nimport Foundation\n#endif"
        let reversed = "#if canImport(FoundationEssentials)\nimport Foundation\n#endif"
        func findings(_ room: String, _ text: String) -> Int {
            table.forbiddenImports(in: [SourceFile(path: "Sources/\(room)/File.swift", text: text)]).count
        }
        #expect(findings("Model", standIn) == 0)
        #expect(findings("Model", reversed) == 1)
        #expect(findings("Model", "import Foundation") == 1)
        #expect(findings("Engine", standIn) == 2)
    }

    @Test("a manifest is read with its targets, products and tests")
    func manifest() {
        let targets = Manifest.targets(
            in: """
                let package = Package(
                    name: "sample",
                    products: [.library(name: "Engine", targets: ["Engine"])],
                    targets: [
                        .systemLibrary(name: "CLib", pkgConfig: "lib", providers: [.apt(["liblib-dev"])]),
                        .target(name: "Engine", swiftSettings: hot),
                        .target( // "Ghost",
                            name: "Model",
                            dependencies: [
                                "Engine",
                                .target(name: "CLib", condition: .when(platforms: [.linux], traits: ["Lib"])),
                                .product(name: "Yams", package: "Yams"),
                            ]),
                        .testTarget(name: "ModelTests", dependencies: ["Model"]),
                    ]
                )
                """)
        #expect(
            targets == [
                .init(name: "CLib", isTest: false),
                .init(name: "Engine", isTest: false),
                .init(name: "Model", isTest: false, targets: ["Engine", "CLib"], products: ["Yams"]),
                .init(name: "ModelTests", isTest: true, targets: ["Model"]),
            ])
    }

    @Test("a dependency against the direction is found, whether ours or not")
    func forbiddenDependency() {
        let targets: [Manifest.Target] = [
            .init(name: "Engine", isTest: false, targets: ["Model"], products: ["Yams"]),
            .init(name: "EngineTests", isTest: true, targets: ["Model"]),
            .init(name: "Newcomer", isTest: false),
        ]
        #expect(
            table.forbiddenDependencies(of: targets) == [
                "Package.swift: Engine may not depend on Model",
                "Package.swift: Engine may not depend on Yams",
                "Package.swift: Newcomer has no line in the table of rooms",
                "Package.swift: there is no target Model",
            ])
    }

    @Test("an import that only the build order makes work is found")
    func undeclared() {
        let file = SourceFile(path: "Sources/Model/File.swift", text: "import Engine\nimport Outside")
        let loose: [Manifest.Target] = [.init(name: "Engine", isTest: false), .init(name: "Model", isTest: false)]
        let found = table.undeclaredImports(in: [file], targets: loose)
        #expect(found == ["Sources/Model/File.swift:1: Package.swift does not give Model the dependency Engine"])
        let tight: [Manifest.Target] = [
            .init(name: "Engine", isTest: false), .init(name: "Model", isTest: false, targets: ["Engine"]),
        ]
        #expect(table.undeclaredImports(in: [file], targets: tight) == [])
    }
}
