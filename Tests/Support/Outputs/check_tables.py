"""Checks answers as CSV, as FOCUS rows and as markdown against the same answers as JSON, by readers that are not ours.

usage: check_tables.py SCANPLAN REPOSITORY

Prints what was checked as JSON and ends with 0, or says what is wrong and ends with 1.
"""

import csv
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile

BINARY, REPOSITORY = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
PROBLEMS: list[str] = []
CHECKS = 0
# Texts that are a formula, markup, a mention, a link, two lines, or written from right to left.
HOSTILE = "=HYPERLINK(\"http://x\",1) | <img src=x onerror=alert(1)> @octocat #1 [a](https://x) `b` ,\u202e\u0007 **c** \"d\""


def check(holds: bool, what: str) -> None:
    global CHECKS
    CHECKS += 1
    if not holds:
        PROBLEMS.append(what[:600])


def run(*arguments: str, status: int | tuple[int, ...] = 0) -> str:
    result = subprocess.run([BINARY, *arguments], capture_output=True, text=True, cwd=REPOSITORY)
    wanted = status if isinstance(status, tuple) else (status,)
    check(result.returncode in wanted, f"{arguments}: {result.returncode} {result.stderr[-300:]}")
    return result.stdout


def rows(text: str) -> list[dict[str, str]]:
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    check(all(len(row) == len(table[0]) for row in table), "every row has the cells of the header")
    check("\r" not in text and text.endswith("\n"), "lines end with one character")
    for row in table:
        for cell in row:
            is_number = re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", cell) is not None
            check(is_number or cell[:1] not in tuple("=+-@\t\r"), f"a spreadsheet would take {cell!r} for a formula")
    return [dict(zip(table[0], row)) for row in table[1:]]


def near(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)


def answer_rows(*scenario: str) -> None:
    answer = json.loads(run("simulate", "--format", "json", *scenario, status=(0, 1)))
    table = rows(run("simulate", "--format", "csv", *scenario, status=(0, 1)))

    def values(deployment: str, region: str, statistic: str = "value") -> dict[str, str]:
        found = [(row["metric"], row["value"]) for row in table if row["deployment"] == deployment
                 and row["region"] == region and row["statistic"] == statistic]
        check(len(found) == len(dict(found)), "one row a value")
        return dict(found)

    def same(metrics: list, found: dict[str, str]) -> None:
        check({metric["name"] for metric in metrics} <= set(found), f"every metric has a row: {found}")
        for metric in metrics:
            cell = found.get(metric["name"], "")
            check(cell == "" if metric["value"] is None else near(float(cell or "nan"), metric["value"]),
                  f"{metric} {cell}")

    same(answer["metrics"], values("", ""))
    for deployment in answer["deployments"]:
        same(deployment["metrics"], values(deployment["name"], ""))
        for region in deployment["regions"]:
            found = values(deployment["name"], region["region"])
            for column, member in [("items", "instances"), ("volumes", "volumes"), ("scanners", "scanners"),
                                   ("planned", "plannedSeconds"), ("bound", "boundSeconds"),
                                   ("activated", "activatedSeconds"), ("ended", "endedSeconds"),
                                   ("scannersLaunched", "scannersLaunched"), ("accounts", "accounts")]:
                check(near(float(found[f"region.{column}"]), region[member]), f"{region['region']} {column}")
    for metric in answer.get("trials", {}).get("metrics", []):
        check(near(float(values("", "", "mean")[metric["name"]]), metric["mean"]["value"]), str(metric))
        for quantile in metric["quantiles"]:
            name = f"p{round(quantile['p'] * 100)}"
            check(near(float(values("", "", name)[metric["name"]]), quantile["value"]), f"{metric['name']} {name}")
    units = {(row["metric"], row["unit"]) for row in table}
    check(len(units) == len(dict(units)), "a metric has one unit")


def focus_rows(command: str, *scenario: str, scratch: str, reads_back: bool) -> None:
    answer = json.loads(run(command, "--format", "json", *scenario, status=(0, 1)))
    text = run(command, "--format", "focus", "--month", "2026-10", *scenario, status=(0, 1))
    table = rows(text)
    metrics = {metric["name"]: metric["value"] for metric in answer["metrics"]}
    total = sum(float(row["BilledCost"]) for row in table)
    check(near(total, metrics["cost.month"] if metrics.get("cost.month") is not None else metrics["cost.cycle"]),
          f"{scenario}: rows sum up to {total}, the answer says {metrics}")
    for row in table:
        number = {name: float(row[name]) for name in [
            "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "ListUnitPrice", "ContractedUnitPrice",
            "PricingQuantity", "ConsumedQuantity", "x_Cycles"]}
        check(near(number["ListCost"], number["ListUnitPrice"] * number["PricingQuantity"]), f"list cost {row}")
        check(near(number["ContractedCost"], number["ContractedUnitPrice"] * number["PricingQuantity"]), f"{row}")
        check(number["BilledCost"] == number["EffectiveCost"] == number["ContractedCost"], f"one cost {row}")
        check((row["BillingPeriodStart"], row["ChargePeriodEnd"]) == ("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"),
              f"the month {row}")
        check(row["ChargeCategory"] == "Usage" and row["BillingCurrency"] == "USD", f"{row}")
        check(row["x_Basis"] == ("simulated" if command == "simulate" else "planned"), row["x_Basis"])
        for name in ["ServiceName", "ServiceCategory", "ProviderName", "RegionId", "SkuId", "PricingUnit", "x_Line",
                     "x_Confidence", "x_PriceSource", "x_Deployment", "x_Profile"]:
            check(row[name] != "", f"{name} is empty {row}")
        check(row["ServiceCategory"] in {
            "Compute", "Storage", "Security", "Networking", "Integration", "Databases", "Management and Governance",
            "Other"}, row["ServiceCategory"])
    if not reads_back:
        return
    path = os.path.join(scratch, "focus.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    read = json.loads(run(
        "reconcile", *scenario, "--costs", path, "--period", "2026-10", "--cycles", table[0]["x_Cycles"], "--format",
        "json"))
    check(near(read["totals"]["billedUSD"], total) and read["unmatched"] == [] and read["leftOut"] == [],
          f"{scenario}: read back as {read['totals']}, {read['unmatched']}, {read['leftOut']}")
    check(read["export"]["form"] == "focus" and read["export"]["charges"] == len(table), str(read["export"]))
    for line in read["lines"]:
        own = [row for row in table if row["SkuId"] == line["sku"] and row["RegionId"] == line["region"]]
        check(near(sum(float(row["BilledCost"]) for row in own), line["billedUSD"]), f"{line}")
        check(near(sum(float(row["ConsumedQuantity"]) for row in own), line["billedQuantity"]), f"{line}")
        # A unit that is a month lasts as long as the calendar month, 744 h and not 730 h.
        months = 730 / 744 if "month" in line["sku"] else 1
        check(near(line["billedUSD"] * months, line["estimatedUSD"]), f"{line}")


def markdown(name: str, text: str, hostile: bool) -> None:
    check(text.startswith("### "), f"{name}: {text[:80]}")
    for tag in re.findall(r"(?<!\\)<[^>]*>?", text):
        check(tag in {"<!-- -->", "<details>", "</details>", "<summary>", "</summary>"}, f"{name}: {tag}")
    check(text.count("<details>") == text.count("</details>"), f"{name}: details are closed")
    check(not re.search(r"@[A-Za-z0-9]|(?<![&\\])#[0-9]|https?://|www\.", text), f"{name}: a mention or a link")
    check(not re.search(r"(?<!\\)`|(?<!\\)\]\(", text), f"{name}: code or a link")
    check(not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f]", text), f"{name}: hidden characters")
    block: list[str] = []
    for line in text.split("\n") + [""]:
        if line.startswith("|"):
            block.append(line)
            continue
        widths = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in block}
        check(len(widths) <= 1, f"{name}: rows of {widths} cells: {block[:3]}")
        block = []
    if hostile:
        check("octocat" in text, f"{name}: the name is shown")


def main() -> None:
    quick = "Scenarios/quickstart/scenario.yaml"
    regression = [f"Scenarios/regression/{name}.yaml" for name in [
        "reads", "refusals", "azure", "deep-scans", "two-deployments", "default-key", "tight-limits", "faults"]]
    for path in [quick, *regression]:
        answer_rows(path)
    answer_rows("--trials", "5", "Scenarios/what-if/thresholds.yaml")
    with tempfile.TemporaryDirectory() as scratch:
        for path in [quick, *regression, "Scenarios/reconcile/scenario.yaml"]:
            # `reconcile` knows AWS alone, and no usage type of provisioned initialisation, which reads.yaml pays for.
            reads_back = "azure" not in path and "reads" not in path
            focus_rows("simulate", path, scratch=scratch, reads_back=reads_back)
        focus_rows("plan", quick, scratch=scratch, reads_back=False)

        with open(os.path.join(REPOSITORY, quick), encoding="utf-8") as file:
            text = file.read().replace("name: quickstart", "name: " + json.dumps(HOSTILE), 1)
        text = text.replace("awsCli: [inventory]", "awsCli: [" + os.path.join(REPOSITORY, "Scenarios/quickstart/inventory")
                            + "]")
        path = os.path.join(scratch, "hostile.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        answer = json.loads(run("simulate", "--format", "json", path))
        is_hostile = "octocat" in answer["scenario"]
        check(is_hostile, "the hostile name is taken")
        for table in (rows(run("simulate", "--format", "csv", path)),
                      rows(run("plan", "--format", "focus", "--month", "2026-02", path))):
            cells = {row.get("scenario", row.get("x_Scenario")) for row in table}
            check(cells == {"'" + answer["scenario"]}, f"{cells}")
        for command in (["simulate"], ["plan"], ["simulate", "--trials", "3"], ["recommend", "--trials", "5"]):
            markdown(" ".join(command), run(*command, "--format", "markdown", path), True)
        markdown("compare", run("compare", "--format", "markdown", path, "--with", "IntervalHours=48"), True)
        markdown("compare", run("compare", "--format", "markdown", "--label", "base", "--label", HOSTILE, path, "--with",
                                "IntervalHours=48"), True)
        markdown("sweep", run("sweep", "--format", "markdown", "--set", "SingleRegionConcurrency=1,2", path), True)
        for spell in regression:
            markdown(spell, run("simulate", "--format", "markdown", spell, status=(0, 1)), False)

        infeasible = ["--set", "deployments[0].limits.onDemandVcpu=1", path]
        check(rows(run("simulate", "--format", "csv", *infeasible, status=4)) == [], "no rows without a plan")
        check(rows(run("plan", "--format", "focus", "--month", "2026-10", *infeasible, status=4)) == [], "no rows")
        markdown("infeasible", run("plan", "--format", "markdown", *infeasible, status=4), True)
        # The comparison with a tolerance.
        both = ["compare", "--changed-only", path, "--with", "IntervalHours=48"]
        check("cost.month" in run(*both) and "Unchanged" not in run(*both), "beyond the tolerance")
        check(run(*both, "--tolerance", "60%").startswith("Unchanged: "), "within the tolerance")
        check(run(*both, "--tolerance", "60%", "--with", "TagValue=weekly", "--format", "markdown").count("### ") == 1,
              "only what changed")
    for wrong in (["simulate", "--format", "focus", quick], ["simulate", "--month", "2026-10", quick],
                  ["plan", "--format", "focus", "--month", "2026-13", quick],
                  ["compare", quick, quick, "--label", "one"], ["compare", quick, quick, "--tolerance", "-1%"]):
        run(*wrong, status=2)
    if PROBLEMS:
        print("\n".join(PROBLEMS))
        sys.exit(1)
    print(json.dumps({"checks": CHECKS}))


main()
