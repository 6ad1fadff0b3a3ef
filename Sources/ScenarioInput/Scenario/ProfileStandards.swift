import ScanModel
import VendorProfiles

/// What a profile says where a scenario says nothing, by the path below the deployment.
struct ProfileStandards {
    struct Standard {
        var value: String?
        var provenance: Provenance
        var range: String?
        var meaning: String
    }

    /// In the order of the profile.
    private(set) var paths: [String] = []
    private var standards: [String: Standard] = [:]

    init(_ profile: VendorProfile) {
        for parameter in profile.parameters {
            var range: String?
            if parameter.minimum != nil || parameter.maximum != nil {
                let ends = [parameter.minimum, parameter.maximum].map { $0.map(String.init) ?? "" }
                range = ends[1].isEmpty ? "from \(ends[0])" : "\(ends[0]) to \(ends[1])"
            } else if let words = parameter.allowedValues, words.count <= 8 {
                range = words.joined(separator: ", ")
            }
            add(
                "parameters.\(parameter.name)", parameter.defaultValue, parameter.provenance, range, parameter.meaning)
        }
        for constant in profile.constants {
            add(
                ProfileValues.path(of: constant.name), constant.value, constant.provenance,
                ProfileValues.range(constant.range), constant.meaning)
        }
        add(
            "policies.regionReading", profile.regionReading.value.rawValue, profile.regionReading.provenance,
            GateReading.choices(of: profile).map(\.rawValue).joined(separator: ", "),
            "How the vendor's region concurrency is read.")
        for bucket in profile.buckets {
            let path = "limits.apiRates.\(bucket.action)"
            add("\(path).rate", bucket.rate, bucket.provenance, nil, "Tokens of \(bucket.action) that come back.")
            add("\(path).burst", bucket.burst, bucket.provenance, nil, "Tokens that a full bucket holds.")
        }
        for resource in profile.resources {
            add(
                "limits.\(resource.name)", resource.capacity.map(String.init), resource.provenance, nil,
                resource.meaning)
        }
        for step in profile.timedSteps {
            add(
                "timings.\(step.name).base", step.base.value, step.base.provenance,
                ProfileValues.range(step.base.range), step.meaning)
            add(
                "timings.\(step.name).perGiB", step.perGiB.value, step.perGiB.provenance,
                ProfileValues.range(step.perGiB.range), "\(step.meaning) For each GiB.")
        }
    }

    private mutating func add(
        _ path: String, _ value: String?, _ provenance: Provenance, _ range: String?, _ meaning: String
    ) {
        guard standards[path] == nil else { return }
        paths.append(path)
        standards[path] = Standard(value: value, provenance: provenance, range: range, meaning: meaning)
    }

    subscript(path: String) -> Standard? { standards[path] }
}
