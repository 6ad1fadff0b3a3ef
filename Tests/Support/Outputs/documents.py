"""Commands that print JSON: enough of them that every member of every form occurs, but for what unseen.txt lists."""

import json
import os


def commands(binary: str, repository: str, scratch: str):
    """Yields arguments, the exit codes that are right, and the form; "@file" where a file has the document."""
    ok, met = [0], [0, 1]

    def scenario(name: str) -> str:
        return os.path.join("Scenarios", name)

    def answer(*arguments, statuses=ok):
        return [*arguments[:1], "--format", "json", *arguments[1:]], statuses, "answer-1"

    quick = scenario("quickstart/scenario.yaml")
    extras = [part for extra in ["naive", "limits", "range", "caps", "barrier", "inputs"] for part in ("--with", extra)]
    varied = ["--set", "deployments[0].variation={scan: {lognormal: {cv: 0.2}}}"]
    small = [
        quick, scenario("mixed/aws-and-azure.yaml"), scenario("azure/default.yaml"), scenario("azure/stragglers.yaml"),
        *(scenario(f"regression/{name}.yaml") for name in [
            "reads", "refusals", "persistent", "azure", "rounds", "deep-scans", "two-deployments", "default-key",
            "tight-limits", "faults"]),
        scenario("own-profile/scenario.yaml"), scenario("own-profile/gcp.yaml"), scenario("first-what-if/scenario.yaml"),
    ]
    for path in small:
        yield answer("simulate", *extras, "--show-back", "account", path, statuses=[0, 1, 6])
        yield answer("plan", path, statuses=[0, 6])
    yield answer("simulate", "--show-back", "tag:Team", quick)
    thresholds = ["--set", "objective.thresholds=[\"makespan <= 20h\", \"makespan.p99 <= 30m\"]", *varied, quick]
    yield answer("simulate", "--trials", "20", "--precision", "50%", *thresholds, statuses=met)
    yield answer("simulate", "--set", "deployments[0].parameters.Regions=us-east-1,eu-north-1", quick, statuses=[0, 6])
    unpriced = os.path.join(scratch, "unpriced.json")
    with open(unpriced, "w", encoding="utf-8") as file:
        json.dump(without_price(), file)
    yield answer("simulate", "--with", "range", unpriced, statuses=[6])
    yield answer("simulate", "--trials", "4", scenario("regression/faults.yaml"), statuses=met)
    yield answer("simulate", "--set", "deployments[0].limits.onDemandVcpu=1", quick, statuses=[4])
    yield answer("plan", "--set", "deployments[0].limits.onDemandVcpu=1", quick, statuses=[4])

    for name in ["one-network", "peered-networks", "not-peered", "several-regions", "several-scanners"]:
        yield ["appliances", "--format", "json", scenario(f"appliances/{name}.yaml")], [0, 4], "appliances-1"
    for name in ["short-lived", "agent-rollout", "mixed-fleet"]:
        yield ["sensors", "--format", "json", scenario(f"sensors/{name}.yaml")], [0, 4], "sensors-1"
    for name in ["short-lives", "environments", "permissions"]:
        yield ["connectors", "--format", "json", scenario(f"connectors/{name}.yaml")], [0, 4], "connectors-1"

    observed = scenario("calibration/observed.csv")
    calibration = os.path.join(scratch, "calibration.json")
    yield (["calibrate", "--profile", "qualys-aws@1.8", "--from", observed, "--resamples", "19", "--format", "json",
            "--output", calibration], ok, "@" + calibration)
    yield (["calibrate", "--scenario", scenario("calibration/scenario.yaml"), "--from", observed, "--back-test",
            "--format", "json"], ok, "backtest-1")

    yield ["version", "--format", "json"], ok, "version-1"
    yield ["report", "--format", "json", quick], ok, "report-1"
    for name in ["azure", "faults", "two-deployments"]:
        yield (["report", "--format", "json", "--knobs", "planned", "--without", "search,tornado",
                scenario(f"regression/{name}.yaml")], met, "report-1")

    yield (["report", "--format", "json", "--without", "search,tornado", "--knob", "SingleRegionConcurrency=1,9",
            "--trials", "20", "--precision", "50%", scenario("what-if/thresholds.yaml")], [0, 1], "report-1")

    tight = ["--set", "SingleRegionConcurrency=1,2,9", quick]
    yield ["sweep", "--format", "json", "--trials", "3", *tight], met, "sweep-1"
    yield (["sweep", "--format", "json", "--trials", "4", "--set", "SingleRegionConcurrency=1,2",
            *thresholds], met, "sweep-1")
    store = os.path.join(scratch, "sweeps.studies")
    yield ["sweep", "--format", "json", "--store", store, "--set", "SingleRegionConcurrency=1,2", quick], met, "sweep-1"
    yield ["study", "list", "--format", "json", store], ok, "studies-1"
    yield (["sweep", "--format", "json", "--set", "deployments[0].limits.onDemandVcpu=1,64", quick], met, "sweep-1")
    yield (["compare", "--format", "json", quick, "--with", "SingleRegionConcurrency=2; seed=3"], met, "comparison-1")
    yield (["compare", "--format", "json", "--trials", "4", *thresholds, "--with", "SingleRegionConcurrency=2", "--with",
            "seed=1", "--with", "limits.onDemandVcpu=64"], met, "comparison-1")
    yield (["compare", "--format", "json", quick, "--with", "limits.onDemandVcpu=1"], [4], "comparison-1")

    for name in ["regression/tight-limits", "regression/faults", "regression/refusals"]:
        yield (["explain", "--format", "json", "--trials", "2", scenario(f"{name}.yaml")], ok, "explanation-1")

    yield ["explain", "--format", "json", "--set", "objective.deadline=16m", "--part", "raises", quick], ok, "explanation-1"
    yield (["explain", "--format", "json", "--set", "objective.deadline=7h", "--part", "raises",
            scenario("regression/tight-limits.yaml")], ok, "explanation-1")

    fleet = os.path.join(scratch, "fleet.scanfleet")
    yield (["import", "--format", "json", "--keep-going", scenario("quickstart/inventory"), "--output", fleet], ok,
           "import-1")
    for _ in range(2):
        yield (["import", "--format", "json", "--incremental", scenario("quickstart/inventory"), "--output",
                os.path.join(scratch, "again.scanfleet")], ok, "import-1")
    resources = os.path.join(scratch, "resources.json")
    with open(resources, "w", encoding="utf-8") as file:
        json.dump({"Resources": [resource(1), resource(1), resource(2, "ec2:volume"), resource(3, "s3:bucket")]}, file)
    yield (["import", "--format", "json", resources, "--output", os.path.join(scratch, "counts.csv")], ok,
           "import-counts-1")
    fixtures = "Tests/ObservedRunsTests/Fixtures"
    yield (["observe", "--profile", "qualys-aws@1.19", "--format", "json", f"{fixtures}/trail.json",
            f"{fixtures}/notices.ndjson"], ok, "observed-1")
    yield ["fleet", "show", "--format", "json", fleet], ok, "fleet-1"
    yield ["fleet", "check", "--format", "json", fleet], ok, "fleetcheck-1"

    yield (["headroom", "--format", "json", "--growth", "3%", "--from", "2027-01-01", "--regions", "1", "--resolution",
            "50%", quick], ok, "headroom-1")
    yield (["headroom", "--format", "json", "--trials", "8", "--regions", "0", "--resolution", "50%", "--most", "2", "--set",
            "objective.monthlyBudget=20USD", *varied, quick], ok, "headroom-1")

    yield ["optimise", "--format", "json", scenario("regression/rounds.yaml")], ok, "optimisation-1"

    before, after = scenario("plan-diff/before.yaml"), scenario("plan-diff/after.yaml")
    yield ["plan", "diff", "--format", "json", before, after], ok, "plan-difference-1"
    yield ["plan", "diff", "--format", "json", before, scenario("plan-diff/more-scanners.yaml")], ok, "plan-difference-1"
    yield (["plan", "diff", "--format", "json", "--set", "deployments[0].limits.onDemandVcpu=1", before, after], [4],
           "plan-difference-1")
    yield ["plan", "diff", "--format", "json", quick, scenario("regression/two-deployments.yaml")], ok, "plan-difference-1"
    yield (["profile", "diff", "--format", "json", "qualys-aws@1.8", "qualys-aws@1.19"], ok, "profile-difference-1")
    yield (["profile", "diff", "--format", "json", "qualys-aws@1.8", "qualys-aws@1.19", "--on", quick], ok,
           "profile-difference-1")
    yield ["profile", "list", "--format", "json"], ok, "profile-1"
    for name in ["qualys-aws@1.8", "qualys-aws@1.19", "qualys-azure@3.20", "Scenarios/own-profile/acme.json"]:
        yield ["profile", "show", "--format", "json", name], ok, "profile-1"

    yield ["preflight", "--format", "json", quick], [0, 4], "preflight-1"
    yield ["preflight", "--format", "json", scenario("regression/tight-limits.yaml")], [0, 4], "preflight-1"
    yield ["runbook", "--format", "json", quick], ok, "runbook-1"
    yield ["prices", "show", "--format", "json", "--scenario", quick], ok, "prices-1"
    yield (["prices", "show", "--format", "json", "--scenario", scenario("prices/scenario.yaml"), "--fail-on-stale",
            "90d", "--on", "2026-11-29"], met, "prices-1")
    yield (["prices", "update", "--format", "json", "--from", scenario("prices/ec2-us-east-2.json"), "--from",
            scenario("prices/azure-eastus.json"), "--fetched", "2026-11-29", "--onto", scenario("prices/prices.csv"),
            "-o", os.path.join(scratch, "prices.csv")], ok, "price-update-1")

    yield (["recommend", "--format", "json", "--trials", "20", "--over", "SingleRegionConcurrency=1,2", "--over",
            "Concurrency=1,4", "--world", "timings.scan.perGiB=2s", "--set", "objective.monthlyBudget=100USD", *varied,
            quick], ok, "recommendation-1")
    yield (["recommend", "--format", "json", "--over", "SingleRegionConcurrency=1,9", "--over", "Concurrency=1", "--over",
            "limits.onDemandVcpu=1,64", quick], ok, "recommendation-1")
    yield (["recommend", "--format", "json", "--trials", "4", "--over", "SingleRegionConcurrency=1..2", "--over",
            "Concurrency=1", "--set", "objective.deadline=17m", *varied, quick], ok, "recommendation-1")

    yield ["recommend", "--format", "json", "--over", "Concurrency=1", unpriced], [6], "recommendation-1"

    for name in ["focus.csv", "cur.csv", "partial.csv"]:
        yield (["reconcile", scenario("reconcile/scenario.yaml"), "--costs", scenario(f"reconcile/{name}"), "--format",
                "json"], ok, "reconciliation-1")

    for part in ["knownAnswers", "referenceDocuments"]:
        yield ["selftest", "--format", "json", "--only", part], ok, "selftest-1"

    inputs = ("{timings.scan.perGiB: {triangular: {low: 0.1s, mode: 0.5s, high: 4s}}, timings.scan.base: {lognormal: {mean: "
              "60s, cv: 0.5}}, timings.scannerBoot: {normal: {mean: 90s, sd: 20s}}, policies.volumesPerScanner: {choice: "
              "[4, 8]}, timings.attach.base: {empirical: [8s, 14s]}, timings.detach.base: {uniform: {low: 1s, high: 9s}}}")
    uncertain = ["--set", "deployments[0].uncertainty=" + inputs, *varied, quick]
    yield (["uncertainty", "--format", "json", "--input-samples", "5", "--trials", "2", *uncertain], ok, "uncertainty-1")
    for method in [["oat"], ["morris", "--paths", "2"], ["sobol", "--samples", "8"]]:
        yield ["sensitivity", "--format", "json", "--method", *method, *uncertain], ok, "sensitivity-1"

    yield (["show", "--format", "json", quick, "deployments[0]"], ok, "values-1")
    yield (["stagger", "--format", "json", "--days", "7", "--from", "2026-12-07", "--blackout", "Sat 00:00-Sun 24:00",
            quick], ok, "stagger-1")
    yield (["weeks", "--format", "json", "--weeks", "3", scenario("what-if/weeks-overrun.yaml")], ok, "weeks-1")
    yield (["weeks", "--format", "json", "--weeks", "3", scenario("what-if/weeks-stable.yaml")], ok, "weeks-1")


def resource(number: int, kind: str = "ec2:instance") -> dict:
    """A resource as Resource Explorer lists it."""
    region, account = "us-east-1", "222233334444"
    name = kind.split(":")[1]
    return {"Arn": f"arn:aws:{kind.split(':')[0]}:{region}:{account}:{name}/x-{number:017x}", "OwningAccountId": account,
            "Region": region, "ResourceType": kind, "Service": kind.split(":")[0]}


def without_price() -> dict:
    """A scenario in a region for which the tables have no price."""
    return {
        "schemaVersion": 1, "name": "unpriced", "deployments": [{
            "name": "main", "profile": "qualys-aws@1.8", "serviceAccount": "111122223333",
            "parameters": {"Concurrency": 1, "SingleRegionConcurrency": 1, "IntervalHours": 24, "Regions": "us-east-2",
                           "TagKey": "Scan", "TagValue": "daily"},
            "targetAccounts": [{"account": "222233334444", "targetStack": {"AWSSourceAccount": "111122223333"}}],
            "fleet": {"instances": [{"account": "222233334444", "region": "us-east-2", "tags": {"Scan": "daily"},
                                     "volumes": ["8GiB"]}]}}]}
