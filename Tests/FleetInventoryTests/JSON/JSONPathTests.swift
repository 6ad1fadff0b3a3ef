import Testing

@testable import FleetInventory

@Suite struct JSONPathTests {
    @Test func readsLikeTheDocument() {
        let instance = JSONPath.document.element("Reservations", 3).element("Instances", 0)
        #expect(instance.description == "Reservations[3].Instances[0]")
        #expect(instance.key("Placement").key("AvailabilityZone").steps.count == 6)
        #expect(JSONPath.document.description.isEmpty)
    }
}
