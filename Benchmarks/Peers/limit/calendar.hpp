// Pending events of one region of w3: a ring of short buckets, the current one sorted.
//
// A bucket is about a second long, in which about six of the at most 500 pending events end, and the ring is longer
// than almost all stages. What does not fit, in its bucket or in the ring, waits in a heap and joins when its bucket comes.
#pragma once

#include <queue>

#include "rank_sort.hpp"

/// At most 512 keys may be pending. They must differ, and none may be less than the last one taken, unless `pop` has
/// found the calendar empty since.
class Calendar {
public:
    using u64 = std::uint64_t;

    Calendar() { std::fill_n(buckets[0], length * depth, padding); }

    void push(u64 key) { push_if(true, key); }

    /// Without a branch on the condition.
    void push_if(bool really, u64 key) {
        const u64 bucket = key >> shift;
        const u64 at = bucket % length;
        const unsigned count = counts[at];
        if (bucket - current - 1 >= length - 1 || count == depth) [[unlikely]] {
            if (really) push_elsewhere(key);
            return;
        }
        buckets[at][count] = really ? key : padding;
        counts[at] = std::uint8_t(count + really);
        near += really;
    }

    /// False if nothing is pending.
    bool pop(u64& key) {
        if (head == tail && !refill()) return false;
        key = run[head++];
        return true;
    }

private:
    /// A key has the microsecond above its lowest 12 bits, so that a bucket is 2^20 microseconds long.
    static constexpr unsigned shift = 32, depth = 16;
    static constexpr u64 length = 1024;
    static constexpr unsigned capacity = 1024;

    /// The bucket that is, or was, in the run; those of the ring are at most `length` - 1 later.
    u64 current = 0;
    unsigned head = 0, tail = 0;
    /// How many keys are in the ring.
    u64 near = 0;
    std::priority_queue<u64, std::vector<u64>, std::greater<>> far;
    u64 far_bucket = ~u64(0);
    std::uint8_t counts[length] = {};
    alignas(64) u64 run[capacity + sort_slack];
    /// Unused entries hold padding.
    alignas(64) u64 buckets[length][depth];

    [[gnu::noinline]] void push_elsewhere(u64 key) {
        if (key >> shift <= current) return push_into_run(key);
        far.push(key);
        far_bucket = far.top() >> shift;
    }

    void push_into_run(u64 key) {
        if (tail == capacity) {
            std::memmove(run, run + head, (tail - head) * sizeof(u64));
            tail -= head;
            head = 0;
        }
        unsigned at = tail++;
        for (; at > head && run[at - 1] > key; at--) run[at] = run[at - 1];
        run[at] = key;
    }

    bool refill() {
        if (near == 0) [[unlikely]] {
            if (far.empty()) {
                current = 0;
                return false;
            }
            current = far_bucket - 1;
        }
        do current++;
        while (counts[current % length] == 0 && far_bucket > current);
        const unsigned count = counts[current % length];
        counts[current % length] = 0;
        near -= count;
        sort_into(run, buckets[current % length], count);
        std::fill_n(buckets[current % length], depth, padding);
        head = 0;
        tail = count;
        while (far_bucket <= current) [[unlikely]] {
            push_into_run(far.top());
            far.pop();
            far_bucket = far.empty() ? ~u64(0) : far.top() >> shift;
        }
        return true;
    }
};
