"""Runs the scripts of docs/ci on a throw-away repository with a shipped scenario, and checks the workflow's files.

usage: check_ci.py SCANPLAN REPOSITORY

Prints what was checked as JSON and ends with 0, or says what is wrong and ends with 1.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

import yaml

BINARY, REPOSITORY = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ACTION = os.path.join(REPOSITORY, "docs/ci/action")
PROBLEMS: list[str] = []
CHECKS = 0


def check(holds: bool, what: str) -> None:
    global CHECKS
    CHECKS += 1
    if not holds:
        PROBLEMS.append(what[:3000])


class Work:
    """A repository with the quickstart scenario on `main`, and a branch off it."""

    def __init__(self, folder: str):
        self.folder = folder
        shutil.copytree(os.path.join(REPOSITORY, "Scenarios/quickstart"), os.path.join(folder, "scans"))
        self.write("overlay.yaml", "base: scans/scenario.yaml\nname: overlay\n")
        self.write("README.md", "nothing\n")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("base")
        self.git("checkout", "--quiet", "-b", "branch")

    def git(self, *arguments: str) -> str:
        fixed = ["-c", "user.name=t", "-c", "user.email=t@t.invalid", "-c", "commit.gpgsign=false"]
        return subprocess.run(["git", *fixed, *arguments], cwd=self.folder, check=True, capture_output=True,
                              text=True).stdout

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def write(self, name: str, text: str) -> None:
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name: str) -> str:
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def change(self, before: str, after: str, name: str = "scans/scenario.yaml") -> None:
        text = self.read(name)
        if before not in text:
            raise SystemExit(f"{name} has no {before!r}")
        self.write(name, text.replace(before, after, 1))

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code and the comment."""
        comment = os.path.join(os.path.dirname(self.folder), "comment.md")
        if os.path.exists(comment):
            os.remove(comment)
        result = subprocess.run(
            [os.path.join(ACTION, "scanplan-ci.sh"), "--base", "main", "--scanplan", BINARY, "--output", comment,
             *arguments], cwd=self.folder, capture_output=True, text=True)
        text = ""
        if os.path.exists(comment):
            with open(comment, encoding="utf-8") as file:
                text = file.read()
        if result.returncode != 2:
            check(text.startswith("<!-- scanplan-ci -->\n"), f"the comment begins with the marker: {result.stderr}")
            check(len(text.encode()) < 65536, "GitHub takes the comment")
        check(len(self.git("worktree", "list").splitlines()) == 1, "the work tree of the base is gone")
        check(self.git("status", "--porcelain") == "", "the work tree is as it was")
        return result.returncode, text


def is_harmless(text: str) -> bool:
    """Whether a comment has no HTML but our own, mentions nobody, and hides nothing."""
    tags = set(re.findall(r"(?<!\\)<[^>]*>?", text))
    own = {"<!-- scanplan-ci -->", "<!-- -->", "<code>", "</code>", "<pre>", "</pre>", "<details>", "</details>", "<summary>",
           "</summary>", "<sub>", "</sub>"}
    return tags <= own and "@octocat" not in text and not re.search("[\u202a-\u202e\x00-\x09\x0b-\x1f]", text)


def case(name: str):
    def wrap(body):
        with tempfile.TemporaryDirectory() as folder:
            work = Work(os.path.join(folder, "repository"))
            before = len(PROBLEMS)
            body(work)
            PROBLEMS[before:] = [f"{name}: {text}" for text in PROBLEMS[before:]]
    return wrap


def run_cases() -> None:
    @case("nothing touched")
    def _(work):
        work.write("README.md", "something\n")
        work.commit("words")
        status, text = work.run()
        check(status == 0 and "No scenario is touched." in text and "###" not in text, text)

    @case("touched and unchanged")
    def _(work):
        work.change("name: quickstart", "name: quickstart # only words")
        work.commit("a comment")
        status, text = work.run()
        check(status == 0, str(status))
        check("2 scenarios touched: 0 changed, 2 unchanged" in text and "###" not in text, text)
        status, text = work.run("--", "overlay.yaml")
        check(status == 0 and "1 scenario touched" in text, text)

    @case("changed within and beyond the tolerance")
    def _(work):
        work.change("IntervalHours: 24", "IntervalHours: 48")
        work.commit("every other day")
        status, text = work.run("--", "scans")
        check(status == 0 and "1 scenario touched: 1 changed" in text, text)
        check("### scans/scenario.yaml against base" in text and "| cost.month |" in text, text)
        check("| deployments\\[0\\].parameters.IntervalHours | 24 | 48 |" in text, text)
        check("| makespan |" not in text, "what did not change is not listed")
        status, text = work.run("--tolerance", "60%", "--", "scans")
        check(status == 0 and "0 changed, 1 unchanged" in text and "###" not in text, text)

    @case("the base moves on")
    def _(work):
        work.commit("nothing")
        work.git("checkout", "--quiet", "main")
        work.change("IntervalHours: 24", "IntervalHours: 48")
        work.commit("elsewhere")
        work.git("checkout", "--quiet", "branch")
        status, text = work.run()
        check(status == 0 and "No scenario is touched." in text, "what others changed is not this branch's")

    @case("threshold violated")
    def _(work):
        work.change("  deadline: 20h", "  thresholds: [\"makespan <= 1s\"]\n  deadline: 20h")
        work.commit("a threshold")
        status, text = work.run("--", "scans")
        check(status == 1 and "**Thresholds are violated in 1.**" in text, f"{status} {text}")
        check("| FAIL | makespan " in text, text)

    @case("invalid")
    def _(work):
        work.change("IntervalHours: 24", "IntervalHoars: 24")
        work.commit("a misspelt key")
        status, text = work.run("--", "scans")
        check(status == 3 and "**1 invalid**" in text, f"{status} {text}")
        check("<code>scans/scenario.yaml</code>: invalid" in text and "IntervalHoars" in text, text)
        check(re.search(r"scans/scenario.yaml&#58;\d+&#58;\d+", text) is not None, "the issue has its place: " + text)

    @case("repaired")
    def _(work):
        work.git("checkout", "--quiet", "main")
        work.change("IntervalHours: 24", "IntervalHoars: 24")
        work.commit("a misspelt key")
        work.git("checkout", "--quiet", "-B", "branch")
        work.change("IntervalHoars: 24", "IntervalHours: 24")
        work.commit("spelt right")
        status, text = work.run("--", "scans")
        check(status == 0 and "was invalid at the base" in text and "| makespan |" in text, f"{status} {text}")

    @case("no plan")
    def _(work):
        work.change("    serviceAccount:", "    limits: {onDemandVcpu: 1}\n    serviceAccount:")
        work.commit("a small quota")
        status, text = work.run("--", "scans")
        check(status == 4 and "Infeasible" in text, f"{status} {text}")

    @case("an inventory alone, a new scenario and one that is gone")
    def _(work):
        first = sorted(name for name in os.listdir(work.path("scans/inventory")))[0]
        work.write(f"scans/inventory/{first}", work.read(f"scans/inventory/{first}") + "\n")
        work.write("more.yaml", "base: scans/scenario.yaml\nname: more\n")
        work.git("rm", "--quiet", "overlay.yaml")
        work.commit("files")
        status, text = work.run()
        check(status == 0 and "2 scenarios touched: 0 changed, 1 unchanged" in text and "1 new" in text, text)
        check("1 scenario removed." in text and "<code>more.yaml</code>: new" in text, text)

    @case("names of strangers")
    def _(work):
        names = [
            "$(touch x).yaml", "`touch x`.yaml", "a b.yaml", "line\nbreak; touch x.yaml", "-rf.yaml", "--set=a=b.yaml",
            "<img src=x onerror=alert(1)> @octocat #1 | [a](https:x).yaml", "\u202egpj.yaml", "'\"; touch x #.yaml",
            "</code><script>.yaml",
        ]
        for name in names:
            work.write(f"scans/{name}".replace("/code", "code"), work.read("scans/scenario.yaml"))
        work.write("-rf.yaml", "base: scans/scenario.yaml\nname: dash\n")
        work.write("scans/invalid $(touch x) @octocat.yaml", "base: scenario.yaml\nnaem: \"<b>@octocat</b> ```\"\n")
        os.symlink("/etc/passwd", work.path("scans/link.yaml"))
        work.commit("names")
        status, text = work.run("--", "*.yaml")
        check(status == 3, str(status))
        check(not any("x" in files for _, _, files in os.walk(work.folder)), "something was run")
        check(is_harmless(text), text)
        check(text.count("<code>") == text.count("</code>") and text.count("<pre>") == text.count("</pre>"), text)
        check("passwd" not in text and "root:" not in text, "a link was followed")
        check(f"{len(names) + 3} scenarios touched" in text or f"{len(names) + 4} scenarios touched" in text, text)
        # The same names, changed: the comparison has them in its titles.
        work.git("checkout", "--quiet", "-B", "main")
        work.git("checkout", "--quiet", "-B", "branch")
        for name in names:
            work.change("IntervalHours: 24", "IntervalHours: 48", f"scans/{name}".replace("/code", "code"))
        work.commit("changed")
        status, text = work.run("--", "scans")
        check(status == 3 and f"{len(names)} changed" in text, f"{status} {text}")
        check(is_harmless(text), text)
        check(not any("x" in files for _, _, files in os.walk(work.folder)), "something was run")

    @case("wrong options")
    def _(work):
        work.commit("nothing")
        for arguments in (["--tolerance", "1%; touch x"], ["--trials", "-1"], ["--nonsense"], ["--base", "no-such"],
                          ["--base", "--output=x"]):
            status, text = work.run(*arguments)
            check(status == 2 and text == "", f"{arguments} {status}")


def comment_cases() -> None:
    """The comment is made once and then edited; `gh` is one that only notes how it was called."""
    with tempfile.TemporaryDirectory() as folder:
        log, known = os.path.join(folder, "log"), os.path.join(folder, "known")
        with open(os.path.join(folder, "gh"), "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\nprintf "%s\\n" "$*" >>"{log}"\n'
                       f'case "$*" in *--paginate*) cat "{known}" 2>/dev/null || true ;; esac\n')
        os.chmod(file.name, 0o755)
        comment = os.path.join(folder, "comment.md")
        with open(comment, "w", encoding="utf-8") as file:
            file.write("<!-- scanplan-ci -->\ntext\n")

        def run(*arguments: str) -> tuple[int, str]:
            if os.path.exists(log):
                os.remove(log)
            result = subprocess.run(
                [os.path.join(ACTION, "scanplan-comment.sh"), *arguments], capture_output=True, text=True,
                env={**os.environ, "PATH": folder + ":" + os.environ["PATH"]})
            return result.returncode, open(log, encoding="utf-8").read() if os.path.exists(log) else ""

        status, calls = run("owner/repository", "12", comment)
        check(status == 0 and f"--method POST repos/owner/repository/issues/12/comments --field body=@{comment}" in calls,
              calls)
        with open(known, "w", encoding="utf-8") as file:
            file.write("345\n678\n")
        status, calls = run("owner/repository", "12", comment)
        check(status == 0 and "PATCH repos/owner/repository/issues/comments/345" in calls and "POST" not in calls, calls)
        check("Bot" in calls, "only comments of bots are edited")
        for wrong in (["owner/../x", "12", comment], ["owner/repository", "12;x", comment], ["a/b/c", "1", comment]):
            status, calls = run(*wrong)
            check(status == 2 and calls == "", f"{wrong} {status} {calls}")


def file_checks() -> None:
    with open(os.path.join(REPOSITORY, "docs/ci/scanplan.yml"), encoding="utf-8") as file:
        workflow = yaml.safe_load(file)
    with open(os.path.join(ACTION, "action.yml"), encoding="utf-8") as file:
        text = file.read()
    action = yaml.safe_load(text)
    # YAML 1.1 reads the key `on` as true.
    check(set(workflow[True]) == {"pull_request"}, "the workflow runs on pull requests alone")
    check(workflow["permissions"] == {"contents": "read", "pull-requests": "write"}, "permissions are minimal")
    check(action["runs"]["using"] == "composite", "the action is composite")
    steps = list(action["runs"]["steps"])
    for job in workflow["jobs"].values():
        check("timeout-minutes" in job and "permissions" not in job, "a job has a limit and no permissions of its own")
        steps += job["steps"]
    for step in steps:
        if "uses" in step:
            check(re.fullmatch(r"(\./[\w./-]+|[\w.-]+/[\w./-]+@[0-9a-f]{40})", step["uses"]) is not None,
                  f"{step['uses']} is not pinned")
        if "run" in step:
            check("${{" not in step["run"], f"{step['name']}: an expression would become part of the script")
            for name in re.findall(r"\$ACTION/([\w.-]+)", step["run"]):
                path = os.path.join(ACTION, name)
                check(os.path.isfile(path) and bool(os.stat(path).st_mode & stat.S_IXUSR), f"{name} is no program")
            for name in re.findall(r"\$\{?([A-Z][A-Z_0-9]*)", step["run"]):
                known = set(step.get("env", {})) | {"RUNNER_TEMP", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"}
                check(name in known, f"{step['name']}: ${name} is not set")
            check(step.get("shell") == "bash", f"{step['name']} names no shell")
        for name in step.get("with", {}) if step.get("uses", "").startswith("./") else []:
            check(name in action["inputs"], f"the action has no input {name}")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    check(used == set(action["inputs"]), f"inputs {used ^ set(action['inputs'])} are declared or used, not both")
    check(all("description" in entry for entry in action["inputs"].values()), "every input is described")
    identifiers = {step.get("id") for step in action["runs"]["steps"]}
    for name in re.findall(r"steps\.([\w-]+)\.", text):
        check(name in identifiers, f"there is no step {name}")
    for name in sorted(os.listdir(ACTION)):
        if name.endswith(".sh"):
            result = subprocess.run(["bash", "-n", os.path.join(ACTION, name)], capture_output=True, text=True)
            check(result.returncode == 0, result.stderr)


def main() -> None:
    file_checks()
    comment_cases()
    run_cases()
    if PROBLEMS:
        print("\n".join(PROBLEMS))
        sys.exit(1)
    print(json.dumps({"checks": CHECKS}))


main()
