"""Holds a trace against the rules of its form and against the answer of `scanplan simulate --format json`.

    check.py TRACE ANSWER

It knows nothing of how a trace is made. Prints a JSON object: `faults`, a list of sentences that is empty for a sound
trace, and `counts`, what there was to check.
"""

import collections
import gzip
import json
import sys


def no_floats(text):
    raise ValueError(f"{text} is no whole number")


def opened(path):
    content = open(path, "rb").read()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    return json.loads(content.decode("utf-8"), parse_float=no_floats, parse_constant=no_floats)


def nesting(slices):
    """Slices of one track that cross; outer ones must come first where two begin at once."""
    open_slices = []
    for slice in sorted(slices, key=lambda slice: slice["ts"]):
        start, end = slice["ts"], slice["ts"] + slice["dur"]
        while open_slices and open_slices[-1]["ts"] + open_slices[-1]["dur"] <= start:
            open_slices.pop()
        if open_slices and end > open_slices[-1]["ts"] + open_slices[-1]["dur"]:
            yield f"{slice['name']} at {start} crosses {open_slices[-1]['name']}"
        open_slices.append(slice)


class Check:
    def __init__(self, trace, answer):
        self.faults = []
        self.counts = collections.Counter()
        self.trace = trace
        self.answer = answer
        self.events = trace["traceEvents"]
        self.slices = [event for event in self.events if event["ph"] == "X"]
        self.processes = {
            event["pid"]: event["args"]["name"] for event in self.events if event["name"] == "process_name"
        }

    def expect(self, holds, sentence):
        self.counts["expectations"] += 1
        if not holds:
            self.faults.append(sentence)

    def form(self):
        self.expect(set(self.trace) == {"displayTimeUnit", "traceEvents", "otherData"}, "members of the whole")
        named = {(e["pid"], e["tid"]) for e in self.events if e["name"] == "thread_name"}
        self.expect(len(named) == len({thread for _, thread in named}), "a thread number is used twice")
        seen = set()
        for event in self.events:
            self.counts[event["ph"]] += 1
            if event["ph"] == "M":
                if event["name"] == "thread_name":
                    seen.add((event["pid"], event["tid"]))
                continue
            self.expect(event["pid"] in self.processes, f"{event} is of no process")
            if event["ph"] != "C":
                self.expect((event["pid"], event["tid"]) in seen, f"{event} comes before its track")
            self.expect(isinstance(event["ts"], int) and event["ts"] >= 0, f"{event} is at no time")
            self.expect(event.get("dur", 0) >= 0, f"{event} has no length")
        tracks = collections.defaultdict(list)
        for slice in self.slices:
            tracks[slice["tid"]].append(slice)
        for slices in tracks.values():
            self.faults += nesting(slices)
        self.counts["tracks"] = len(tracks)
        self.flows()

    def flows(self):
        ends = collections.defaultdict(list)
        for slice in self.slices:
            if "bind_id" in slice:
                ends[slice["bind_id"]].append((slice["ts"], slice.get("flow_in"), slice.get("flow_out")))
        for number, slices in ends.items():
            slices.sort(key=lambda slice: slice[0])
            self.expect(len(slices) > 1, f"flow {number} leads nowhere")
            self.expect(
                [bool(slice[1]) for slice in slices] == [index > 0 for index in range(len(slices))]
                and [bool(slice[2]) for slice in slices] == [index + 1 < len(slices) for index in range(len(slices))],
                f"flow {number} is no chain: {slices}",
            )
        self.counts["flows"] = len(ends)

    def path(self, deployment, process):
        path = [s for s in self.slices if s["pid"] == process and s.get("cat") == "path"]
        cursor = 0
        for slice in path:
            self.expect(slice["ts"] == cursor, f"the critical path has a gap at {cursor}")
            cursor = slice["ts"] + slice["dur"]
        makespan = deployment["readings"][0]["makespanSeconds"]
        self.near(cursor, makespan, 1, "the critical path")

    def near(self, microseconds, seconds, roundings, what):
        self.expect(
            abs(microseconds - seconds * 1e6) <= roundings + 1e-6 * seconds,
            f"{what}: {microseconds} us, not {seconds} s",
        )

    def region(self, region, told, process):
        name = region["region"]
        slices = [slice for slice in self.slices if slice["pid"] == process]
        scanners = [s for s in slices if s["cat"] == "scanner" and s["name"].startswith("scanner ")]
        self.expect(len(scanners) == region["scannersLaunched"], f"{name}: {len(scanners)} scanners")
        billed = [e for e in self.events if e["ph"] == "C" and e["pid"] == process and "billed" in e["args"]]
        area = sum(
            event["args"]["billed"] * (after["ts"] - event["ts"]) for event, after in zip(billed, billed[1:])
        )
        length = sum(slice["dur"] for slice in scanners)
        charged = [(slice["dur"], slice["args"].get("billed (us)")) for slice in scanners]
        self.expect(all(least is None or least > life for life, least in charged), f"{name}: a needless minimum")
        billed_time = sum(life if least is None else least for life, least in charged)
        if len(billed) < 9000:
            self.expect(abs(area - length) <= 2 * len(scanners) + 2, f"{name}: counter {area}, slices {length}")
            self.expect(not billed or billed[-1]["args"]["billed"] == 0, f"{name}: scanners are left")
        opened = next(e["ts"] for e in self.events if e["ph"] == "i" and e["pid"] == process and "opened" in e["name"])
        closed = next(e["ts"] for e in self.events if e["ph"] == "i" and e["pid"] == process and "closed" in e["name"])
        self.near(opened, region["openedSeconds"], 1, f"{name} opened")
        self.near(closed, region["endedSeconds"], 1, f"{name} closed")
        if told["instancesTold"] < told["instances"]:
            self.counts["cut regions"] += 1
            return billed_time
        self.stages(region, slices)
        for limit in region["peaks"]:
            points = [
                e["args"][limit["resource"]]
                for e in self.events
                if e["ph"] == "C" and e["pid"] == process and e["name"] == "in use:" and limit["resource"] in e["args"]
            ]
            if region["accounts"] == 1 and max(points, default=0) == limit["unitsAtOnce"]:
                self.counts["equal peaks"] += 1
            if region["accounts"] == 1:
                self.counts["peaks"] += 1
                self.expect(
                    max(points, default=0) <= limit["unitsAtOnce"],
                    f"{name}: {limit['resource']} {max(points, default=0)} of {limit['unitsAtOnce']}",
                )
        return billed_time

    def stages(self, region, slices):
        name = region["region"]
        for stage in region["stages"]:
            own = [s for s in slices if s["cat"] == "stage" and s["name"] == stage["stage"]]
            whole = [s for s in own if "taken away" not in s.get("args", {})]
            # Stages without length leave no slice.
            if stage["workingInstanceSeconds"] > 0:
                self.counts["stages"] += 1
                if len(whole) != stage["completions"]:
                    self.counts["stages of which some have no length"] += 1
                self.expect(len(whole) <= stage["completions"], f"{name}, {stage['stage']}: {len(whole)} done")
            self.near(
                sum(s["dur"] for s in own), stage["workingInstanceSeconds"], len(own), f"{name}, {stage['stage']}"
            )
        waits = collections.Counter()
        for slice in slices:
            if slice["cat"] != "wait":
                continue
            title = slice["name"]
            if title in (
                "waits for the rest of the batch", "waits for the vendor's timer", "waits for a place on a scanner",
            ):
                kind = "scanner"
            elif title in (
                "boot of the scanner", "waits to ask for a scanner again", "work on a scanner that was taken away",
            ) or title.endswith(" of its scanner"):
                kind = "launch"
            else:
                kind = "stages"
            waits[kind] += slice["dur"]
            self.counts["waits"] += 1
        roundings = len(slices)
        self.near(waits["scanner"], region["waitingForScannerInstanceSeconds"], roundings, f"{name}: scanner waits")
        self.near(waits["launch"], region["waitingForLaunchInstanceSeconds"], roundings, f"{name}: launch waits")
        self.near(
            waits["stages"],
            sum(s["waitingForResourcesInstanceSeconds"] + s["waitingForTokensInstanceSeconds"] for s in region["stages"]),
            roundings,
            f"{name}: waits in stages",
        )

    def whole(self):
        self.form()
        pids = iter(sorted(self.processes))
        for deployment, told in zip(self.answer["deployments"], self.trace["otherData"]["deployments"]):
            process = next(pids)
            self.path(deployment, process)
            length = 0
            for region, told_region in zip(deployment["regions"], told["regions"]):
                process = next(pids)
                self.expect(region["region"][:20] in self.processes[process], f"{process} is not {region['region']}")
                self.expect(told_region["instances"] == region["instances"], f"{region['region']}: instances")
                length += self.region(region, told_region, process)
            seconds = sum(u["amount"] for u in deployment["usage"] if u["kind"] == "scannerSeconds")
            self.counts["scanner seconds"] += int(seconds)
            self.near(length, seconds, self.counts["X"], "scanner hours")


def main():
    check = Check(opened(sys.argv[1]), json.load(open(sys.argv[2])))
    check.whole()
    json.dump({"faults": check.faults[:50], "counts": dict(check.counts)}, sys.stdout)


main()
