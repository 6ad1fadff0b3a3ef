internal import DocumentReading
import ScanModel

/// Reads records of CloudTrail and notices of EventBridge.
///
/// Fields and their meaning: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
/// and https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html.
struct TrailReader {
    /// Requests and notices of one reading; beyond that memory would not be bounded.
    static let eventsMax = 20_000_000

    private(set) var events: [TrailEvent] = []
    private(set) var notices: [TrailNotice] = []
    /// Records of requests that nothing here is made of.
    private(set) var others = 0
    private(set) var issues = FileIssues()

    /// Begins the next file.
    mutating func takeIssues(of file: String) -> [InputIssue] {
        defer { issues = FileIssues() }
        return issues.all(of: file)
    }

    /// Reads one element, a record or a notice.
    mutating func read(_ elements: inout JSONElements, file: String) {
        let root = elements.element.root
        guard elements.element.kind(root) == .object else {
            return issues.add(&elements, at: root, "found \(elements.element.description(of: root))", "a record")
        }
        guard events.count + notices.count < Self.eventsMax else {
            others += 1
            if others == 1 {
                issues.add(&elements, at: root, "this is one record too many", "at most \(Self.eventsMax) records")
            }
            return
        }
        if elements.element.member("detail-type", of: root) != nil {
            readNotice(root, &elements)
        } else {
            readRecord(root, &elements, file: file)
        }
    }

    private mutating func readRecord(_ root: JSONNode, _ elements: inout JSONElements, file: String) {
        let expected = "a record of CloudTrail, with eventName, eventSource and eventTime"
        let name = ElementFields.requiredText("eventName", of: root, &elements, &issues, expected)
        let source = ElementFields.requiredText("eventSource", of: root, &elements, &issues, expected)
        guard let name, let source else { return }
        guard source == "ec2.amazonaws.com", let action = TrailEvent.Action(rawValue: name) else {
            others += 1
            return
        }
        let time = ElementFields.requiredInstant("eventTime", of: root, &elements, &issues)
        let code = ElementFields.optionalText("errorCode", of: root, &elements, &issues)
        let region = ElementFields.region("awsRegion", of: root, &elements, &issues)
        let account = account(of: root, &elements)
        // Of an event that several accounts receive each has an id of its own and one that they share.
        let id =
            ElementFields.optionalText("sharedEventID", of: root, &elements, &issues)
            ?? ElementFields.optionalText("eventID", of: root, &elements, &issues)
        guard let time else { return }
        let unnamed = "\(file):\(elements.document):\(elements.index)"
        var event = TrailEvent(
            action: action, time: time, account: account, region: region, ending: Self.ending(code), id: id ?? unnamed)
        if event.ending == .granted { readDetails(of: &event, root, &elements) }
        events.append(event)
    }

    /// The account whose credentials asked; EC2 counts requests by it.
    private mutating func account(of root: JSONNode, _ elements: inout JSONElements) -> String? {
        let identity = ElementFields.present("userIdentity", of: root, elements.element)
        let asked = identity.flatMap {
            ElementFields.account("accountId", of: $0, &elements, &issues)
        }
        return asked ?? ElementFields.account("recipientAccountId", of: root, &elements, &issues)
    }

    /// Codes of throttles as AWS clients know them, with or without the `Client.` that CloudTrail writes for EC2.
    private static let throttles: Set<String> = [
        "RequestLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
        "RequestThrottledException", "TooManyRequestsException", "EC2ThrottledException",
    ]

    private static func ending(_ code: String?) -> TrailEvent.Ending {
        guard let code else { return .granted }
        let plain = ["Client.", "Server."].reduce(code) { $0.hasPrefix($1) ? String($0.dropFirst($1.count)) : $0 }
        return throttles.contains(plain) ? .throttled : .failed
    }

    private mutating func readDetails(of event: inout TrailEvent, _ root: JSONNode, _ elements: inout JSONElements) {
        let asked = ElementFields.present("requestParameters", of: root, elements.element)
        let answered = ElementFields.present("responseElements", of: root, elements.element)
        switch event.action {
        case .createSnapshot:
            event.snapshot = text("snapshotId", of: answered, "responseElements", root, &elements)
            event.size = size("volumeSize", of: answered, &elements)
        case .copySnapshot:
            event.source = text("sourceSnapshotId", of: asked, "requestParameters", root, &elements)
            event.snapshot = text("snapshotId", of: answered, "responseElements", root, &elements)
        case .modifySnapshotAttribute, .deleteSnapshot:
            event.snapshot = text("snapshotId", of: asked, "requestParameters", root, &elements)
        case .createVolume:
            event.volume = text("volumeId", of: answered, "responseElements", root, &elements)
            event.snapshot = asked.flatMap { ElementFields.optionalText("snapshotId", of: $0, &elements, &issues) }
            event.size = size("size", of: answered, &elements)
        case .attachVolume, .detachVolume:
            event.volume = text("volumeId", of: asked, "requestParameters", root, &elements)
            let instance = asked.flatMap { ElementFields.optionalText("instanceId", of: $0, &elements, &issues) }
            event.instances = instance.map { [$0] } ?? []
        case .deleteVolume: event.volume = text("volumeId", of: asked, "requestParameters", root, &elements)
        case .runInstances: event.instances = instances(answered, "responseElements", root, &elements)
        case .terminateInstances: event.instances = instances(asked, "requestParameters", root, &elements)
        }
    }

    private mutating func text(
        _ name: StaticString, of object: JSONNode?, _ key: String, _ root: JSONNode, _ elements: inout JSONElements
    ) -> String? {
        guard let object else {
            issues.add(&elements, at: root, "\(key) is missing", "an object with \(name)")
            return nil
        }
        // CloudTrail leaves out what is too large, and says so.
        if elements.element.member("omitted", of: object) != nil { return nil }
        return ElementFields.requiredText(
            name, of: object, &elements, &issues, "a text such as \"snap-0123456789abcdef0\"")
    }

    /// A size in GiB, written as a text or a number; nil if there is none.
    private mutating func size(
        _ name: StaticString, of object: JSONNode?, _ elements: inout JSONElements
    ) -> GiB? {
        guard let object, let node = ElementFields.present(name, of: object, elements.element) else { return nil }
        let written = elements.element.text(node) ?? elements.element.numberText(node)
        guard let size = written.flatMap({ Rational(decimal: $0) }), size > .zero, size <= Rational(1 << 20) else {
            issues.add(
                &elements, at: node, "found \(elements.element.description(of: node))", "a size in GiB, above 0")
            return nil
        }
        return GiB(size)
    }

    private mutating func instances(
        _ object: JSONNode?, _ key: String, _ root: JSONNode, _ elements: inout JSONElements
    ) -> [String] {
        guard let object else {
            issues.add(&elements, at: root, "\(key) is missing", "an object with instancesSet")
            return []
        }
        if elements.element.member("omitted", of: object) != nil { return [] }
        guard let set = ElementFields.present("instancesSet", of: object, elements.element),
            let items = ElementFields.present("items", of: set, elements.element)
        else {
            issues.add(&elements, at: object, "instancesSet.items is missing", "a list of instances")
            return []
        }
        return elements.element.elements(items).compactMap {
            ElementFields.requiredText(
                "instanceId", of: $0, &elements, &issues, "a text such as \"i-0123456789abcdef0\"")
        }
    }
}

extension TrailReader {
    private static let subjects: [String: TrailNotice.Subject] = [
        "createSnapshot": .snapshot, "copySnapshot": .copy, "createVolume": .volume,
    ]

    private mutating func readNotice(_ root: JSONNode, _ elements: inout JSONElements) {
        guard let kind = ElementFields.requiredText("detail-type", of: root, &elements, &issues, "a text") else {
            return
        }
        guard let detail = ElementFields.present("detail", of: root, elements.element) else {
            return issues.add(&elements, at: root, "detail is missing", "an event of EventBridge")
        }
        // A rule may pass records of CloudTrail on as they are.
        if kind == "AWS API Call via CloudTrail" { return readRecord(detail, &elements, file: "") }
        guard kind == "EBS Snapshot Notification" || kind == "EBS Volume Notification" else {
            others += 1
            return
        }
        let name = ElementFields.requiredText("event", of: detail, &elements, &issues, "the name of an event")
        let result = ElementFields.requiredText("result", of: detail, &elements, &issues, "a result")
        guard let name, let result else { return }
        guard let subject = Self.subjects[name], ["succeeded", "available"].contains(result) else {
            others += 1
            return
        }
        readDone(subject, root, detail, &elements)
    }

    private mutating func readDone(
        _ subject: TrailNotice.Subject, _ root: JSONNode, _ detail: JSONNode, _ elements: inout JSONElements
    ) {
        let region = ElementFields.region("region", of: root, &elements, &issues)
        let account = ElementFields.account("account", of: root, &elements, &issues)
        if subject == .volume {
            let end = ElementFields.requiredInstant("time", of: root, &elements, &issues)
            let list = ElementFields.present("resources", of: root, elements.element)
            let first = list.flatMap { elements.element.elements($0).first }
            guard let name = first.flatMap({ elements.element.text($0) }) else {
                return issues.add(&elements, at: root, "resources names no volume", "the ARN of a volume")
            }
            guard let end else { return }
            return notices.append(
                TrailNotice(subject: subject, id: Self.lastPart(name), end: end, account: account, region: region))
        }
        let id = ElementFields.requiredText("snapshot_id", of: detail, &elements, &issues, "the ARN of a snapshot")
        let start = instant("startTime", "StartTime", of: detail, &elements)
        let end = instant("endTime", "EndTime", of: detail, &elements)
        guard let id, let start, let end else { return }
        guard start.seconds <= end.seconds else {
            return issues.add(&elements, at: detail, "endTime is before startTime", "the end after the start")
        }
        notices.append(
            TrailNotice(
                subject: subject, id: Self.lastPart(id), start: start, end: end, account: account, region: region))
    }

    /// Older notices write the names with a capital.
    private mutating func instant(
        _ name: StaticString, _ older: StaticString, of detail: JSONNode, _ elements: inout JSONElements
    ) -> LogInstant? {
        let isOlder = ElementFields.present(name, of: detail, elements.element) == nil
        return ElementFields.requiredInstant(isOlder ? older : name, of: detail, &elements, &issues)
    }

    /// `arn:aws:ec2:us-west-2::snapshot/snap-01234567` -> `snap-01234567`
    private static func lastPart(_ arn: String) -> String { String(arn.split(separator: "/").last ?? Substring(arn)) }
}
