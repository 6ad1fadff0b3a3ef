/// What everything costs, in micro-dollars a month, each amount rounded once to a whole one.
struct EstateCosts {
    private let estate: SensorEstate

    init(_ estate: SensorEstate) { self.estate = estate }

    /// Licences of the sensor for the assets of a class, whatever it finds out.
    func assets(_ sensor: Int, _ assets: Int) -> Int {
        estate.sensors[sensor].perAsset * estate.sensors[sensor].units(of: estate.classes[assets])
    }

    /// What the cloud takes for the looks at the assets of a class.
    func scans(_ sensor: Int, _ assets: Int) -> Int {
        let sensor = estate.sensors[sensor]
        let seconds = Int128(SensorEstate.hoursPerMonth * 3600)
        let amount = Int128(sensor.units(of: estate.classes[assets])) * Int128(sensor.perScan) * seconds
        return Int((amount + Int128(sensor.interval / 2)) / Int128(sensor.interval))
    }

    /// On top, for one assessment of a class.
    func assessment(_ sensor: Int, _ assessment: Assessment, _ assets: Int) -> Int {
        (estate.sensors[sensor].perAssessment[assessment] ?? 0)
            * estate.sensors[sensor].units(of: estate.classes[assets])
    }

    /// A shared licence for the assets of a class.
    func licence(_ licence: Int, _ assets: Int) -> Int {
        estate.licences[licence].perAsset * estate.classes[assets].count
    }

    /// Positions of the shared licences that a sensor needs.
    func licences(of sensor: Int) -> [Int] {
        let names = Set(estate.sensors[sensor].licences)
        return estate.licences.indices.filter { names.contains(estate.licences[$0].name) }
    }

    /// One assessment of a class and nothing else, without what is paid once for the sensor.
    func alone(_ sensor: Int, _ assessment: Assessment, _ assets: Int) -> Int {
        licences(of: sensor).reduce(
            self.assets(sensor, assets) + scans(sensor, assets) + self.assessment(sensor, assessment, assets)
        ) { $0 + licence($1, assets) }
    }
}

extension SensorEstate {
    /// What all sensors on all assets would cost at most, in micro-dollars; a Double, because it may be too great.
    ///
    /// Below ``costMost`` every sum of the search fits in 64 bits.
    public var costCeiling: Double {
        var sum = 0.0
        for sensor in sensors {
            let looks = Double(SensorEstate.hoursPerMonth * 3600) / Double(sensor.interval)
            let perUnit =
                Double(sensor.perAsset) + Double(sensor.perScan) * looks
                + sensor.perAssessment.values.map(Double.init).sorted().reduce(0, +)
            sum += Double(sensor.fixed) + Double(sensor.fixedPerRegion) * Double(Set(classes.map(\.region)).count)
            for assets in classes {
                sum += perUnit * Double(assets.count) * Double(max(1, assets.webApplicationsPerAsset))
            }
        }
        for licence in licences {
            for assets in classes { sum += Double(licence.perAsset) * Double(assets.count) }
        }
        return sum
    }

    /// A million million dollars.
    public static let costMost = 1e18
}
