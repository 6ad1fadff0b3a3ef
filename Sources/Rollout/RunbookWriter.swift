import ScanModel

/// Writes the steps; what they say of the vendor is from
/// https://docs.qualys.com/en/conn/1.8.0/scans/snapshot-based_scan.htm,
/// https://docs.qualys.com/en/conn/api/snapshot_based_scan/register_service_account.htm and the vendor's template 1.19.0-11.
struct RunbookWriter {
    let deployment: Deployment
    let export: CloudFormationExport
    let rollout: StackSetRollout
    let report: PreflightReport
    let licence: Licence?
    let token: TokenLife?
    let service: String
    let serviceAccount: String
    let folder: String
    let facts: RolloutFacts

    init(_ deployment: Deployment, plan: DeploymentPlan) {
        self.deployment = deployment
        export = CloudFormationExport(deployment)
        rollout = StackSetRollout(deployment)
        report = PreflightReport(deployment, plan: plan)
        licence = Licence(deployment, plan)
        token = TokenLife(deployment)
        facts = RolloutFacts(deployment)
        serviceAccount = deployment.serviceAccount ?? ""
        service = "service account \(deployment.serviceAccount ?? "")"
        folder = "stacks/\(deployment.name)"
    }

    var home: String { export.parameters.homeRegion }
    var regions: [String] { deployment.regions.map(\.region) }
    /// Whether the target stacks are told the token, too.
    var targetsHaveToken: Bool { export.parameters.target.contains { $0.value.hasPrefix("${") } }

    func value(_ name: String) -> String? { deployment.vendorParameters.first { $0.name == name }?.text }

    /// The gateway that the scenario names, or where it has to be put in.
    var gateway: String { value("QEndPoint") ?? value("QEndpoint") ?? "https://GATEWAY-OF-YOUR-PLATFORM" }

    /// The address of a call as a word of the shell.
    private func url(_ path: String) -> String { Shell.quoted(gateway + path) }

    func deploy() -> [RunbookStep] {
        [preflight, prerequisites, quotas, connectors, newToken] + exported
            + [stack("create-stack", wait: "stack-create-complete"), registration, targets, activation]
    }

    private var preflight: RunbookStep {
        let blocking = report.findings.filter { $0.severity == .blocks }
        return RunbookStep(
            "your own machine", "Settle what blocks",
            notes: blocking.isEmpty
                ? ["Preflight finds nothing that blocks."]
                : blocking.map { "\($0.contract.rawValue): \($0.problem); \($0.remedy)." },
            commands: ["scanplan preflight SCENARIO"])
    }

    private var quotas: RunbookStep {
        let accounts = Set(report.requests.map(\.account)).count
        let byCase = report.requests.filter { $0.code == nil }.count
        return RunbookStep(
            "\(accounts) accounts", "Ask for \(report.requests.count) quota increases and wait for them",
            notes: [
                "\(byCase) of them have no code in the Service Quotas API that a public source names: open support cases.",
                "With credentials of the account that each request names:",
            ],
            commands: [
                "scanplan preflight --quota-requests requests.json SCENARIO",
                "jq -r '.[] | select(.quotaCode) | [.serviceCode, .quotaCode, .wanted, .region] | @tsv' requests.json |\n"
                    + "  while read -r service code wanted region; do\n"
                    + "    aws service-quotas request-service-quota-increase --service-code \"$service\" \\\n"
                    + "      --quota-code \"$code\" --desired-value \"$wanted\" --region \"$region\"\n"
                    + "  done",
            ])
    }

    private var connectors: RunbookStep {
        let targets = deployment.targets.filter { $0.stackParameters != nil }.count
        let without = deployment.targets.count - targets
        var notes = [
            "Service account \(serviceAccount): an AWS connector with CSPM. A subscription has exactly one service account; "
                + "it may be a target as well.",
            "Each of the \(targets) target accounts: an AWS connector that lists its instances.",
        ]
        notes += RunbookWriter.connectorParts
        if without > 0 { notes.append("\(without) declared accounts have no target stack and are not scanned.") }
        if let licence {
            notes.append(
                licence.losses.isEmpty
                    ? "The licence covers \(licence.licensed) addresses, and \(licence.needed) instances are scanned."
                    : "The licence covers \(licence.licensed) of \(licence.needed) addresses: activation stops with "
                        + "ip-limit-exceeded. In the order of the plan these lose: \(RunbookWriter.losses(licence)).")
        }
        return RunbookStep("the vendor's console", "Make the connectors", notes: notes)
    }

    private static func losses(_ licence: Licence) -> String {
        let shown = licence.losses.prefix(5).map { "\($0.instances) of \($0.account) in \($0.region)" }
        let rest = licence.losses.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more pairs of account and region" : "")
    }

    var newToken: RunbookStep {
        var notes = [
            "VENDOR_USER and VENDOR_PASSWORD are in the environment. Keep the answer where the scenario says; nothing but "
                + "the vendor's stacks needs it."
        ]
        for secret in export.parameters.secrets {
            notes.append("\(secret.parameter) is kept in \(secret.reference).")
        }
        if let token {
            let unit = token.unitIsStated ? "stated" : "assumed, because the vendor does not say"
            notes.append(
                "It lives \(RunbookWriter.days(token.seconds)) (unit \(token.unit.rawValue), \(unit))"
                    + (token.expires.map { " and expires on \($0)." } ?? "."))
        }
        let expiry = deployment.rollout.token.expiry.map(String.init) ?? "EXPIRY"
        return RunbookStep(
            "your own machine", "Get the subscription token", notes: notes,
            commands: [
                "JWT=\"$(printf '%s' \"$VENDOR_PASSWORD\" | curl -fsS -X POST \(url("/auth")) \\\n"
                    + "  --data-urlencode \"username=$VENDOR_USER\" --data-urlencode password@- -d token=true)\"",
                "curl -fsS -X POST \(url("/qas/subscription-token")) -H \"Authorization: Bearer $JWT\" "
                    + "-H 'Content-Type: application/json' -d '{\"expiry\": \(expiry)}'",
            ])
    }

    static func days(_ seconds: Int) -> String {
        let (days, hours) = (seconds / 86_400, seconds / 3600 % 24)
        return hours == 0 ? "\(days) d" : "\(days) d \(hours) h"
    }

    private var exported: [RunbookStep] {
        let missing = export.parameters.missing.map {
            "The scenario gives \($0) no value: add it to the files if needed."
        }
        let variables = export.parameters.secrets.map { secret in
            secret.command == nil
                ? "The environment holds \(secret.variable)." : "\(secret.variable) is taken from \(secret.reference)."
        }
        return [
            RunbookStep(
                "your own machine", "Write the parameter files",
                notes: ["They hold ${NAME} in place of secrets; envsubst puts them in on the way to the client."]
                    + missing,
                commands: ["scanplan export cloudformation --output stacks SCENARIO"]),
            RunbookStep(
                "your own machine", "Take the secrets into the environment", notes: variables,
                commands: export.parameters.secrets.compactMap(\.command)),
        ]
    }

    private func substituted(_ file: String) -> String {
        let names = export.parameters.secrets.map { "${\($0.variable)}" }.joined(separator: " ")
        return names.isEmpty ? "cat \(folder)/\(file)" : "envsubst '\(names)' < \(folder)/\(file)"
    }

    func stack(_ verb: String, wait: String) -> RunbookStep {
        let parameters = export.parameters.service.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        var command =
            substituted(CloudFormationExport.serviceFile) + " |\n"
            + "  aws cloudformation \(verb) --region \(home) --stack-name \(CloudFormationExport.serviceStack) \\\n"
            + "    --template-body file://SERVICE-TEMPLATE --parameters file:///dev/stdin" + capabilities
        if verb == "create-stack", let minutes = export.timeoutMinutes { command += " --timeout-in-minutes \(minutes)" }
        return RunbookStep(
            service,
            verb == "create-stack"
                ? "Make the stack of the service account" : "Update the stack of the service account",
            notes: [
                "Parameters: \(parameters).",
                "The console asks to acknowledge that the template makes IAM resources with names of their own and "
                    + "expands macros; on the command line these are the capabilities.",
                "A template above 51,200 bytes goes to S3 first and is named with --template-url.",
            ],
            commands: [
                command,
                "aws cloudformation wait \(wait) --region \(home) --stack-name \(CloudFormationExport.serviceStack)",
            ])
    }

    /// What has to be acknowledged, as a part of a command.
    private var capabilities: String {
        export.capabilities.isEmpty ? "" : " \\\n    --capabilities " + export.capabilities.joined(separator: " ")
    }

    private var registration: RunbookStep {
        let schedule = deployment.rollout.schedule?.sevenFields ?? facts.text("registrationSchedule") ?? "SCHEDULE"
        var notes = [
            "Before this the snapshot scan cannot be switched on: the choice is not shown in any connector.",
            "The schedule has seven fields: seconds, minutes, hours, day of month, month, day of week, year.",
            "Answers: 200 or 201 done, 304 registered before, 400 the account is none of CloudView (CSPM), "
                + "401 the credentials are wrong, "
                + "404 there is no such connector.",
            "A second call answers 304; how a registered schedule is changed is not published.",
        ]
        if deployment.rollout.schedule == nil {
            notes.append("The scenario states no schedule; this one is the vendor's example, every night at 2.")
        }
        return RunbookStep(
            service, "Register the one service account of the subscription", notes: notes,
            commands: [
                "curl -fsS -X POST \(url(facts.text("registrationPath") ?? "/REGISTRATION")) "
                    + "-H \"Authorization: Bearer $JWT\" -H 'Content-Type: application/json' "
                    + "-d '{\"accountId\": \"\(serviceAccount)\", \"schedule\": \"\(schedule)\", \"tags\": []}'"
            ])
    }

    private var targets: RunbookStep {
        let range = rollout.secondsRange
        var notes = [
            "\(rollout.accounts) accounts, \(rollout.accountsAtOnce) at the same time, \(rollout.rounds) rounds: "
                + "about \(RunbookWriter.hours(rollout.seconds))"
                + (range.lowerBound < range.upperBound
                    ? " (\(RunbookWriter.hours(range.lowerBound)) to \(RunbookWriter.hours(range.upperBound)); the time of "
                        + "one stack is assumed)." : ".")
        ]
        if case .percentage(let share)? = deployment.rollout.stackSets.concurrency {
            notes.append("\(share) % of \(rollout.accounts) accounts, rounded down, are \(rollout.accountsAsked).")
        }
        notes.append(
            "Each account needs the execution role of stack sets before (AWSCloudFormationStackSetExecutionRole), the "
                + "administrator AWSCloudFormationStackSetAdministrationRole.")
        return RunbookStep(
            "stack set administrator", "Make the target stack in every account", notes: notes,
            commands: [targetSet("create-stack-set")]
                + export.instances.indices.map { makeInstances($0) })
    }

    /// The client reads the input of a request twice, so that has to be a file.
    private func makeInstances(_ index: Int) -> String {
        let file = CloudFormationExport.instancesFile(index + 1)
        let call = "aws cloudformation create-stack-instances --region \(home) --cli-input-json"
        guard export.instances[index].overrides.contains(where: { $0.value.hasPrefix("${") }) else {
            return "\(call) file://\(folder)/\(file)"
        }
        return
            "request=\"$(mktemp)\"\n\(substituted(file)) > \"$request\"\n\(call) \"file://$request\"\nrm -f \"$request\""
    }

    func targetSet(_ verb: String) -> String {
        substituted(CloudFormationExport.targetFile) + " |\n"
            + "  aws cloudformation \(verb) --region \(home) --stack-set-name \(CloudFormationExport.targetStackSet) \\\n"
            + "    --template-body file://TARGET-TEMPLATE --parameters file:///dev/stdin" + capabilities
    }

    private var activation: RunbookStep {
        RunbookStep(
            "the vendor's console", "Switch the snapshot scan on in each connector",
            notes: [
                "The first cycle starts with the schedule; `scanplan simulate SCENARIO` tells how long it takes.",
                "Look for the first snapshots in \(regions.joined(separator: ", ")).",
            ])
    }

    /// "45 min", "4.2 h"
    static func hours(_ seconds: Double) -> String {
        if seconds < 5400 { return "\(Int((seconds / 60).rounded())) min" }
        let tenths = Int((seconds / 360).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) h" : "\(tenths / 10).\(tenths % 10) h"
    }
}
