import TestSupport
import Testing

@testable import SensorMix

@Suite struct SensorPlannerTests {
    static let day = Estates.day
    private let objective = FreshnessObjective(within: 86_400, share: 0.95)

    /// An agent for 2 USD an asset, or snapshots for 0.01 USD a scan and 50 USD a region.
    private func estate(count: Int) -> SensorEstate {
        var agent = Estates.sensor(
            "agents", .agent, [.vulnerabilities, .policyCompliance], interval: 4 * 3600, delay: 300)
        agent.perAsset = 2_000_000
        var snapshot = Estates.sensor("snapshots", .snapshot, [.vulnerabilities, .secrets], delay: 1800)
        snapshot.perScan = 10_000
        snapshot.fixedPerRegion = 50_000_000
        return SensorEstate(
            classes: [Estates.open(count: count, wants: [.vulnerabilities: objective])], sensors: [agent, snapshot])
    }

    @Test func theFixedCostDecides() {
        // 730 / 24 scans a month are 0.304167 USD an asset; with 50 USD a region that is less than 2 USD from 30 on.
        let few = SensorPlanner.plan(estate(count: 29))
        #expect(few.choices.map(\.sensorIndex) == [0] && few.cost.total == 58_000_000 && few.isOptimal)
        let many = SensorPlanner.plan(estate(count: 30))
        #expect(many.choices.map(\.sensorIndex) == [1])
        #expect(many.cost.scans == 9_125_000 && many.cost.fixed == 50_000_000 && many.isOptimal)
        #expect(many.margins[1].change == 60_000_000 - 59_125_000)
        #expect(many.margins[0].everywhere == 60_000_000)
        #expect(MixCheck.faults(many, estate(count: 30)).isEmpty)
    }

    @Test func sharedLicencesArePaidOnce() {
        var estate = estate(count: 100)
        estate.licences = [SharedLicence(name: "hosts", perAsset: 1_000_000, owned: 80)]
        for index in 0...1 { estate.sensors[index].licences = ["hosts"] }
        estate.classes[0].wants[.policyCompliance] = objective
        estate.classes[0].wants[.secrets] = objective
        let plan = SensorPlanner.plan(estate)
        #expect(plan.cost.licences == 100_000_000)
        #expect(plan.licences == [LicenceUse(licence: 0, assets: 100, short: 20)])
        // Both are needed for something else, so nothing is saved by having vulnerabilities of one alone.
        let double = plan.doubles.first
        #expect(double?.assessments == [.vulnerabilities] && double?.isInMix == true && double?.saving == 0)
    }

    /// Random estates: the plan passes the check, its marginals are true, and each change of it is found out.
    @Test func plansPassTheCheckAndForgeriesDoNot() {
        var dice = Dice(seed: 11)
        var (forged, gaps) = (0, 0)
        for _ in 0..<150 {
            let estate = Estates.estate(&dice)
            let plan = SensorPlanner.plan(estate)
            #expect(MixCheck.faults(plan, estate).isEmpty)
            #expect(plan.isOptimal)
            gaps += plan.gaps.count
            func isFound(_ change: (inout SensorPlan) -> Void) -> Bool {
                var other = plan
                change(&other)
                return !MixCheck.faults(other, estate).isEmpty
            }
            #expect(isFound { $0.cost.scans += 1 })
            #expect(isFound { $0.lowerBound = $0.cost.total + 1 })
            if let gap = plan.gaps.first {
                #expect(isFound { $0.gaps.removeFirst() })
                #expect(isFound { $0.gaps.append(gap) })
                #expect(
                    isFound {
                        $0.gaps.removeFirst()
                        $0.choices.append(
                            SensorChoice(classIndex: gap.classIndex, assessment: gap.assessment, sensorIndex: 0))
                    })
            }
            guard !plan.choices.isEmpty else { continue }
            forged += 1
            #expect(isFound { $0.choices.removeLast() })
            #expect(isFound { $0.choices.append($0.choices[0]) })
            #expect(isFound { $0.choices[0].sensorIndex = estate.sensors.count })
            #expect(isFound { $0.choices[0].classIndex = 99 })
            #expect(
                isFound {
                    let need = $0.choices.removeFirst()
                    $0.gaps.append(
                        CoverageGap(classIndex: need.classIndex, assessment: need.assessment, remedies: []))
                })
            if plan.cost.total > 0 {
                #expect(
                    isFound {
                        $0.proof = .leaf(shares: [:])
                        $0.lowerBound = $0.cost.total + 1
                    })
            }
        }
        #expect(forged > 80 && gaps > 80, "\(forged) \(gaps)")
    }

    /// Asking for less never costs more, and neither does having another sensor to choose from.
    @Test func lessWantedAndMoreOfferedIsNeverDearer() {
        var dice = Dice(seed: 23)
        var (loosened, added) = (0, 0)
        for _ in 0..<500 {
            var estate = Estates.estate(&dice)
            // Needs that nothing meets cost nothing, so only the needs that are met count.
            for gap in SensorPlanner.plan(estate).gaps { estate.classes[gap.classIndex].wants[gap.assessment] = nil }
            guard estate.classes.contains(where: { !$0.wants.isEmpty }) else { continue }
            let cost = SensorPlanner.plan(estate).cost.total
            var looser = estate
            for index in looser.classes.indices {
                looser.classes[index].wants = looser.classes[index].wants.mapValues {
                    FreshnessObjective(within: $0.within + 3600 * dice.roll(0...48), share: $0.share * 0.97)
                }
            }
            let less = SensorPlanner.plan(looser).cost.total
            #expect(less <= cost)
            if less < cost { loosened += 1 }
            var other = Estates.estate(&dice).sensors[0]
            other.name = "other"
            estate.sensors.append(other)
            let more = SensorPlanner.plan(estate).cost.total
            #expect(more <= cost)
            if more < cost { added += 1 }
        }
        #expect(loosened > 5 && added > 10, "\(loosened) \(added)")
    }

    @Test func theOrderOfClassesAndSensorsDoesNotMatter() {
        var dice = Dice(seed: 31)
        for _ in 0..<60 {
            let estate = Estates.estate(&dice)
            var other = estate
            other.classes = dice.shuffled(estate.classes)
            other.sensors = dice.shuffled(estate.sensors)
            #expect(SensorPlanner.plan(estate).cost.total == SensorPlanner.plan(other).cost.total)
        }
    }

    @Test func theMarginIsWhatAPlanWithoutCosts() {
        var dice = Dice(seed: 37)
        var seen = 0
        for _ in 0..<60 {
            let estate = Estates.estate(&dice)
            let plan = SensorPlanner.plan(estate)
            for margin in plan.margins where margin.isUsed {
                var rest = estate
                rest.sensors.remove(at: margin.sensorIndex)
                let other = SensorPlanner.plan(rest)
                #expect(margin.change == other.cost.total - plan.cost.total)
                #expect(margin.needsLost == other.gaps.count - plan.gaps.count)
                seen += 1
            }
        }
        #expect(seen > 30)
    }

    /// A deadline that the roll-out misses makes the other sensor the cheapest.
    @Test func aSlowRolloutLeavesItToOthers() {
        var estate = estate(count: 10)
        estate.sensors[0].rollout = SensorRollout(waveShare: 0.1, waveEvery: 7)
        let slow = SensorPlanner.plan(estate)
        #expect(slow.choices.map(\.sensorIndex) == [0])
        // Nine more waves, and the first results of the last one on the day after.
        #expect(slow.firstDay == 64)
        #expect(slow.rollouts.first?.shares.first == 0.1)
        estate.metBy = 60
        let quick = SensorPlanner.plan(estate)
        #expect(quick.choices.map(\.sensorIndex) == [1] && quick.firstDay == 0)
    }
}
