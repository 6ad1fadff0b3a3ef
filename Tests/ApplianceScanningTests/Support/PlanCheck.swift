import ApplianceScanning

/// What is wrong with a plan, found without any of the planner's code.
func faults(of plan: AppliancePlan, _ estate: ScanEstate, _ terms: ApplianceTerms) -> [String] {
    var faults: [String] = []
    let networks = Dictionary(uniqueKeysWithValues: estate.networks.map { ($0.name, $0) })
    let segments = Dictionary(uniqueKeysWithValues: estate.segments.map { ($0.name, $0) })
    var left = estate.segments.reduce(into: [:]) { $0[$1.name] = $1.hosts }
    for lost in plan.unreachable { left[lost.segment]! -= lost.hosts }
    var machines = 0
    var traffic = 0
    for appliance in plan.appliances {
        let source = networks[appliance.network]!
        machines += terms.hourlyPrices[source.region]![appliance.size]! * terms.hoursPerMonth
        var seconds = 0
        for share in appliance.load {
            let segment = segments[share.segment]!
            let home = networks[segment.network]!
            if !ExhaustivePlan.reaches(estate, from: source, segment) {
                faults.append("\(appliance.name) does not reach \(segment.name)")
            }
            left[segment.name]! -= share.hosts
            seconds += share.hosts * segment.secondsPerHost
            if source.name != home.name {
                let price = terms.tariff.perGigabyte(source.region, home.region)
                traffic += share.hosts * ((segment.megabytesPerHost * terms.scansPerMonth * price + 999) / 1000)
            }
        }
        if seconds > appliance.hostsInParallel * terms.windowSeconds {
            faults.append("\(appliance.name) has too much work")
        }
        if appliance.makespanSeconds > terms.windowSeconds { faults.append("\(appliance.name) ends late") }
    }
    for (name, hosts) in left.sorted(by: { $0.key < $1.key }) where hosts != 0 {
        faults.append("\(name): \(hosts) hosts are not scanned")
    }
    let licences = terms.licencePerMonth * plan.appliances.count
    if (plan.cost.machines, plan.cost.licences, plan.cost.traffic) != (machines, licences, traffic) {
        faults.append("the cost is not \(machines) + \(licences) + \(traffic)")
    }
    if plan.lowerBound > plan.cost.total { faults.append("the bound is above the cost") }
    if plan.certificate.bound > plan.lowerBound { faults.append("the certificate is above the bound") }
    return faults
}
