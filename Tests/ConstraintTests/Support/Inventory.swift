import VendorProfiles

/// What has to have a row.
enum Inventory {
    /// File and name of every parameter, constant, bucket, resource, quota, stage and search of the vendor's profiles, and
    /// of every quota of AWS and every number that reading rests on.
    static func constants(_ data: VendorData) -> [String] {
        var names: [String] = []
        for (id, file) in [
            ("qualys-aws@1.8", "Profiles/qualys-aws-1.8.json"), ("qualys-aws@1.19", "Profiles/qualys-aws-1.19.json"),
        ] {
            guard let profile = VendorProfiles.profile(id) else { preconditionFailure("no profile \(id)") }
            names += profile.parameters.map { "\(file) parameters/\($0.name)" }
            names += profile.targetParameters.map { "\(file) targetParameters/\($0.name)" }
            names += profile.constants.map { "\(file) constants/\($0.name)" }
            names += profile.buckets.map { "\(file) buckets/\($0.action)" }
            names += profile.resources.map { "\(file) resources/\($0.name)" }
            names += profile.quotas.map { "\(file) quotas/\($0.name)" }
            names += profile.stages.map { "\(file) stages/\($0.name)" }
            names += (profile.scanTypes ?? []).map { "\(file) scanTypes/\($0.name)" }
        }
        names += AWSCatalog.readConstants.map { "Quotas/aws-reads.csv \($0.name.rawValue)" }
        return names + AWSCatalog.quotas.map { "Quotas/aws-quotas.csv \($0.name.rawValue)" }
    }
}

extension Datum {
    /// What the constant belongs to: the list and the name in a profile, the row of a table.
    var name: String {
        let steps = path.split(separator: "/")
        return file.hasSuffix(".csv") ? steps.dropLast().joined(separator: "/") : steps.prefix(2).joined(separator: "/")
    }
}
