/// Section 3: a token bucket as its GCRA recurrence, word for word.
struct NaiveBucket {
    private let limit: NaiveDocument.Bucket?
    private var theoreticalArrival: NaiveRational?
    private var lastRequest: NaiveRational?

    init(_ limit: NaiveDocument.Bucket?) {
        self.limit = limit
    }

    /// The instant at which a request presented at `request` gets its token.
    mutating func grant(_ request: NaiveRational) -> NaiveRational {
        // The recurrence only means a FIFO bucket when requests are presented in order of time.
        precondition(request >= lastRequest ?? request, "a request presented before an earlier one")
        lastRequest = request

        guard let limit else { return request }  // a null bucket grants at once
        let interval = 1 / limit.rate  // T
        let tolerance = (limit.burst - 1) * interval  // tau
        guard let arrival = theoreticalArrival else {
            theoreticalArrival = request + interval
            return request
        }
        let granted = max(request, arrival - tolerance)
        theoreticalArrival = max(granted, arrival) + interval
        return granted
    }
}
