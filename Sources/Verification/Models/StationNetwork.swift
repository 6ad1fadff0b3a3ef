internal import EventSimulation
internal import RandomStreams

/// Stations with exponential services, between which customers move; they come from outside, or a fixed number of them
/// goes round.
///
/// Observed in batches of equal numbers of departures from the first station. Controls as in ``MultiServer``, with the
/// numbers at the stations as weights.
struct StationNetwork: BatchedModel {
    struct Event: BitwiseCopyable, Sendable {
        /// -1 for an arrival from outside.
        var station: Int32
        var customer: Int32
    }

    struct Station: Sendable {
        var servers: Int
        /// Services of one server in a unit of time.
        var rate: Double
        /// Where customers go next; nil leaves.
        var next: Int?
        /// The probability of going back to another station instead, and that station.
        var again: (probability: Double, station: Int)?
    }

    enum Top: Int, CaseIterable {
        case duration, sojourn, left, throughput
        /// The integral of the number at the first station, and of its busy servers.
        case firstArea, firstBusy
    }

    struct Settings: Sendable {
        var stations: [Station]
        /// Arrivals at the first station; 0 in a closed network.
        var arrivalRate = 0.0
        /// Customers of a closed network; they begin at the first station.
        var population = 0
        var batchSize: Int
        var batches: Int
    }

    let settings: Settings
    let variates: Variates
    private(set) var tops: Tally
    private(set) var controls: Tally
    private(set) var edges: [[Double]] = []
    private var numbers: [Double]
    private var busy: [Double]
    private var lines: [[Int32]]
    private var heads: [Int]
    private var services: [Int]
    private var began: [Int64] = []
    /// Sum over the customers inside of the ticks since they came.
    private var age = 0.0
    private var batch = 0
    private var departures = 0
    private var last: Int64 = 0

    init(_ settings: Settings, _ variates: Variates) {
        self.settings = settings
        self.variates = variates
        let count = settings.stations.count
        tops = Tally(columns: Top.allCases.count, observations: settings.batches)
        controls = Tally(columns: (count + 2) * (count + 1), observations: settings.batches)
        numbers = Array(repeating: 0, count: count)
        busy = numbers
        lines = Array(repeating: [], count: count)
        heads = Array(repeating: 0, count: count)
        services = heads
    }

    private var isOver: Bool { batch >= settings.batches }

    /// Counts of events, by kind.
    var plainSums: [Int] { (0...numbers.count).map { $0 * (numbers.count + 1) } }

    mutating func start(_ agenda: inout Agenda<Event>) {
        if settings.arrivalRate > 0 { agenda.schedule(Event(station: -1, customer: 0), at: .start) }
        for _ in 0..<settings.population { enter(0, newCustomer(at: 0), &agenda) }
        edges.append(edge)
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        integrate(to: agenda.now.ticks)
        if event.station < 0 {
            weigh(1, row: 0)
            let customer = newCustomer(at: agenda.now.ticks)
            enter(0, customer, &agenda)
            let gap = variates.draw(.exponential(mean: 1 / settings.arrivalRate), began.count, 0)
            if !isOver {
                agenda.schedule(Event(station: -1, customer: 0), at: agenda.now + ModelClock.ticks(gap))
            }
            return
        }
        let place = Int(event.station)
        let station = settings.stations[place]
        weigh(1, row: place + 1)
        leave(place, &agenda)
        var target = station.next
        if let again = station.again {
            let isAgain = variates.uniform(services[place], 20 + UInt16(place)) < again.probability
            services[place] += 1
            weigh((isAgain ? 1 : 0) - again.probability, row: settings.stations.count + 1)
            if isAgain { target = again.station }
        }
        if let next = target {
            enter(next, event.customer, &agenda)
        } else {
            let sojourn = ModelClock.units(agenda.now.ticks - began[Int(event.customer)])
            age -= sojourn
            tops.add(sojourn, Top.sojourn.rawValue, at: batch)
            tops.add(1, Top.left.rawValue, at: batch)
        }
        if place == 0 {
            tops.add(1, Top.throughput.rawValue, at: batch)
            departures += 1
            if departures.isMultiple(of: settings.batchSize) {
                batch += 1
                edges.append(edge)
            }
        }
    }

    private mutating func newCustomer(at now: Int64) -> Int32 {
        began.append(now)
        return Int32(began.count - 1)
    }

    private mutating func enter(_ station: Int, _ customer: Int32, _ agenda: inout Agenda<Event>) {
        numbers[station] += 1
        lines[station].append(customer)
        begin(station, &agenda)
    }

    private mutating func leave(_ station: Int, _ agenda: inout Agenda<Event>) {
        numbers[station] -= 1
        busy[station] -= 1
        begin(station, &agenda)
    }

    private mutating func begin(_ place: Int, _ agenda: inout Agenda<Event>) {
        let station = settings.stations[place]
        guard !isOver, Int(busy[place]) < station.servers, heads[place] < lines[place].count else { return }
        let number = heads[place]
        heads[place] += 1
        busy[place] += 1
        let service = variates.draw(.exponential(mean: 1 / station.rate), number, 1 + UInt16(place))
        agenda.schedule(
            Event(station: Int32(place), customer: lines[place][number]), at: agenda.now + ModelClock.ticks(service))
    }

    private mutating func integrate(to now: Int64) {
        let span = ModelClock.units(now - last)
        last = now
        weigh(-settings.arrivalRate * span, row: 0)
        var inside = 0.0
        for place in numbers.indices {
            weigh(-settings.stations[place].rate * busy[place] * span, row: place + 1)
            inside += numbers[place]
        }
        age += inside * span
        tops.add(span, Top.duration.rawValue, at: batch)
        tops.add(numbers[0] * span, Top.firstArea.rawValue, at: batch)
        tops.add(busy[0] * span, Top.firstBusy.rawValue, at: batch)
    }

    /// Adds to the controls of one kind of event, with the weights 1 and the numbers at the stations.
    private mutating func weigh(_ amount: Double, row: Int) {
        let first = row * (numbers.count + 1)
        controls.add(amount, first, at: batch)
        for place in numbers.indices { controls.add(amount * numbers[place], first + 1 + place, at: batch) }
    }

    private var edge: [Double] {
        var values = numbers
        for left in numbers.indices {
            for right in left..<numbers.count { values.append(numbers[left] * numbers[right]) }
        }
        values.append(settings.population > 0 ? 0 : age)
        return values
    }
}
