// The workloads as fast as this processor does them, as far as we know: flat arrays, packed keys, as few unpredictable
// branches as possible. Nothing here is general; that is what the engines are compared with.
#include <atomic>
#include <queue>
#include <thread>

#include "calendar.hpp"
#include "wheel.hpp"

using namespace workloads;

namespace {

/// Exponential draws, made many at a time.
class Draws {
public:
    Draws(u64 stream, u64 mean) : state(mix(stream)), mean(mean) { refill(); }
    /// The next draw; `take` moves on.
    u64 peek() const { return ready[at]; }
    void take(bool taken) { at += taken; }
    bool is_empty() const { return at == count; }
    void refill() {
        for (u32 i = 0; i < count; i++) ready[i] = exponential(mix(state + (i + 1) * golden), mean);
        state += count * golden;
        at = 0;
    }

private:
    static constexpr u32 count = 1024;
    u64 state, mean;
    u32 at = 0;
    u64 ready[count + 1] = {};
};

/// Two events can be pending, so two timers are the event set.
void w1(const Run& run) {
    Stopwatch watch;
    watch.start();
    constexpr u64 never = ~u64(0);
    Draws interarrivals(interarrival_stream, interarrival_mean), services(service_stream, service_mean);
    std::vector<u64> arrivals(1024);
    u64 mask = arrivals.size() - 1;
    u64 head = 0, tail = 0, total = 0, last = 0;
    u64 next_arrival = interarrivals.peek(), next_departure = never;
    interarrivals.take(true);
    while (head < run.size) {
        if (interarrivals.is_empty()) [[unlikely]]
            interarrivals.refill();
        if (services.is_empty()) [[unlikely]]
            services.refill();
        if (tail - head == mask) [[unlikely]] {
            std::vector<u64> more(2 * arrivals.size());
            const u64 wide = more.size() - 1;
            for (u64 i = head; i < tail; i++) more[i & wide] = arrivals[i & mask];
            arrivals.swap(more);
            mask = wide;
        }
        const bool arrives = next_arrival <= next_departure;
        const u64 now = arrives ? next_arrival : next_departure;
        // A store behind the queue, or a load from its front, does no harm if it is not used.
        arrivals[tail & mask] = now;
        total += arrives ? 0 : now - arrivals[head & mask];
        last = now;
        tail += arrives;
        head += !arrives;
        const u64 length = tail - head;
        const u64 following = tail < run.size ? now + interarrivals.peek() : never;
        next_arrival = arrives ? following : next_arrival;
        interarrivals.take(arrives);
        const bool starts = arrives ? length == 1 : length > 0;
        const u64 unchanged = length == 0 ? never : next_departure;
        next_departure = starts ? now + services.peek() : unchanged;
        services.take(starts);
    }
    watch.stop();
    print_line(run, 2 * run.size, watch, hash({last, total, run.size}));
}

void w2(const Run& run) {
    const int bits = std::bit_width(run.size - 1);
    Stream initial(initial_stream), increments(hold_stream);
    const auto wheel = std::make_unique<Wheel>();
    for (u64 i = 0; i < run.size; i++) wheel->push(increment(initial.next()) << bits | i);
    u64 last = 0, sum = 0;
    auto hold = [&](u64 times) {
        u64 key = 0;
        for (; times > 0; times--) {
            wheel->pop(key);
            const u64 now = key >> bits;
            check_order(last, now);
            last = now;
            sum += now;
            wheel->push(key + (increment(increments.next()) << bits));
        }
    };
    const u64 warm_up = run.holds / 4;
    hold(warm_up);
    Stopwatch watch;
    watch.start();
    hold(run.holds - warm_up);
    watch.stop();
    print_line(run, run.holds - warm_up, watch, hash({last, sum}));
}

/// One region from its start to its end. A key holds the microsecond, the place (9 bits) and the stage that ends (3
/// bits); places differ, so that keys come in the order which the workload demands.
FleetResult simulate(Calendar& events, const std::vector<Durations>& items) {
    FleetResult result;
    TokenBucket tokens;
    const u32* const drawn = items.data()->data();
    const u32 end = u32(items.size());
    u32 started = 0, free = slots_per_region;
    // By place: which duration comes next.
    u32 next[512];
    // Who waits for a slot: microsecond and place.
    u64 waiting[512];
    u32 first_waiting = 0, end_waiting = 0;
    u64 token_wait = 0, slot_wait = 0;
    // The durations of a place follow each other in `drawn`. Conditions are masks, because the compiler would make
    // unpredictable branches of them.
    auto begin_if = [&](bool really, u64 now, u64 place_and_stage, bool with_token) {
        const u32 place = u32(place_and_stage >> 3);
        const i64 mask = -i64(with_token & really);
        const i64 window = std::max(tokens.next, i64(now) - token_window) + token_interval;
        tokens.next += (window - tokens.next) & mask;
        const u64 wait = u64(std::max(i64(0), window - i64(now)) & mask);
        token_wait += wait;
        const u64 ends = now + wait + drawn[next[place]];
        next[place] += really;
        events.push_if(really, ends << 12 | place_and_stage);
    };
    auto begin = [&](u64 now, u64 place_and_stage) { begin_if(true, now, place_and_stage, true); };
    for (; started < std::min(places_per_region, end); started++) {
        next[started] = 5 * started;
        begin(0, started << 3 | 1);
    }
    u64 key = 0;
    while (events.pop(key)) {
        const u64 now = key >> 12, place = key >> 3 & 511, stage = key & 7;
        if (stage != 5) {
            // Slots are rarely free, so this is almost always: stage 2 waits, the others go on.
            const bool asks = stage == 2, takes = asks & (free > 0), waits = asks & !takes;
            free -= takes;
            waiting[end_waiting & 511] = now << 9 | place;
            end_waiting += waits;
            begin_if(!waits, now, place << 3 | (stage + 1), stage != 3);
        } else {
            if (started < end) {
                next[place] = 5 * started++;
                begin(now, place << 3 | 1);
            }
            if (first_waiting != end_waiting) {
                const u64 waiter = waiting[first_waiting++ & 511];
                slot_wait += now - (waiter >> 9);
                begin(now, (waiter & 511) << 3 | 3);
            } else {
                free++;
            }
        }
    }
    result.makespan = key >> 12;
    result.done = end;
    result.slot_wait = slot_wait;
    result.token_wait = token_wait;
    return result;
}

void w3_threads(const Run& run, unsigned count) {
    const auto items = fleet(run.size);
    std::vector<FleetResult> results(regions);
    std::atomic<u32> next = 0;
    std::vector<std::unique_ptr<Calendar>> calendars;
    for (unsigned thread = 0; thread < count; thread++) calendars.push_back(std::make_unique<Calendar>());
    auto work = [&](unsigned thread) {
        for (u32 region; (region = next++) < regions;)
            if (!items[region].empty()) results[region] = simulate(*calendars[thread], items[region]);
    };
    Stopwatch watch;
    watch.start();
    std::vector<std::thread> others;
    for (unsigned thread = 1; thread < count; thread++) others.emplace_back(work, thread);
    work(0);
    for (std::thread& other : others) other.join();
    FleetResult result;
    for (const FleetResult& of_region : results) result.add(of_region);
    watch.stop();
    print_line(run, 5 * run.size, watch, fleet_hash(result));
}

void w3(const Run& run) { w3_threads(run, 1); }
void w3_two_threads(const Run& run) { w3_threads(run, 2); }

/// Sizes are whole GiB, so that a histogram per region tells the order of the records without moving any of them: the
/// slots are dealt along the histogram, and a record finds its slot by its place among those of its size.
void plan(const Run& run) {
    const Records records = make_records(run.size);
    Stopwatch watch;
    watch.start();
    u32 most = 0;
    for (u32 size : records.size) most = std::max(most, size);
    const u32 width = most + 1;
    if (u64(width) * regions > run.size + (1 << 20)) fail("sizes are too far apart for a histogram");
    // Counted downwards, because the largest come first.
    std::vector<u32> places(u64(regions) * width);
    for (u64 i = 0; i < run.size; i++) places[records.region[i] * width + (most - records.size[i])]++;
    std::vector<u8> dealt(run.size), slot_of(run.size);
    std::vector<u64> largest;
    u32 place = 0;
    for (u32 region = 0; region < regions; region++) {
        // The slots in order of (GiB, number), as a ring: the first one gets the record and mostly becomes the last.
        u64 ring[128];
        u64 first = 0;
        for (u64 slot = 0; slot < slots_per_region; slot++) ring[slot] = slot;
        for (u32 bin = 0; bin < width; bin++) {
            const u32 size = most - bin;
            u32& entry = places[region * width + bin];
            const u32 end = place + entry;
            entry = place;
            for (; place < end; place++) {
                const u64 slot = ring[first & 127];
                dealt[place] = u8(slot & 127);
                const u64 grown = slot + (u64(size) << 7);
                u64 at = ++first + slots_per_region - 1;
                for (; at > first && ring[(at - 1) & 127] > grown; at--) ring[at & 127] = ring[(at - 1) & 127];
                ring[at & 127] = grown;
            }
        }
        largest.push_back(ring[(first + slots_per_region - 1) & 127] >> 7);
    }
    for (u64 i = 0; i < run.size; i++)
        slot_of[i] = dealt[places[records.region[i] * width + (most - records.size[i])]++];
    watch.stop();
    print_line(run, run.size, watch, plan_hash(largest, slot_of));
}

/// Takes events from a structure and from a heap side by side: with delays that are short, clustered or far apart, with
/// bursts at one time, and twice from empty to empty. Returns 1 if they differ.
template <typename Events>
int compare_with_heap(const char* what, u64 pending_max, int shift) {
    const auto events = std::make_unique<Events>();
    Stream random(99);
    u64 sequence = 0;
    for (int times = 0; times < 2; times++) {
        std::priority_queue<u64, std::vector<u64>, std::greater<>> heap;
        u64 now = 0;
        for (int step = 0; step < 400000; step++) {
            const u64 r = random.next();
            const bool fills = (step >> 15) % 2 == 0 && step < 300000;
            if (heap.size() < pending_max && r % 8 < (fills ? 6 : 3)) {
                // Delays of 0 to 2^30, most of them in a few clusters.
                const u64 delay = (r >> 8 & 3) == 0 ? (r >> 10) >> (24 + (r >> 3 & 31)) : (r >> 8 & 7) << 22;
                const u64 key = ((now >> shift) + delay) << shift | (sequence++ & ((u64(1) << shift) - 1));
                if (key <= now) continue;
                heap.push(key);
                events->push(key);
            } else if (!heap.empty()) {
                u64 key = 0;
                if (!events->pop(key) || key != heap.top()) {
                    std::fprintf(stderr, "%s: step %d: another event than the heap's\n", what, step);
                    return 1;
                }
                heap.pop();
                now = key;
            }
        }
        u64 key = 0;
        for (; !heap.empty(); heap.pop()) {
            if (!events->pop(key) || key != heap.top()) {
                std::fprintf(stderr, "%s: the rest differs\n", what);
                return 1;
            }
        }
        if (events->pop(key)) {
            std::fprintf(stderr, "%s: not empty at the end\n", what);
            return 1;
        }
    }
    return 0;
}

int test_structures() {
    return compare_with_heap<Wheel>("wheel", 100, 20) | compare_with_heap<Wheel>("wheel", 5000, 20) |
        compare_with_heap<Calendar>("calendar", 500, 12);
}

}  // namespace

int main(int count, char** arguments) {
    return serve(count, arguments, {
        {"limit", "w1", w1},
        {"limit", "w2", w2},
        {"limit", "w3", w3},
        {"limit-2-threads", "w3", w3_two_threads},
        {"limit", "plan", plan},
    }, test_structures);
}
