// The workloads in SimGrid: actors that sleep, and semaphores. One second of SimGrid's clock stands for whatever unit
// the workload counts in, so that times are whole numbers, which its floating point holds exactly up to 2^53.
#include <simgrid/s4u.hpp>

#include <deque>
#include <memory>

#include "../common/workloads.hpp"

using namespace workloads;
namespace sg4 = simgrid::s4u;

namespace {

u64 now_ticks() { return u64(sg4::Engine::get_clock()); }
void sleep_to(u64 tick) { sg4::this_actor::sleep_for(double(tick - now_ticks())); }

/// An engine with one host, on which all actors live.
struct Simulation {
    // Stacks are small and unguarded, because every event or item has an actor.
    std::vector<std::string> words{"simgrid", "--log=xbt_cfg.thresh:warning", "--cfg=contexts/stack-size:32",
        "--cfg=contexts/guard-size:0"};
    std::vector<char*> arguments = pointers();
    int count = int(arguments.size());
    sg4::Engine engine{&count, arguments.data()};
    sg4::Host* host;

    Simulation() {
        auto* zone = sg4::create_full_zone("zone");
        host = zone->create_host("host", 1e9)->seal();
        zone->seal();
    }
    std::vector<char*> pointers() {
        std::vector<char*> result;
        for (std::string& word : words) result.push_back(word.data());
        return result;
    }
    template <typename Body>
    void actor(Body body) {
        sg4::Actor::create("actor", host, std::move(body));
    }
};

void w1(const Run& run) {
    Simulation simulation;
    std::deque<u64> waiting;
    auto customers = sg4::Semaphore::create(0);
    u64 total = 0, last = 0;
    Stopwatch watch;
    watch.start();
    simulation.actor([&] {
        Stream draws(interarrival_stream);
        for (u64 n = 0; n < run.size; n++) {
            sg4::this_actor::sleep_for(double(exponential(draws.next(), interarrival_mean)));
            waiting.push_back(now_ticks());
            customers->release();
        }
    });
    simulation.actor([&] {
        Stream draws(service_stream);
        for (u64 n = 0; n < run.size; n++) {
            customers->acquire();
            sg4::this_actor::sleep_for(double(exponential(draws.next(), service_mean)));
            last = now_ticks();
            total += last - waiting.front();
            waiting.pop_front();
        }
    });
    simulation.engine.run();
    watch.stop();
    print_line(run, 2 * run.size, watch, hash({last, total, run.size}));
}

void w2(const Run& run) {
    Simulation simulation;
    Stream initial(initial_stream), increments(hold_stream);
    const u64 warm_up = run.holds / 4;
    u64 made = 0, last = 0, sum = 0;
    Stopwatch watch;
    for (u64 i = 0; i < run.size; i++) {
        simulation.actor([&, first = increment(initial.next())] {
            sg4::this_actor::sleep_for(double(first));
            while (made < run.holds) {
                if (made == warm_up) watch.start();
                const u64 now = now_ticks();
                check_order(last, now);
                last = now;
                sum += now;
                const u64 pause = increment(increments.next());
                if (++made < run.holds) {
                    sg4::this_actor::sleep_for(double(pause));
                    continue;
                }
                watch.stop();
                print_line(run, run.holds - warm_up, watch, hash({last, sum}));
                // The rest of the actors is not worth waking.
                std::fflush(stdout);
                std::_Exit(0);
            }
        });
    }
    simulation.engine.run();
    fail("the simulation ended too early");
}

class Region {
public:
    FleetResult result;

    Region(u32 region, u64 size) : items(items_of(region, size)) {}

    void start(Simulation& simulation) {
        for (u32 place = 0; place < std::min<u64>(places_per_region, items.size()); place++)
            simulation.actor([this, place] { work(place); });
    }

private:
    std::vector<Durations> items;
    u32 started = 0;
    TokenBucket tokens;
    sg4::SemaphorePtr slots = sg4::Semaphore::create(slots_per_region);

    u64 token(u64 now) {
        const u64 granted = u64(tokens.request(i64(now)));
        result.token_wait += granted - now;
        return granted;
    }
    u64 now() const { return now_ticks() >> 9; }

    void work(u64 place) {
        u32 item = started++;
        u64 granted = token(0);
        while (true) {
            const Durations& stage = items[item];
            sleep_to((granted + stage[0]) << 9 | place);
            sleep_to((token(now()) + stage[1]) << 9 | place);
            const u64 since = now();
            slots->acquire();
            result.slot_wait += now() - since;
            sleep_to((token(now()) + stage[2]) << 9 | place);
            sleep_to((now() + stage[3]) << 9 | place);
            sleep_to((token(now()) + stage[4]) << 9 | place);
            result.done++;
            result.makespan = now();
            const bool goes_on = started < items.size();
            if (goes_on) {
                item = started++;
                granted = token(now());
            }
            slots->release();
            if (!goes_on) return;
        }
    }
};

void w3(const Run& run) {
    Simulation simulation;
    std::vector<std::unique_ptr<Region>> fleet;
    for (u32 r = 0; r < regions; r++) fleet.push_back(std::make_unique<Region>(r, run.size));
    FleetResult result;
    Stopwatch watch;
    watch.start();
    for (auto& region : fleet) region->start(simulation);
    simulation.engine.run();
    for (auto& region : fleet) result.add(region->result);
    watch.stop();
    print_line(run, 5 * run.size, watch, fleet_hash(result));
}

}  // namespace

int main(int count, char** arguments) {
    return serve(count, arguments, {
        {"simgrid", "w1", w1},
        {"simgrid", "w2", w2},
        {"simgrid", "w3", w3},
    });
}
