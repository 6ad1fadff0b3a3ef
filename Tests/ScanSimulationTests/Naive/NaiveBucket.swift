/// A token bucket by the virtual scheduling rule, one request of one token after another.
struct NaiveBucket: Sendable {
    /// Time between two tokens of the refill.
    let interval: Int128
    /// How much too early a token may be taken.
    let tolerance: Int128
    private var due: Int128?

    init(_ rate: NaiveRate, grain: Int128) {
        interval = rate.perSecond.inverted.counted(in: grain)
        tolerance = ((rate.burst - NaiveFraction(1)) * rate.perSecond.inverted).counted(in: grain)
    }

    /// When a request of one token, made at `instant`, is granted.
    mutating func take(at instant: Int128) -> Int128 {
        guard let due else {
            self.due = instant + interval
            return instant
        }
        let grant = max(instant, due - tolerance)
        self.due = max(grant, due) + interval
        return grant
    }

    /// When a request of one token would be granted.
    func earliest(at instant: Int128) -> Int128 { due.map { max(instant, $0 - tolerance) } ?? instant }

    /// Takes a token at an instant that was found before.
    mutating func take(promised grant: Int128) { due = max(grant, due ?? grant) + interval }

    /// When the last of `count` requests, all made at `instant`, is granted.
    mutating func take(_ count: Int, at instant: Int128) -> Int128 {
        var last = instant
        for _ in 0..<count { last = take(at: instant) }
        return last
    }
}
