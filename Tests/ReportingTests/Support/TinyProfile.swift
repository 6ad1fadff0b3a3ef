import Foundation
import ScanModel

/// A profile with one entry of each sort.
enum TinyProfile {
    static func profile() throws -> VendorProfile {
        try JSONDecoder().decode(VendorProfile.self, from: Data(text.utf8))
    }

    private static let text = """
        {
          "id": "tiny@1", "title": "A tiny scanner", "provider": "aws", "summary": "Covers what the tests need.",
          "regionReading": {"value": "literal", "source": "a template", "date": "2024-05", "confidence": "documented"},
          "scannedVolumes": {"value": "root", "allWhenEnabled": ["Deep"], "source": "a template", "date": "2024-05",
                             "confidence": "documented"},
          "parameters": [
            {"name": "Concurrency", "kind": "integer", "unit": "groups", "minimum": 1, "maximum": 5,
             "defaultValue": "2", "required": false, "meaning": "Groups of regions.",
             "source": "a template", "date": "2024-05", "confidence": "documented"},
            {"name": "Secret", "kind": "secretReference", "required": true, "meaning": "Where the token lies.",
             "source": "a template", "date": "2024-05", "confidence": "documented"}
          ],
          "targetParameters": [
            {"name": "Owner", "kind": "account", "required": true, "meaning": "Who may come.",
             "source": "a template", "date": "2024-05", "confidence": "documented"}
          ],
          "constants": [
            {"name": "scanner.boot", "value": "30s", "range": ["20s", "60s"], "meaning": "Until it is ready.",
             "source": "nobody", "date": "2024-06", "confidence": "assumed"}
          ],
          "buckets": [
            {"action": "CreateSnapshot", "scope": "targetAccountRegion", "per": "volume", "rate": "5/s",
             "burst": "100", "source": "a page", "date": "2024", "confidence": "documented"}
          ],
          "resources": [
            {"name": "pendingSnapshots", "scope": "targetAccountRegion", "per": "volume", "capacity": 100,
             "meaning": "Snapshots at once.", "source": "a page", "date": "2024", "confidence": "documented"},
            {"name": "gp3Storage", "scope": "serviceAccountRegion", "per": "sizeUnit", "meaning": "Storage at once.",
             "source": "a page", "date": "2024", "confidence": "documented"}
          ],
          "quotas": [
            {"name": "onDemandVcpu", "title": "on-demand vCPU", "unit": "vCPU", "freshAccountValue": 5,
             "source": "a page", "date": "2024", "confidence": "documented"}
          ],
          "stages": [
            {"name": "snapshot", "meaning": "Take a snapshot.", "acquires": ["pendingSnapshots"],
             "spends": ["CreateSnapshot"], "releases": [], "opens": ["snapshot"], "closes": [], "scanner": "none",
             "size": "largest",
             "base": {"value": "10s", "source": "nobody", "date": "2024", "confidence": "assumed"},
             "perGiB": {"value": "1s", "range": ["0s", "2s"], "source": "nobody", "date": "2024",
                        "confidence": "assumed"}}
          ]
        }
        """
}
