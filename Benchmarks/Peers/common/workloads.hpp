// Inputs, result hash and output line of the workloads, as WORKLOADS.md defines them, for the programs in C++.
#pragma once

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <vector>

namespace workloads {

using u8 = std::uint8_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using i64 = std::int64_t;

inline constexpr u64 golden = 0x9E3779B97F4A7C15;

inline constexpr u64 mix(u64 x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

/// Numbers of one stream in order; `at` jumps.
struct Stream {
    u64 state;
    explicit constexpr Stream(u64 stream) : state(mix(stream)) {}
    constexpr u64 next() { return mix(state += golden); }
    constexpr u64 at(u64 n) const { return mix(state + (n + 1) * golden); }
};

inline constexpr u64 atanh56(u64 n) {
    u64 sum = 0;
    for (u64 power = (u64(1) << 56) / n, k = 1; power > 0; power /= n * n, k += 2) sum += power / k;
    return sum;
}

using Table = std::array<u32, 4097>;

inline Table make_table() {
    Table table{};
    u64 log = 0;
    for (u64 j = 0; j <= 4094; j++) {
        log += 2 * atanh56(2 * (4095 - j) + 1);
        table[j + 1] = u32(log >> 28);
    }
    table[4096] = table[4095] + (u32(1) << 29);
    return table;
}

inline const Table table = make_table();

/// In microseconds, like its mean.
inline u64 exponential(u64 r, u64 mean) {
    const u64 i = r >> 52, f = u32(r >> 20);
    const u64 e = table[i] + (((u64(table[i + 1]) - table[i]) * f) >> 32);
    return (e * mean) >> 28;
}

// w1
inline constexpr u64 interarrival_mean = 1111111, service_mean = 1000000;
inline constexpr u64 interarrival_stream = 11, service_stream = 12;

// w2
inline constexpr u64 initial_stream = 21, hold_stream = 22;
inline u64 increment(u64 r) { return 1 + (table[r >> 52] >> 2) + (r & 16383); }

// w3
inline constexpr u32 regions = 30, slots_per_region = 70, places_per_region = 500;
inline constexpr i64 token_interval = 200000, token_window = 100 * token_interval;

struct TokenBucket {
    i64 next = -token_window;
    /// The time of the grant.
    i64 request(i64 now) {
        next = std::max(next, now - token_window) + token_interval;
        return std::max(now, next);
    }
};

/// The durations of the five stages of an item, in microseconds.
using Durations = std::array<u32, 5>;

inline Durations durations(u64 item) {
    auto draw = [item](int stage) { return Stream(30 + stage).at(item); };
    return {
        u32(30000000 + exponential(draw(1), 60000000)), u32(20000000 + exponential(draw(2), 40000000)),
        u32(5000000 + exponential(draw(3), 10000000)), u32(10000000 + 250000 * (8 + ((draw(4) >> 32) * 193 >> 32))),
        u32(3000000 + exponential(draw(5), 5000000))};
}

inline u32 items_in(u32 region, u64 size) { return u32((size + regions - 1 - region) / regions); }

/// Durations of the items of one region, in the order in which they start.
inline std::vector<Durations> items_of(u32 region, u64 size) {
    std::vector<Durations> items(items_in(region, size));
    for (u64 k = 0; k < items.size(); k++) items[k] = durations(k * regions + region);
    return items;
}

inline std::vector<std::vector<Durations>> fleet(u64 size) {
    std::vector<std::vector<Durations>> fleet;
    for (u32 region = 0; region < regions; region++) fleet.push_back(items_of(region, size));
    return fleet;
}

struct FleetResult {
    u64 makespan = 0, slot_wait = 0, token_wait = 0, done = 0;
    void add(const FleetResult& other) {
        makespan = std::max(makespan, other.makespan);
        slot_wait += other.slot_wait;
        token_wait += other.token_wait;
        done += other.done;
    }
};

inline u64 hash(const std::vector<u64>& statistics) {
    u64 h = 0xCBF29CE484222325;
    for (u64 value : statistics)
        for (int byte = 0; byte < 8; byte++) h = (h ^ (value >> (8 * byte) & 255)) * 0x100000001B3;
    return h;
}

inline u64 fleet_hash(const FleetResult& r) { return hash({r.makespan, r.slot_wait, r.token_wait, r.done}); }

// plan
struct Records {
    std::vector<u8> region;
    std::vector<u32> size;
};

inline Records make_records(u64 count) {
    Records records{std::vector<u8>(count), std::vector<u32>(count)};
    Stream region(41), size(42);
    for (u64 i = 0; i < count; i++) {
        records.region[i] = u8((region.next() >> 32) * regions >> 32);
        records.size[i] = u32(8 + exponential(size.next(), 96));
    }
    return records;
}

inline u64 plan_hash(std::vector<u64> largest, const std::vector<u8>& slot_of) {
    u64 sum = 0;
    for (u64 i = 0; i < slot_of.size(); i++) sum += (i + 1) * slot_of[i];
    largest.push_back(sum);
    return hash(largest);
}

inline double seconds(clockid_t clock) {
    timespec t;
    clock_gettime(clock, &t);
    return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

/// Time of the measured section.
struct Stopwatch {
    double cpu = 0, wall = 0;
    void start() {
        wall = seconds(CLOCK_MONOTONIC);
        cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    }
    void stop() {
        cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        wall = seconds(CLOCK_MONOTONIC) - wall;
    }
};

struct Run {
    std::string engine, workload;
    u64 size = 0, holds = 0;
};

/// The largest resident set of this program so far, in KiB.
inline long peak_rss_kb() {
    // Linux hands the ru_maxrss of the parent on to a new program, but not the high-water mark.
    if (std::FILE* status = std::fopen("/proc/self/status", "r")) {
        char line[256];
        long peak = 0;
        while (peak == 0 && std::fgets(line, sizeof line, status)) std::sscanf(line, "VmHWM: %ld", &peak);
        std::fclose(status);
        if (peak > 0) return peak;
    }
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return usage.ru_maxrss / 1024;
#else
    return usage.ru_maxrss;
#endif
}

inline void print_line(const Run& run, u64 events, const Stopwatch& watch, u64 hash) {
    std::printf(
        "{\"workload\":\"%s\",\"engine\":\"%s\",\"size\":%llu,\"events\":%llu,\"cpu_seconds\":%.6f,"
        "\"wall_seconds\":%.6f,\"peak_rss_kb\":%ld,\"hash\":\"%016llx\"}\n",
        run.workload.c_str(), run.engine.c_str(), (unsigned long long)run.size, (unsigned long long)events, watch.cpu,
        watch.wall, peak_rss_kb(), (unsigned long long)hash);
}

[[noreturn]] inline void fail(const std::string& message) {
    std::fprintf(stderr, "%s\n", message.c_str());
    std::exit(1);
}

inline void check_order(u64 before, u64 now) {
    if (now < before) [[unlikely]]
        fail("an event was taken before its turn");
}

struct Offer {
    const char* engine;
    const char* workload;
    void (*run)(const Run&);
};

/// Compares the check values of WORKLOADS.md; 1 if one differs.
inline int self_test() {
    u64 sum = 0;
    for (u32 entry : table) sum += entry;
    const Durations item = durations(12345);
    const struct {
        const char* what;
        u64 value, expected;
    } checks[] = {
        {"T[1]", table[1], 65544},
        {"T[2048]", table[2048], 186065279},
        {"T[4095]", table[4095], 2232783353},
        {"sum of T", sum, 1100918207171},
        {"random(11, 0)", Stream(11).at(0), 722521317805139933},
        {"random(42, 999999)", Stream(42).at(999999), 14597217003970737634u},
        {"exponential", exponential(Stream(31).at(7), 60000000), 5307063},
        {"increment", increment(Stream(22).at(7)), 149416986},
        {"snapshot of item 12345", item[0], 59730090},
        {"share of item 12345", item[1], 27892936},
        {"attach of item 12345", item[2], 15168971},
        {"scan of item 12345", item[3], 41500000},
        {"delete of item 12345", item[4], 8742614},
        {"hash", hash({1, 2, 3}), 0xda2bfb225e0d1f05},
    };
    int result = 0;
    for (const auto& check : checks) {
        if (check.value == check.expected) continue;
        std::fprintf(stderr, "%s is %llu and should be %llu\n", check.what, (unsigned long long)check.value,
            (unsigned long long)check.expected);
        result = 1;
    }
    return result;
}

/// The contract of a program: `list`, `self-test`, or one run. `more_tests` gives 0 if they pass.
inline int serve(int count, char** arguments, std::initializer_list<Offer> offers, int (*more_tests)() = nullptr) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    if (words.size() == 1 && words[0] == "list") {
        for (const Offer& offer : offers) std::printf("%s %s\n", offer.engine, offer.workload);
        return 0;
    }
    if (words.size() == 1 && words[0] == "self-test") return self_test() | (more_tests ? more_tests() : 0);
    if (words.size() < 3 || words.size() != (words[1] == "w2" ? 4u : 3u))
        fail("usage: PROGRAM list | self-test | ENGINE WORKLOAD SIZE [HOLDS]");
    auto number = [](const std::string& text) {
        char* end = nullptr;
        const u64 value = std::strtoull(text.c_str(), &end, 10);
        if (*end != 0 || value < 1 || value > 1000000000) fail(text + " is not a number from 1 to 10^9");
        return value;
    };
    const Run run{words[0], words[1], number(words[2]), words.size() > 3 ? number(words[3]) : 0};
    for (const Offer& offer : offers) {
        if (run.engine == offer.engine && run.workload == offer.workload) {
            offer.run(run);
            return 0;
        }
    }
    fail("no engine " + run.engine + " for " + run.workload);
}

}  // namespace workloads
