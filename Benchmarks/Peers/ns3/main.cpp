// The workloads in ns-3, the way that is fastest there: callbacks and no packets or nodes. `ns3` has one global event
// set, behind Simulator::Schedule; `ns3-region-queues` and `ns3-region-heaps` have one scheduler object per region and
// take its events themselves. A tick of ns-3's clock stands for whatever unit the workload counts in.
#include <ns3/heap-scheduler.h>
#include <ns3/make-event.h>
#include <ns3/nstime.h>
#include <ns3/object-factory.h>
#include <ns3/priority-queue-scheduler.h>
#include <ns3/simulator.h>

#include <deque>
#include <memory>

#include "../common/workloads.hpp"

using namespace workloads;

namespace {

void use_priority_queue() {
    ns3::ObjectFactory factory;
    factory.SetTypeId("ns3::PriorityQueueScheduler");
    ns3::Simulator::SetScheduler(factory);
}

u64 now_ticks() { return u64(ns3::Simulator::Now().GetTimeStep()); }

class Server {
public:
    explicit Server(u64 size) : size(size) {}

    void start() { ns3::Simulator::Schedule(ns3::TimeStep(draw_arrival()), &Server::arrive, this); }
    u64 result() const { return hash({last, total, size}); }

private:
    u64 size, arrived = 0, total = 0, last = 0;
    Stream interarrivals{interarrival_stream}, services{service_stream};
    std::deque<u64> waiting;  // arrival times, of the customer in service too

    u64 draw_arrival() { return exponential(interarrivals.next(), interarrival_mean); }
    void serve() {
        const u64 service = exponential(services.next(), service_mean);
        ns3::Simulator::Schedule(ns3::TimeStep(service), &Server::depart, this);
    }
    void arrive() {
        if (waiting.empty()) serve();
        waiting.push_back(now_ticks());
        if (++arrived < size) start();
    }
    void depart() {
        last = now_ticks();
        total += last - waiting.front();
        waiting.pop_front();
        if (!waiting.empty()) serve();
    }
};

void w1(const Run& run) {
    use_priority_queue();
    Server server(run.size);
    Stopwatch watch;
    watch.start();
    server.start();
    ns3::Simulator::Run();
    watch.stop();
    print_line(run, 2 * run.size, watch, server.result());
    ns3::Simulator::Destroy();
}

struct Hold {
    u64 left, warm_up, last = 0, sum = 0;
    Stream increments{hold_stream};
    Stopwatch watch;

    void take(u32 number) {
        if (left == warm_up) watch.start();
        const u64 now = now_ticks();
        check_order(last, now);
        last = now;
        sum += now;
        ns3::Simulator::Schedule(ns3::TimeStep(increment(increments.next())), &Hold::take, this, number);
        if (--left == 0) {
            watch.stop();
            ns3::Simulator::Stop();
        }
    }
};

void w2(const Run& run) {
    use_priority_queue();
    // `left` counts down, so that the warm-up ends when this many are left.
    Hold hold{run.holds, run.holds - run.holds / 4};
    Stream initial(initial_stream);
    for (u64 i = 0; i < run.size; i++)
        ns3::Simulator::Schedule(ns3::TimeStep(increment(initial.next())), &Hold::take, &hold, u32(i));
    ns3::Simulator::Run();
    print_line(run, run.holds - run.holds / 4, hold.watch, hash({hold.last, hold.sum}));
    // The rest of the events is not worth freeing.
    std::fflush(stdout);
    std::_Exit(0);
}

/// How the events of a region get into ns-3's global event set.
struct GlobalQueue {
    u64 now() const { return now_ticks(); }
    template <typename Object>
    void schedule(u64 at, void (Object::*event)(u32), Object* object, u32 place) {
        ns3::Simulator::Schedule(ns3::TimeStep(i64(at - now_ticks())), event, object, place);
    }
};

/// Or into a scheduler of its own.
template <typename Kind>
struct OwnQueue {
    ns3::Ptr<ns3::Scheduler> events = ns3::CreateObject<Kind>();
    u64 time = 0;
    u32 sequence = 0;

    u64 now() const { return time; }
    template <typename Object>
    void schedule(u64 at, void (Object::*event)(u32), Object* object, u32 place) {
        events->Insert({ns3::MakeEvent(event, object, place), {at, sequence++, 0}});
    }
    void run() {
        while (!events->IsEmpty()) {
            const ns3::Scheduler::Event event = events->RemoveNext();
            time = event.key.m_ts;
            event.impl->Invoke();
            event.impl->Unref();
        }
    }
};

template <typename Queue>
class Region {
public:
    Queue queue;
    FleetResult result;

    Region(u32 region, u64 size) : items(items_of(region, size)) {}

    void start() {
        for (u32 place = 0; place < places_per_region; place++) start_next(place, 0);
    }

private:
    std::vector<Durations> items;
    u32 started = 0, free = slots_per_region;
    TokenBucket tokens;
    struct Waiter {
        u32 place;
        u64 since;
    };
    std::deque<Waiter> waiting;
    u32 item_of[places_per_region];

    using Event = void (Region::*)(u32);

    void schedule(u32 place, u64 end, Event event) { queue.schedule(end << 9 | place, event, this, place); }
    void with_token(u32 place, u64 now, int stage, Event event) {
        const u64 granted = u64(tokens.request(i64(now)));
        result.token_wait += granted - now;
        schedule(place, granted + items[item_of[place]][stage - 1], event);
    }
    void start_next(u32 place, u64 now) {
        if (started == items.size()) return;
        item_of[place] = started++;
        with_token(place, now, 1, &Region::end_snapshot);
    }
    u64 now() const { return queue.now() >> 9; }
    void end_snapshot(u32 place) { with_token(place, now(), 2, &Region::end_share); }
    void end_share(u32 place) {
        if (free > 0) {
            free--;
            with_token(place, now(), 3, &Region::end_attach);
        } else {
            waiting.push_back({place, now()});
        }
    }
    void end_attach(u32 place) { schedule(place, now() + items[item_of[place]][3], &Region::end_scan); }
    void end_scan(u32 place) { with_token(place, now(), 5, &Region::end_delete); }
    void end_delete(u32 place) {
        const u64 time = now();
        result.done++;
        result.makespan = time;
        start_next(place, time);
        if (waiting.empty()) {
            free++;
        } else {
            const Waiter first = waiting.front();
            waiting.pop_front();
            result.slot_wait += time - first.since;
            with_token(first.place, time, 3, &Region::end_attach);
        }
    }
};

template <typename Queue>
std::vector<std::unique_ptr<Region<Queue>>> make_fleet(u64 size) {
    std::vector<std::unique_ptr<Region<Queue>>> fleet;
    for (u32 r = 0; r < regions; r++) fleet.push_back(std::make_unique<Region<Queue>>(r, size));
    return fleet;
}

void w3(const Run& run) {
    use_priority_queue();
    auto fleet = make_fleet<GlobalQueue>(run.size);
    FleetResult result;
    Stopwatch watch;
    watch.start();
    for (auto& region : fleet) region->start();
    ns3::Simulator::Run();
    for (auto& region : fleet) result.add(region->result);
    watch.stop();
    print_line(run, 5 * run.size, watch, fleet_hash(result));
    ns3::Simulator::Destroy();
}

template <typename Kind>
void w3_by_region(const Run& run) {
    auto fleet = make_fleet<OwnQueue<Kind>>(run.size);
    FleetResult result;
    Stopwatch watch;
    watch.start();
    for (auto& region : fleet) {
        region->start();
        region->queue.run();
        result.add(region->result);
    }
    watch.stop();
    print_line(run, 5 * run.size, watch, fleet_hash(result));
}

}  // namespace

int main(int count, char** arguments) {
    return serve(count, arguments, {
        {"ns3", "w1", w1},
        {"ns3", "w2", w2},
        {"ns3", "w3", w3},
        {"ns3-region-queues", "w3", w3_by_region<ns3::PriorityQueueScheduler>},
        {"ns3-region-heaps", "w3", w3_by_region<ns3::HeapScheduler>},
    });
}
