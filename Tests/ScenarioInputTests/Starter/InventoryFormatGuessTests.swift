import Testing

@testable import ScenarioInput

@Suite("The format of an inventory, guessed")
struct InventoryFormatGuessTests {
    @Test(
        "Name and first line decide",
        arguments: [
            ("i", nil, InventoryPath.Format.awsCli),
            ("folder.csv", nil, .awsCli),
            ("a.json", "account,region,instances\n", .awsCli),
            ("A.JSON", "x", .awsCli),
            ("a", " \n{\"Reservations\"", .awsCli),
            ("a", "[", .awsCli),
            ("a", "", .awsCli),
            ("a.json", "[\n  {\"id\": \"/subscriptions/0\"", .azureCli),
            ("a", "{\"count\": 0, \"data\": [], \"skip_token\": null}", .azureCli),
            ("a.txt", " [{\"cloudName\": \"AzureCloud\", \"tenantId\": \"0\"}]", .azureCli),
            ("a.json", "\u{FEFF}{\"Reservations\": [{\"Note\": \"/subscriptions/\"}]}", .awsCli),
            ("a.csv", "", .fleetCsv),
            ("a.csv", "{\"Volumes\": []}", .fleetCsv),
            ("a.csv", "account,region,platform,tags,volumes_gib,count\n1,2,instances,4", .fleetCsv),
            ("a.csv", "account,region,instances,volumes\n", .resourceCounts),
            ("a.csv", "\"instances\",region,account\r\nx", .resourceCounts),
            ("a.txt", "\u{FEFF}instances,region,account", .resourceCounts),
            ("a.txt", "\u{FEFF}{\"Volumes\": []}", .awsCli),
            ("/dev/fd/63", "region,account,volumes_gib\n", .fleetCsv),
        ] as [(String, String?, InventoryPath.Format)])
    func guess(path: String, start: String?, expected: InventoryPath.Format) {
        #expect(InventoryPath.Format.guess(path: path, start: start.map { Array($0.utf8) }) == expected)
    }
}
