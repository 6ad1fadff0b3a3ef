internal import Dispatch
internal import Studies
internal import StudyStore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What this process has claimed of a sweep; claims are renewed as long as the process lives.
///
/// A process that was killed leaves its claims behind. Others on the same machine see that it is over and take them; on
/// another machine they last for `lease` seconds, in which others do the rest.
final class SweepClaims: Sendable {
    /// How long a claim holds, and how often it is renewed, in seconds.
    private static let lease = 12
    private static let renewal = 4

    private let keeper: StoreKeeper
    private let owner: String
    /// What is claimed; nil at the end.
    private let held = Mutex<[Int]?>([])
    /// Of its own, so that workers do not keep it waiting.
    private let queue = DispatchQueue(label: "claims")

    init(_ keeper: StoreKeeper) {
        self.keeper = keeper
        owner = ProcessName.own()
        renewLater()
    }

    /// Claims points; those that are free.
    func claim(_ numbers: [Int]) throws(StoreError) -> [Int] {
        var own = try keeper.claim(numbers, owner: owner, seconds: SweepClaims.lease)
        if own.count < numbers.count, try releaseThoseOfTheDead() {
            own = try keeper.claim(numbers, owner: owner, seconds: SweepClaims.lease)
        }
        held.withLock { $0 = own }
        return own
    }

    /// Gives up what processes that are over have claimed; whether there was something.
    private func releaseThoseOfTheDead() throws(StoreError) -> Bool {
        let dead = try keeper.owners().filter(ProcessName.isOver)
        for owner in dead { try keeper.release(owner) }
        return !dead.isEmpty
    }

    /// Gives up what was claimed.
    func release() throws(StoreError) {
        let had = held.withLock { held in
            defer { if held != nil { held = [] } }
            return held?.isEmpty == false
        }
        if had { try keeper.release(owner) }
    }

    /// Gives up what was claimed, whatever happened; a claim that cannot be given up ends by itself.
    func end() {
        try? release()
        held.withLock { $0 = nil }
    }

    private func renewLater() {
        queue.asyncAfter(deadline: .now() + .seconds(SweepClaims.renewal)) { [weak self] in self?.renew() }
    }

    private func renew() {
        guard let own = held.withLock({ $0 }) else { return }
        // What fails here fails again when the points are kept, where it is told.
        if !own.isEmpty { _ = try? keeper.claim(own, owner: owner, seconds: SweepClaims.lease) }
        renewLater()
    }

    /// Waits a little for others who have claimed what is left.
    static func pause() { usleep(200_000) }
}
