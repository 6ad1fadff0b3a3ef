import ScanModel
import Testing

@Suite("Region limits")
struct RegionLimitsTests {
    @Test("hold as many scanners as a subnet has usable addresses for")
    func subnet() {
        #expect(SubnetLimit(prefix: 28, reserved: 5, perScanner: 1).scanners == 11)
        #expect(SubnetLimit(prefix: 24, reserved: 5, perScanner: 2).scanners == 125)
        #expect(SubnetLimit(prefix: 32, reserved: 0, perScanner: 1).scanners == 1)
        #expect(SubnetLimit(prefix: 30, reserved: 5, perScanner: 1).scanners == 0)
        #expect(SubnetLimit(prefix: 0, reserved: 0, perScanner: 1).scanners == 4_294_967_296)
    }

    @Test("hold as many scanners as a vCPU quota has room for")
    func vcpu() {
        #expect(VCPULimit(quota: 5, perScanner: 2).scanners == 2)
        #expect(VCPULimit(quota: 1, perScanner: 2).scanners == 0)
        #expect(VCPULimit(quota: 64, perScanner: 2).scanners == 32)
    }
}
