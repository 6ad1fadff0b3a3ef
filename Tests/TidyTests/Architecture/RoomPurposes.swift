extension Room {
    /// What each target under `Sources` is for, in a sentence: the page on the architecture, its picture and the
    /// documentation of libraries take it from here. A new target gets a line.
    static let purposes: [String: String] = [
        "AllocProbe": "Counts what the allocator gives out, exactly, for tests and benchmarks that bound it.",
        "ApplianceScanning":
            "Plans the cheapest network-scanner appliances that reach every host, with a proved bound.",
        "AssetDiscovery": "Tells what connectors discover of short-lived and lasting assets, when, and what they lack.",
        "CAllocProbe": "The counters behind AllocProbe, in C.",
        "CBuildStamp": "The place in the program where packing writes which commit it was built from, in C.",
        "CByteScan": "Finds the bytes that matter in JSON with vector instructions, in C.",
        "CJemalloc": "The jemalloc library of the system.",
        "CNettle": "The keyed hashes of the system's Nettle library, for pseudonyms.",
        "CSQLite": "The SQLite library of the system, for the store of studies.",
        "CZlib": "The zlib library of the system, for gzip files.",
        "CZstd": "The Zstandard library of the system.",
        "Calibration": "Fits distributions to observed durations of stages and tests the fits on later ones.",
        "CapacityPlanning":
            "Turns a scenario into a plan of who is scanned where and when, with proved bounds, or says why there is none.",
        "CostReconciliation": "Reads cost exports of clouds and lays them beside an estimate, line by line.",
        "DocumentReading": "Reads large JSON documents and tables from files and pipes, packed or not.",
        "Estimation": "Turns usage and prices into a bill whose every line says what it rests on.",
        "EventSimulation": "Runs models of events in simulated time: an exact clock, a fast agenda, token buckets.",
        "FleetInventory":
            "Reads what clouds list of their machines, tables and fleet files into one fleet, or draws one.",
        "GzipWriting": "Packs bytes as gzip, piece by piece, with a header that names no time and no file.",
        "MachineScheduling":
            "Assigns jobs to identical machines so that the last ends early, with a proof of how near to the best that is.",
        "ObservedRuns": "Reads logs of real runs into observed times of stages.",
        "ParallelWork": "Maps over independent parts with a bounded number of child tasks and keeps their order.",
        "ParquetWriting": "Writes tables as Apache Parquet files, group of rows by group of rows.",
        "PriceLists": "Reads the clouds' own price files and price books, and tells how old a price is.",
        "RandomStreams": "Random numbers that are a function of their address, and the distributions drawn from them.",
        "Reporting": "Writes results as text, Markdown, JSON, CSV and files of other tools; computes nothing new.",
        "Rollout": "Tells what deploying and changing an installation takes: stacks, checks, ordered steps.",
        "ScanModel":
            "The nouns that cross rooms: quantities, fleets, workflows, limits, prices, plans, runs and usage.",
        "ScanPlanTool": "The program: arguments, files, exit codes, progress and the real clock.",
        "ScanSimulation":
            "Simulates the stages of every instance of a plan and writes down what happens and what it uses.",
        "ScenarioInput": "Turns a document into a scenario, or into every issue at once with its place and a remedy.",
        "SensorMix": "Chooses the cheapest mix of sensors for classes of assets, with a proved bound.",
        "Statistics": "Exact moments, quantiles, intervals, selection procedures and designs of experiments.",
        "Studies":
            "Asks many simulations one question: trials, sweeps, explanations, recommendations, growth, sensitivity.",
        "StudyStore":
            "Keeps what studies computed in one file that processes share, and carries parts of it as shards.",
        "VendorProfiles": "The vendor products, prices, regions and quotas as data, every constant with its source.",
        "Verification": "What users run to convince themselves: closed forms, known answers, laws.",
    ]
}
