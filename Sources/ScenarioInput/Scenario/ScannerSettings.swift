import ScanModel
import VendorProfiles

/// The machine that the scenario wants for a scanner.
struct ScannerSettings {
    var instanceType: Setting<String>?
    var vcpus: Setting<Int>?
    /// Whole GiB.
    var rootVolume: Setting<Int>?

    init() {}

    /// Reads the mapping `scanner`.
    init(_ field: Field) {
        var scanner = ScannerSettings()
        field.withMapping { reader in
            scanner.instanceType = reader.optional("instanceType", "Machine type.").flatMap { $0.setting($0.text()) }
            scanner.vcpus = reader.optional("vcpus", "vCPU of a machine type that is not known.").flatMap {
                $0.setting($0.integer(1...1024))
            }
            scanner.rootVolume = reader.optional("rootVolume", "Size of its root volume.").flatMap {
                $0.setting($0.volume())
            }
        }
        scanner.checkType(field.cloud)
        self = scanner
    }

    private func checkType(_ cloud: Cloud) {
        guard let instanceType else { return }
        let known = cloud.vcpus(ofMachineType: instanceType.value)
        switch (known, vcpus) {
        case (nil, nil):
            instanceType.field.report(
                "\(instanceType.field.shown), a machine type whose vCPU are not known",
                expected: "a known type, or `vcpus` beside it",
                suggestion: NearestKey.find(instanceType.value, among: cloud.machineTypes))
        case (let known?, let vcpus?) where known != vcpus.value:
            vcpus.field.report(vcpus.field.shown, expected: "\(known), the vCPU of \(instanceType.value)")
        default:
            break
        }
    }
}
