// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building and testing the product never fetches the benchmark tool.
let package = Package(
    name: "scanplan-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "scanplan", path: ".."),
        // Without its traits: the allocator hooks they bring are not needed, AllocProbe counts exactly.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "ScanplanBenchmarks",
            dependencies: [
                .product(name: "AllocProbe", package: "scanplan"),
                .product(name: "FleetInventory", package: "scanplan"),
                .product(name: "ScanModel", package: "scanplan"),
                .product(name: "ScenarioInput", package: "scanplan"),
                .product(name: "Studies", package: "scanplan"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/ScanplanBenchmarks",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        // Compares structures for pending events; needs nothing of the benchmark tool.
        .executableTarget(
            name: "PendingEvents",
            dependencies: [.product(name: "EventSimulation", package: "scanplan")],
            path: "Benchmarks/PendingEvents",
            swiftSettings: [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]),
    ]
)
