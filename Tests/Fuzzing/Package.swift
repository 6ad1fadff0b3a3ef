// swift-tools-version: 6.2
import PackageDescription

// The program is the fuzzer's: libFuzzer has the entry point, and every file is a part of a library for it.
let fuzzed: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-parse-as-library"]),
]

// A package of its own, because only a build with a sanitizer can link it. scripts/fuzz builds and runs it.
let package = Package(
    name: "scanplan-fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [
        // Without its traits: sanitizers bring an allocator, and jemalloc would take its place.
        .package(name: "scanplan", path: "../..", traits: [])
    ],
    targets: [
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                .product(name: "CostReconciliation", package: "scanplan"),
                .product(name: "DocumentReading", package: "scanplan"),
                .product(name: "FleetInventory", package: "scanplan"),
                .product(name: "ObservedRuns", package: "scanplan"),
                .product(name: "PriceLists", package: "scanplan"),
                .product(name: "ScanModel", package: "scanplan"),
                .product(name: "ScenarioInput", package: "scanplan"),
                .product(name: "Studies", package: "scanplan"),
                .product(name: "StudyStore", package: "scanplan"),
                .product(name: "VendorProfiles", package: "scanplan"),
            ],
            swiftSettings: fuzzed)
    ]
)
