// Pending events as a radix wheel whose earliest bucket is kept sorted.
//
// A key is a 63-bit number, time in the high bits and what happens to whom in the low ones. Buckets are hierarchical,
// 16 to a level: a key lies at the highest digit (of 4 bits) in which it differs from `base`, in the bucket of that digit.
// The clock never goes back, so this stays true until the clock enters the bucket. Then a small bucket is sorted into
// the run, from which keys are taken, and a large one is dealt to lower levels first.
#pragma once

#include <bit>
#include <cstring>
#include <memory>

#include "rank_sort.hpp"

/// Keys must differ from each other, and no key may be pushed that is less than the last one taken, unless `pop` has
/// found the wheel empty since.
class Wheel {
public:
    using u64 = std::uint64_t;
    using i64 = std::int64_t;

    Wheel() {
        for (Bucket& bucket : buckets) bucket.reserve(run_limit);
    }

    void push(u64 key) {
        if (key < run_end)
            push_into_run(key);
        else
            push_into_bucket(key);
    }

    /// False if nothing is pending.
    bool pop(u64& key) {
        if (head == tail && !refill()) return false;
        key = run[head++];
        return true;
    }

private:
    static constexpr unsigned digit_bits = 4, digits = 1 << digit_bits, levels = 64 / digit_bits;
    /// A bucket of no more keys is sorted; ranks are counted for so many at once.
    static constexpr unsigned run_limit = 64;
    static constexpr unsigned capacity = 512;

    struct Bucket {
        std::unique_ptr<u64[]> keys;
        std::uint32_t count = 0, capacity = 0;

        void reserve(std::uint32_t wanted) {
            std::unique_ptr<u64[]> more(new u64[wanted + sort_slack]);
            std::copy_n(keys.get(), count, more.get());
            keys = std::move(more);
            capacity = wanted;
        }
    };

    u64 base = 0;
    /// Keys below it belong into the run.
    u64 run_end = 0;
    unsigned head = 0, tail = 0;
    std::uint32_t used_levels = 0;
    std::uint16_t used_digits[levels] = {};
    alignas(64) u64 run[capacity + sort_slack];
    Bucket buckets[levels * digits];

    static unsigned level_of(u64 difference) { return unsigned(63 - std::countl_zero(difference | 1)) / digit_bits; }

    void push_into_bucket(u64 key) {
        const unsigned level = level_of(key ^ base);
        const unsigned digit = (key >> (digit_bits * level)) % digits;
        Bucket& bucket = buckets[level * digits + digit];
        if (bucket.count == bucket.capacity) [[unlikely]]
            bucket.reserve(2 * bucket.capacity);
        bucket.keys[bucket.count++] = key;
        used_digits[level] |= std::uint16_t(1 << digit);
        used_levels |= std::uint32_t(1) << level;
    }

    void push_into_run(u64 key) {
        if (tail == capacity) [[unlikely]] {
            make_room();
            return push(key);
        }
        unsigned at = tail++;
        for (; at > head && run[at - 1] > key; at--) run[at] = run[at - 1];
        run[at] = key;
    }

    /// Moves the run to the front, and the later part of a long one back into buckets.
    void make_room() {
        const unsigned count = tail - head;
        std::memmove(run, run + head, count * sizeof(u64));
        head = 0;
        tail = count;
        if (count <= capacity / 2) return;
        // The clock has entered the run, so lower levels are empty, and the end of the run may move to any end of a
        // bucket of theirs.
        base = run[0];
        unsigned level = level_of(run[count - 1] ^ base);
        unsigned kept = count;
        while (kept > capacity / 2) {
            const u64 width = u64(1) << (digit_bits * level);
            run_end = (base / width + 1) * width;
            kept = unsigned(std::lower_bound(run, run + count, run_end) - run);
            if (level == 0) break;
            level--;
        }
        tail = kept;
        for (unsigned i = kept; i < count; i++) push_into_bucket(run[i]);
    }

    /// Sorts the earliest bucket into the run.
    bool refill() {
        while (used_levels != 0) {
            const unsigned level = unsigned(std::countr_zero(used_levels));
            const unsigned digit = unsigned(std::countr_zero(used_digits[level]));
            used_digits[level] &= std::uint16_t(used_digits[level] - 1);
            if (used_digits[level] == 0) used_levels &= used_levels - 1;
            Bucket& bucket = buckets[level * digits + digit];
            const unsigned count = bucket.count;
            const unsigned shift = digit_bits * level;
            base = bucket.keys[0] >> shift << shift;
            bucket.count = 0;
            if (count <= run_limit) {
                run_end = base + (u64(1) << shift);
                head = 0;
                tail = count;
                std::fill_n(bucket.keys.get() + count, sort_slack, padding);
                sort_into(run, bucket.keys.get(), count);
                return true;
            }
            // Keys of this bucket all go to lower levels, so that the loop does not write what it reads.
            const u64* keys = bucket.keys.get();
            for (unsigned i = 0; i < count; i++) push_into_bucket(keys[i]);
        }
        // Nothing is pending: the clock may start anew.
        base = run_end = 0;
        return false;
    }
};
