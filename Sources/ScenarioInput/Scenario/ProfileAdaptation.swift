import ScanModel
import VendorProfiles

extension VendorProfile {
    /// The profile with what follows from its parameters: volumes of a scanner, and the machine type for so many.
    ///
    /// A profile in which no parameter says how many volumes a scanner takes is the same as before.
    func adapted(to parameters: VendorParameters) -> VendorProfile {
        guard let parameter = parameter(.volumesPerScanner), let volumes = parameters.integer(.volumesPerScanner) else {
            return self
        }
        var adapted = self
        for index in constants.indices {
            switch constants[index].name {
            case "volumesPerScanner":
                adapted.constants[index].value = "\(volumes)"
                adapted.constants[index].range = nil
                adapted.constants[index].source = parameter.source
                adapted.constants[index].date = parameter.date
                adapted.constants[index].confidence = parameter.confidence
            case "scannerInstanceType":
                guard let machine = (machines ?? []).first(where: { $0.volumes == volumes }) else { continue }
                adapted.constants[index].value = machine.type
                adapted.constants[index].source = machine.source
                adapted.constants[index].date = machine.date
                adapted.constants[index].confidence = machine.confidence
            default: continue
            }
        }
        return adapted
    }
}

extension GateReading {
    /// The ways in which the region concurrency of a product can be read; of an unknown product the usual ones.
    static func choices(of profile: VendorProfile?) -> [GateReading] {
        profile?.waves == nil ? [.parallelGroups, .rounds, .literal] : [.turns]
    }
}
