import ScanModel
import Testing

/// How many scanners really work, and what makes it this many.
@Suite("Effective scanners")
struct EffectiveScannerTests {
    private func clamp(
        _ items: Int, _ limits: RegionLimits, lifecycle: ScannerLifecycle = .perBatch, places: Int = 1
    ) throws -> (scanners: Int, clamp: ScannerClamp) {
        let scenario = Scenario.example(
            scanner: .example(lifecycle, places: places), regions: [limits], fleet: .equal(items))
        let plan = try scenario.plannedDeployment().regions[0]
        return (plan.scanners, plan.clamp)
    }

    @Test("as many as asked for, if there is work and room for them")
    func setting() throws {
        #expect(try clamp(100, .example(scanners: 7)) == (7, .setting))
    }

    @Test("no more than the batches, or than the places that all volumes take")
    func work() throws {
        #expect(try clamp(5, .example(scanners: 7), places: 2) == (3, .work))
        #expect(try clamp(5, .example(scanners: 7), lifecycle: .persistent, places: 2) == (3, .work))
    }

    @Test("an item counts for the places of one scanner at most")
    func oversizedItem() throws {
        let fleet = Fleet.example([[[1, 1, 1, 1, 1, 1], [1]]])
        let scenario = Scenario.example(
            scanner: .example(.persistent, places: 4), regions: [.example(scanners: 9)], fleet: fleet)
        // 4 + 1 places of 4 a scanner.
        #expect(try scenario.plannedDeployment().regions[0].scanners == 2)
    }

    @Test("no more than the subnet has addresses: 59 in a /26 without its first four and its last")
    func subnet() throws {
        let subnet = SubnetLimit(prefix: 26, reserved: 5, perScanner: 1)
        #expect(subnet.scanners == 59)
        #expect(try clamp(100, .example(scanners: 70, subnet: subnet)) == (59, .subnet))
        let wide = SubnetLimit(prefix: 26, reserved: 5, perScanner: 2)
        #expect(try clamp(100, .example(scanners: 70, subnet: wide)) == (29, .subnet))
    }

    @Test("no more than the vCPU quota holds")
    func vcpu() throws {
        let vcpu = VCPULimit(quota: 11, perScanner: 4)
        #expect(try clamp(100, .example(scanners: 70, vcpu: vcpu)) == (2, .vcpu))
    }

    @Test("the tightest counts; among equals the setting, then the work, then the subnet")
    func precedence() throws {
        let subnet = SubnetLimit(prefix: 29, reserved: 5, perScanner: 1)
        let vcpu = VCPULimit(quota: 12, perScanner: 4)
        #expect(try clamp(100, .example(scanners: 9, subnet: subnet, vcpu: vcpu)) == (3, .subnet))
        #expect(try clamp(3, .example(scanners: 9, subnet: subnet, vcpu: vcpu)) == (3, .work))
        #expect(try clamp(3, .example(scanners: 3, subnet: subnet, vcpu: vcpu)) == (3, .setting))
        let less = VCPULimit(quota: 8, perScanner: 4)
        #expect(try clamp(100, .example(scanners: 9, subnet: subnet, vcpu: less)) == (2, .vcpu))
    }

    @Test("needs: vCPU and addresses of all of them, and the largest groups of volumes at once")
    func needs() throws {
        let fleet = Fleet.example([[[5], [7], [1], [9]]])
        let batches = Scenario.example(
            scanner: .example(.perBatch, places: 2), regions: [.example(scanners: 1)], fleet: fleet)
        // Batches of 5 + 7 and 1 + 9 GiB, one at a time.
        #expect(
            try batches.plannedDeployment().regions[0].needs
                == RegionNeeds(vcpus: 2, addresses: 1, volumeSizeUnits: 12))
        let persistent = Scenario.example(
            scanner: .example(.persistent, places: 1), regions: [.example(scanners: 3)], fleet: fleet)
        #expect(
            try persistent.plannedDeployment().regions[0].needs
                == RegionNeeds(vcpus: 6, addresses: 3, volumeSizeUnits: 21))
    }
}
