internal import EventSimulation
internal import ScanModel

extension WeeksRegion {
    /// Counts the time since the last scan of an instance, or since its start.
    ///
    /// Complexity: O(1) and O(weeks that it spans).
    mutating func settle(_ row: Int, until now: Int64) {
        let since = rows[row].since
        let coveredUntil = rows[row].isScanned ? since + min(ticks.interval, now - since) : since
        var start = since
        var number = Int(since / ticks.week)
        while start < now, number < weekCount {
            let end = min(now, Int64(number + 1) * ticks.week)
            tallies[number].alive += Int128(end - start)
            tallies[number].covered += Int128(max(0, min(coveredUntil, end) - start))
            start = end
            number += 1
        }
        let first = max(0, ticks.warmUp - since) / ticks.perSecond
        let last = (now - since) / ticks.perSecond
        guard now > ticks.warmUp, last >= first else { return }
        let account = account(row)
        add(from: first, to: last, account)
        greatest = max(greatest, last)
        accounts[account].greatest = max(accounts[account].greatest, last)
    }

    /// A stretch of ages in seconds.
    private mutating func add(from first: Int64, to last: Int64, _ account: Int) {
        WeeksRegion.step(&ages, at: 0, classes, first, 1)
        WeeksRegion.step(&ages, at: 0, classes, last, -1)
        let start = account * (accountClasses.count + 1)
        WeeksRegion.step(&accountAges, at: start, accountClasses, first, 1)
        WeeksRegion.step(&accountAges, at: start, accountClasses, last, -1)
    }

    @inline(__always)
    private static func step(
        _ weights: inout FlatBuffer<AgeDistribution.Weight>, at start: Int, _ classes: AgeDistribution.Classes,
        _ seconds: Int64, _ sign: Int64
    ) {
        let index = classes.index(Int(seconds / 60))
        weights[start + index].partial += sign * (Int64(classes.start(index + 1)) * 60 - seconds)
        weights[start + index + 1].step += sign
    }

    /// What happened, once the horizon is reached.
    mutating func finish(accountNames: [String], events: Int) -> RegionWeeks {
        for row in 0..<rowCount where rows[row].state != .free && !rows[row].hasEnded {
            settle(row, until: ticks.horizon)
        }
        // A trial may end within a week.
        tallies[week].backlog = openRequests
        if scannersRunning > 0 { busy += measured(from: busySince, to: ticks.horizon) }
        let perAccount = accountClasses.count + 1
        let weights = accountAges.array(perAccount * accountCount)
        return RegionWeeks(
            region: name, scanners: scannersAtOnce, weeks: tallies.array(weekCount), busy: busy,
            scannerTicks: scannerTicks, measured: ticks.horizon - ticks.warmUp,
            forgottenAfterWarmUp: forgottenAfterWarmUp,
            ages: AgeDistribution(classes, weights: ages.array(classes.count + 1), greatest: greatest),
            firstCycle: firstCycle,
            accounts: (0..<accountCount).map { account in
                AccountWeeks(
                    account: accountNames[account], instances: Int(accounts[account].instances),
                    ages: AgeDistribution(
                        accountClasses, weights: Array(weights[account * perAccount..<(account + 1) * perAccount]),
                        greatest: accounts[account].greatest))
            },
            events: events)
    }
}
