"""Puts exported parameter files through cfn-lint and through the AWS client against a mock cloud.

    check.py PROFILE ARRAY-FOLDER MAP-FOLDER

Both folders are a deployment's, one in each form. The templates of the profile stand beside this file. Prints a JSON
object with what every reader said of the files, and of copies in which one thing was changed.
"""

import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CAPTURE = HERE.parent.parent / "Support" / "MockCloud" / "capture"
SECRET = "header.payload.signature-of-thirty-signs-xx"


def load_capture():
    """The program that knows how to start a mock cloud; its name has no ending."""
    loader = importlib.machinery.SourceFileLoader("capture", str(CAPTURE))
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_loader("capture", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def declared(template):
    """The parameters that a template of ours declares; its functions do not matter here."""
    import yaml

    class Reader(yaml.SafeLoader):
        pass

    Reader.add_multi_constructor("!", lambda *_: None)
    return yaml.load(template.read_text(encoding="utf-8"), Reader)["Parameters"]


def faults(template, values):
    """What CloudFormation refuses of some values, by its documented rules for parameters."""
    found = []
    parameters = declared(template)
    for name in sorted(set(values) - set(parameters)):
        found.append(f"{name} is not declared")
    for name, rule in parameters.items():
        value = values.get(name, rule.get("Default"))
        if value is None:
            found.append(f"{name} is missing")
            continue
        parts = value.split(",") if rule["Type"] == "CommaDelimitedList" else [value]
        for part in parts:
            if "AllowedValues" in rule and part not in [str(allowed) for allowed in rule["AllowedValues"]]:
                found.append(f"{name} has another value")
            if "AllowedPattern" in rule and not re.fullmatch(rule["AllowedPattern"].strip("^$"), part):
                found.append(f"{name} has another form")
        if rule["Type"] == "Number":
            number = float(value)
            if number < rule.get("MinValue", number) or number > rule.get("MaxValue", number):
                found.append(f"{name} is out of range")
    return found


def lint(template, values, scratch):
    """What cfn-lint says of a template with values; nothing if it is content."""
    file = scratch / "deployment.json"
    # It wants a list as a list, where CloudFormation itself takes a text with commas.
    rules = declared(template)
    values = {
        name: value.split(",") if rules.get(name, {}).get("Type") == "CommaDelimitedList" else value
        for name, value in values.items()
    }
    file.write_text(json.dumps({"template-file-path": str(template), "parameters": values}), encoding="utf-8")
    done = subprocess.run(
        ["cfn-lint", "--format", "parseable", "--deployment-files", str(file)], capture_output=True, text=True
    )
    lines = [line.split(":")[-1] for line in done.stdout.splitlines() if line.strip()]
    return lines if lines or done.returncode == 0 else [done.stderr.strip()]


class Client:
    """The AWS client, in the mock cloud."""

    def __init__(self, cloud, environment):
        self.place = ["--region", "us-east-1", "--endpoint-url", cloud.endpoint, "--output", "json"]
        self.environment = dict(environment, AWS_ACCESS_KEY_ID="mock", AWS_SECRET_ACCESS_KEY="mock")

    def run(self, *arguments, text=None):
        done = subprocess.run(
            ["aws", "cloudformation", *arguments, *self.place], env=self.environment, capture_output=True,
            input=text, text=True,
        )
        return done.returncode, done.stdout, done.stderr.strip()

    def create(self, name, template, parameters):
        return self.run(
            "create-stack", "--stack-name", name, "--template-body", f"file://{template}", "--parameters",
            "file:///dev/stdin", "--capabilities", "CAPABILITY_NAMED_IAM", text=parameters,
        )


def secrets_in(text):
    """The text as envsubst would hand it to the client."""
    return re.sub(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}", SECRET, text)


def without(values, name):
    return json.dumps([value for value in values if value["ParameterKey"] != name])


def check(profile, array, mapped, scratch, client):
    templates = {kind: HERE / f"{profile.replace('@', '-')}-{kind}.yaml" for kind in ("service", "target")}
    result = {"valid": {}, "lint": {}, "faults": {}, "formsAgree": True, "created": {}, "placeholders": []}
    for kind, template in templates.items():
        name = f"{kind}-account.parameters.json"
        text = (array / name).read_text(encoding="utf-8")
        listed = {entry["ParameterKey"]: entry["ParameterValue"] for entry in json.loads(text)}
        other = json.loads((mapped / name).read_text(encoding="utf-8"))
        result["formsAgree"] &= other == {"Parameters": listed}
        result["placeholders"] += sorted(set(re.findall(r"\$\{[A-Z_]+\}", text)))
        result["valid"][kind] = client.run("validate-template", "--template-body", f"file://{template}")[0] == 0
        real = {key: secrets_in(value) for key, value in listed.items()}
        result["lint"][kind] = lint(template, real, scratch)
        result["faults"][kind] = faults(template, real)
        status, _, error = client.create(kind, template, secrets_in(text))
        described = json.loads(client.run("describe-stacks", "--stack-name", kind)[1]) if status == 0 else {}
        stacks = described.get("Stacks", [{}])
        result["created"][kind] = {
            "error": error,
            "parameters": {p["ParameterKey"]: p["ParameterValue"] for p in stacks[0].get("Parameters", [])},
        }
    template = templates["service"]
    # A parameter without a default that every version has.
    needed = "QToken"
    entries = json.loads((array / "service-account.parameters.json").read_text(encoding="utf-8"))
    values = {entry["ParameterKey"]: secrets_in(entry["ParameterValue"]) for entry in entries}
    result["refused"] = {
        "wrongValue": lint(template, dict(values, Concurrency="9"), scratch),
        "unknownName": lint(template, dict(values, Concurency="1"), scratch),
        "missing": client.create("incomplete", template, secrets_in(without(entries, needed)))[2],
        "placeholder": faults(template, {entry["ParameterKey"]: entry["ParameterValue"] for entry in entries}),
        "malformed": client.create("malformed", template, '{"Parameters": {}}')[2],
    }
    result["stackSet"] = stack_set(array, templates["target"], client)
    return result


def stack_set(array, template, client):
    """The accounts and regions of the stack instances that the exported requests make."""
    parameters = secrets_in((array / "target-account.parameters.json").read_text(encoding="utf-8"))
    made = client.run(
        "create-stack-set", "--stack-set-name", "snapshot-scan-target", "--template-body", f"file://{template}",
        "--parameters", "file:///dev/stdin", text=parameters,
    )
    errors = [made[2]] if made[0] else []
    for request in sorted(array.glob("target-account.instances-*.json")):
        done = client.run("create-stack-instances", "--cli-input-json", f"file://{request}")
        errors += [done[2]] if done[0] else []
    listed = client.run("list-stack-instances", "--stack-set-name", "snapshot-scan-target")
    instances = json.loads(listed[1])["Summaries"] if listed[0] == 0 else []
    return {"errors": errors, "instances": sorted(f"{i['Account']} {i['Region']}" for i in instances)}


def main():
    profile, array, mapped = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    capture = load_capture()
    environment = capture.clean_environment()
    with tempfile.TemporaryDirectory() as scratch, capture.MockCloud(capture.Clock(240), environment) as cloud:
        json.dump(check(profile, array, mapped, pathlib.Path(scratch), Client(cloud, environment)), sys.stdout)


if __name__ == "__main__":
    main()
