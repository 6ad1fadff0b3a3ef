internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

struct StaggerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stagger",
        abstract: "Spreads the accounts over days or start times, so that shared quotas are used evenly.",
        discussion: """
            Each account gets a slot, a day or one of its start times, such that the fullest slot of the fullest quota is \
            as empty as possible; the answer says how good any spread could be at best. Quotas are those that the accounts \
            share: scanners, limits and request rates of the service account, and what --quota states. Each slot's cycle \
            is simulated. Times are UTC.

            A slot is closed if a blackout shares a moment with it, from its start to the next slot's. A cycle that lasts \
            longer may run into a blackout all the same; the answer says so. Blackouts are \
            written as 'Sat 00:00-Sun 24:00', 'Mon 08:00-18:00', 2026-12-24/2026-12-26 (whole days) or \
            2026-12-24T18:00Z/2026-12-27T06:00Z; those of the scenario (rollout.blackouts) count as well.

            EXAMPLES
              scanplan stagger --days 7 scenario.yaml
              scanplan stagger --days 7 --blackout 'Sat 00:00-Sun 24:00' --pin 111122223333=Mon scenario.yaml
              scanplan stagger --days 1 --every 4h --quota snapshots=5000 scenario.yaml
              scanplan stagger --days 7 --from 2026-12-07 --format ics scenario.yaml > scans.ics
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("Days over which accounts are spread; the interval unless given.", valueName: "n"))
    var days: Int?

    @Option(
        help: ArgumentHelp("Time from one start to the next, a part of a day such as 4h or 30m.", valueName: "time"))
    var every: SlotLength?

    @Option(
        help: ArgumentHelp("The first day, such as 2026-12-07; a Monday unless given. ics needs it.", valueName: "day"))
    var from: DayArgument?

    @Option(
        name: .customLong("blackout"),
        help: ArgumentHelp("A time without scans, in UTC. Can be repeated.", valueName: "window"))
    var blackouts: [BlackoutArgument] = []

    @Option(
        name: .customLong("pin"),
        help: ArgumentHelp(
            "Give an account a slot: its number from 1, or a weekday such as Mon. Can be repeated.",
            valueName: "account=slot"))
    var pins: [PinArgument] = []

    @Option(
        name: .customLong("quota"),
        help: ArgumentHelp(
            "What one slot may take in each region: snapshots, gib or instances, such as snapshots=5000. Can be repeated.",
            valueName: "what=n"))
    var quotas: [CapArgument] = []

    @Option(help: ArgumentHelp("Simulated cycles of each slot, each with draws of its own.", valueName: "n"))
    var trials = 1

    @Option(help: "How to write the answer; ics is a calendar file (RFC 5545).")
    var format: StaggerFormat = .text

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    func validate() throws {
        guard (1...10_000).contains(trials) else {
            throw ValidationError("--trials must be 1 to 10000, not \(trials).")
        }
        if let days, !(1...366).contains(days) { throw ValidationError("--days must be 1 to 366, not \(days).") }
        if format == .ics, from == nil {
            throw ValidationError("--format ics needs the first day: --from 2026-12-07, for example.")
        }
        if from == nil, let dated = blackouts.first(where: \.isDated) {
            throw ValidationError("The blackout \(dated.window) has dates, so --from must tell the first day.")
        }
        let accounts = pins.map(\.account)
        if let twice = accounts.first(where: { account in accounts.count { $0 == account } > 1 }) {
            throw ValidationError("The account \(twice) is pinned twice.")
        }
    }

    func run() throws {
        let scenario = try ScenarioLoading.load(options, jobs: jobs)
        let settings = StaggerSettings(
            days: days, slotMinutes: every?.minutes ?? BlackoutWindow.day, first: from?.day,
            blackouts: blackouts.map(\.window),
            pins: Dictionary(uniqueKeysWithValues: pins.map { ($0.account, $0.pin) }), caps: quotas.map(\.cap),
            trials: trials)
        let line = ProgressLine(title: "simulating", unit: "slots")
        let jobs = jobs
        let result: Result<StaggerAnswer, StaggerFailure> = blocking {
            do throws(StaggerFailure) {
                return .success(
                    try await StaggerStudy.answer(scenario, settings: settings, width: jobs, progress: line.report))
            } catch {
                return .failure(error)
            }
        }
        line.end()
        switch result {
        case .success(let answer):
            switch format {
            case .text: Console.answer(StaggerText.document(answer, style: Console.style))
            case .json: Console.answer(StaggerJSON.document(answer, version: Version.text).document)
            case .ics: Console.answer(StaggerCalendarFile.document(answer, version: Version.text) ?? "")
            }
        case .failure(let failure): throw report(failure, scenario.name)
        }
    }

    private func report(_ failure: StaggerFailure, _ scenario: String) -> ExitStatus {
        switch failure {
        case .infeasible(let bottlenecks):
            switch format {
            case .json: return Refusal.infeasible(bottlenecks, of: scenario, format: .json)
            case .text: return Refusal.infeasible(bottlenecks, of: scenario, format: .text)
            case .ics:
                // A calendar reader has no use for this, and people have.
                Console.diagnostic(
                    AnswerText.document(scenario: scenario, bottlenecks: bottlenecks, style: Console.style))
                return .infeasible
            }
        case .closed(let deployment, let window):
            Console.diagnostic(
                "error: deployment \(deployment): every slot is closed, the first by the blackout \(window); use more days "
                    + "(--days) or shorter slots (--every)")
            return .infeasible
        case .unanswerable(let unanswerable):
            return Refusal.unanswerable(unanswerable)
        case .unknownAccount(let account):
            Console.diagnostic("error: --pin \(account): no deployment scans anything of that account")
            return .usage
        case .noSuchSlot(let account, let slots):
            Console.diagnostic("error: --pin \(account): no such slot; there are \(slots)")
            return .usage
        case .closedSlot(let account, let window):
            Console.diagnostic("error: --pin \(account): the slot is closed by the blackout \(window)")
            return .usage
        case .tooManySlots(let count):
            Console.diagnostic(
                "error: \(count) slots, at most \(StaggerCalendar.slotsMost); use fewer days or longer slots")
            return .usage
        }
    }
}

/// How accounts spread over days are written.
enum StaggerFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, ics
}

/// A part of a day such as `4h` or `30m`.
struct SlotLength: ExpressibleByArgument {
    let minutes: Int

    init?(argument: String) {
        guard let unit = argument.last, unit == "h" || unit == "m", argument.utf8.count <= 5,
            let number = Int(argument.dropLast()), number > 0
        else { return nil }
        minutes = number * (unit == "h" ? 60 : 1)
        guard minutes <= BlackoutWindow.day, BlackoutWindow.day % minutes == 0 else { return nil }
    }
}

/// A time without scans.
struct BlackoutArgument: ExpressibleByArgument {
    let window: BlackoutWindow

    init?(argument: String) {
        guard let window = BlackoutWindow(argument) else { return nil }
        self.window = window
    }

    /// Whether it has dates.
    var isDated: Bool { if case .dated = window { true } else { false } }
}

/// An account and its slot, such as `111122223333=2` or `111122223333=Mon`.
struct PinArgument: ExpressibleByArgument {
    let account: String
    let pin: StaggerPin

    init?(argument: String) {
        guard let sign = argument.lastIndex(of: "="), sign > argument.startIndex else { return nil }
        account = String(argument[..<sign])
        let text = String(argument[argument.index(after: sign)...])
        if let fromMonday = BlackoutWindow.weekdays.firstIndex(of: text) {
            // Pins count from Sunday, as CalendarDay does.
            pin = .weekday((fromMonday + 1) % 7 + 1)
        } else if let number = Int(text), number > 0 {
            pin = .slot(number)
        } else {
            return nil
        }
    }
}

/// What a slot may take in each region, such as `snapshots=5000`.
struct CapArgument: ExpressibleByArgument {
    let cap: StaggerCap

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let measure = StaggerCap.Measure(rawValue: String(parts[0])),
            let amount = Int(parts[1]), amount > 0
        else { return nil }
        cap = StaggerCap(measure, Double(amount))
    }
}
