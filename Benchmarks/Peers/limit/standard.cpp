// The workloads as a careful C++ programmer writes them without further thought: one std::priority_queue of
// (time, number) for all events, and a switch.
#include <deque>
#include <queue>

#include "../common/workloads.hpp"

using namespace workloads;

namespace {

struct Event {
    u64 time;
    u32 number, kind;
    bool operator>(const Event& other) const { return time > other.time; }
};

using Queue = std::priority_queue<Event, std::vector<Event>, std::greater<>>;

void w1(const Run& run) {
    Stopwatch watch;
    watch.start();
    enum Kind : u32 { arrival, departure };
    Stream interarrivals(interarrival_stream), services(service_stream);
    auto draw = [](Stream& stream, u64 mean) { return exponential(stream.next(), mean); };
    Queue events;
    std::deque<u64> waiting;  // arrival times, of the customer in service too
    u64 arrived = 0, total = 0, last = 0;
    events.push({draw(interarrivals, interarrival_mean), 0, arrival});
    while (!events.empty()) {
        const Event event = events.top();
        events.pop();
        const u64 now = event.time;
        switch (event.kind) {
        case arrival:
            if (waiting.empty()) events.push({now + draw(services, service_mean), 0, departure});
            waiting.push_back(now);
            if (++arrived < run.size) events.push({now + draw(interarrivals, interarrival_mean), 0, arrival});
            break;
        case departure:
            total += now - waiting.front();
            last = now;
            waiting.pop_front();
            if (!waiting.empty()) events.push({now + draw(services, service_mean), 0, departure});
            break;
        }
    }
    watch.stop();
    print_line(run, 2 * run.size, watch, hash({last, total, run.size}));
}

void w2(const Run& run) {
    Stream initial(initial_stream), increments(hold_stream);
    std::vector<Event> start;
    for (u64 i = 0; i < run.size; i++) start.push_back({increment(initial.next()), u32(i), 0});
    Queue events(std::greater<>(), std::move(start));
    u64 last = 0, sum = 0;
    auto hold = [&](u64 times) {
        for (; times > 0; times--) {
            Event event = events.top();
            events.pop();
            check_order(last, event.time);
            last = event.time;
            sum += last;
            event.time += increment(increments.next());
            events.push(event);
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

struct Place {
    u32 item;
    u64 since;
};

struct Region {
    std::vector<Durations> items;
    u32 started = 0, free = slots_per_region;
    TokenBucket tokens;
    std::deque<u32> waiting;
    std::vector<Place> places = std::vector<Place>(places_per_region);
};

void w3(const Run& run) {
    std::vector<Region> fleet(regions);
    for (u32 r = 0; r < regions; r++) fleet[r].items = items_of(r, run.size);
    Queue events;
    FleetResult result;
    Stopwatch watch;
    watch.start();
    // `kind` is the stage that ends, `number` the region and the place.
    auto end_of_stage = [&](u32 r, u32 place, u64 start, u32 stage) {
        const u64 end = start + fleet[r].items[fleet[r].places[place].item][stage - 1];
        events.push({end << 9 | place, r << 9 | place, stage});
    };
    auto request_token = [&](u32 r, u32 place, u64 now, u32 stage) {
        const u64 granted = u64(fleet[r].tokens.request(i64(now)));
        result.token_wait += granted - now;
        end_of_stage(r, place, granted, stage);
    };
    auto start_next = [&](u32 r, u32 place, u64 now) {
        Region& region = fleet[r];
        if (region.started == region.items.size()) return;
        region.places[place].item = region.started++;
        request_token(r, place, now, 1);
    };
    for (u32 r = 0; r < regions; r++)
        for (u32 place = 0; place < places_per_region; place++) start_next(r, place, 0);
    while (!events.empty()) {
        const Event event = events.top();
        events.pop();
        const u64 now = event.time >> 9;
        const u32 r = event.number >> 9, place = event.number & 511;
        Region& region = fleet[r];
        switch (event.kind) {
        case 1:
            request_token(r, place, now, 2);
            break;
        case 2:
            if (region.free > 0) {
                region.free--;
                request_token(r, place, now, 3);
            } else {
                region.places[place].since = now;
                region.waiting.push_back(place);
            }
            break;
        case 3:
            end_of_stage(r, place, now, 4);
            break;
        case 4:
            request_token(r, place, now, 5);
            break;
        case 5:
            result.done++;
            result.makespan = std::max(result.makespan, now);
            start_next(r, place, now);
            if (region.waiting.empty()) {
                region.free++;
            } else {
                const u32 first = region.waiting.front();
                region.waiting.pop_front();
                result.slot_wait += now - region.places[first].since;
                request_token(r, first, now, 3);
            }
            break;
        }
    }
    watch.stop();
    print_line(run, 5 * run.size, watch, fleet_hash(result));
}

void plan(const Run& run) {
    const Records records = make_records(run.size);
    Stopwatch watch;
    watch.start();
    struct Record {
        u32 size, number;
    };
    std::vector<std::vector<Record>> by_region(regions);
    for (u32 i = 0; i < run.size; i++) by_region[records.region[i]].push_back({records.size[i], i});
    std::vector<u8> slot_of(run.size);
    std::vector<u64> largest;
    for (std::vector<Record>& region : by_region) {
        std::sort(region.begin(), region.end(), [](const Record& a, const Record& b) {
            return a.size != b.size ? a.size > b.size : a.number < b.number;
        });
        using Slot = std::pair<u64, u32>;
        std::priority_queue<Slot, std::vector<Slot>, std::greater<>> slots;
        for (u32 slot = 0; slot < slots_per_region; slot++) slots.push({0, slot});
        u64 most = 0;
        for (const Record& record : region) {
            Slot slot = slots.top();
            slots.pop();
            slot_of[record.number] = u8(slot.second);
            slot.first += record.size;
            most = std::max(most, slot.first);
            slots.push(slot);
        }
        largest.push_back(most);
    }
    watch.stop();
    print_line(run, run.size, watch, plan_hash(largest, slot_of));
}

}  // namespace

int main(int count, char** arguments) {
    return serve(count, arguments, {
        {"std-priority-queue", "w1", w1},
        {"std-priority-queue", "w2", w2},
        {"std-priority-queue", "w3", w3},
        {"std-sort", "plan", plan},
    });
}
