"""Holds what every command prints as JSON against the published schemas, by a validator that is not ours.

usage: check_schemas.py SCANPLAN REPOSITORY [--verbose] [--only=PATTERN]

Every document has to fit its schema; documents that lack a required member, have a misspelt one or a word that is not
listed must not fit; and every member and every alternative of a schema has to occur in some document, but for those in
unseen.txt. Prints what it saw as JSON and ends with 0, or says what is wrong and ends with 1.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

from jsonschema import Draft202012Validator

from documents import commands

PROBLEMS: list[str] = []


def problem(text: str) -> None:
    PROBLEMS.append(text)


def form(document: dict) -> str:
    """"answer-1" of scanplan.answer/1 or scanplan-answer/1."""
    name = document.get("schema") or document.get("format")
    match = re.fullmatch(r"scanplan[.-]([a-z-]+)/([0-9]+)", str(name))
    if match is None:
        raise SystemExit(f"no form: {name}")
    return f"{match[1]}-{match[2]}"


class Schema:
    """A schema with what documents have shown of it."""

    def __init__(self, text: str):
        self.root = json.loads(text)
        Draft202012Validator.check_schema(self.root)
        self.validator = Draft202012Validator(self.root)
        self.seen: set[str] = set()

    def fits(self, value, schema) -> bool:
        return self.validator.evolve(schema=schema).is_valid(value)

    def resolved(self, schema: dict, place: str) -> tuple[dict, str]:
        while "$ref" in schema:
            place = schema["$ref"]
            schema = self.root["$defs"][place.removeprefix("#/$defs/")]
        return schema, place

    def places(self) -> set[str]:
        """Every member, every alternative and every element of a list."""
        found: set[str] = set()

        def walk(schema: dict, place: str) -> None:
            for word in ("oneOf", "anyOf"):
                for index, part in enumerate(schema.get(word, [])):
                    if part != {"type": "null"}:
                        found.add(f"{place}/{word}/{index}")
                        walk(part, f"{place}/{word}/{index}")
            for name, part in schema.get("properties", {}).items():
                if part.get("type") != "null":
                    found.add(f"{place}/properties/{name}")
                    walk(part, f"{place}/properties/{name}")
            for word in ("items", "additionalProperties"):
                if isinstance(schema.get(word), dict):
                    found.add(f"{place}/{word}")
                    walk(schema[word], f"{place}/{word}")

        walk(self.root, "#")
        for name, part in self.root.get("$defs", {}).items():
            walk(part, f"#/$defs/{name}")
        return found

    def alternatives(self, value, schema: dict, place: str):
        """The parts of oneOf and anyOf that a value fits, told apart by their own members where that is enough."""
        for word in ("oneOf", "anyOf"):
            parts = list(enumerate(schema.get(word, [])))
            likely = [(index, part) for index, part in parts if self.may_fit(value, part, place)]
            if len(likely) > 1:
                likely = [(index, part) for index, part in likely if self.fits(value, part)]
            for index, part in likely:
                yield part, f"{place}/{word}/{index}"

    def may_fit(self, value, part: dict, place: str) -> bool:
        part, _ = self.resolved(part, place)
        kind = part.get("type")
        if value is None or kind == "null":
            return value is None and kind == "null"
        if kind == "object" and isinstance(value, dict):
            known = part.get("properties", {})
            is_closed = part.get("additionalProperties") is False
            return (set(part.get("required", [])) <= set(value) and (not is_closed or set(value) <= set(known))
                    and all("const" not in known[name] or known[name]["const"] == value[name]
                            for name in value if name in known))
        return kind != "object" and not (kind == "array" and not isinstance(value, list))

    def visit(self, value, schema=None, place="#", path=(), on_object=None, outer=None) -> None:
        """Walks a document that fits along its schema."""
        schema, place = self.resolved(self.root if schema is None else schema, place)
        outer = schema if outer is None else outer
        if value is not None:
            self.seen.add(place)
        for part, there in self.alternatives(value, schema, place):
            if value is not None:
                self.seen.add(there)
            self.visit(value, part, there, path, on_object, outer)
        if isinstance(value, dict):
            if on_object is not None and "properties" in schema:
                on_object(path, value, schema, outer)
            more = schema.get("additionalProperties")
            for name, member in value.items():
                if name in schema.get("properties", {}):
                    part, there = schema["properties"][name], f"{place}/properties/{name}"
                elif isinstance(more, dict):
                    part, there = more, f"{place}/additionalProperties"
                else:
                    continue
                if member is not None:
                    self.seen.add(there)
                self.visit(member, part, there, path + (name,), on_object)
        elif isinstance(value, list) and isinstance(schema.get("items"), dict):
            for index, element in enumerate(value):
                if element is not None:
                    self.seen.add(f"{place}/items")
                self.visit(element, schema["items"], f"{place}/items", path + (index,), on_object)


def within(value, is_whole: bool = True):
    """The documents within a document: objects that name their form."""
    if isinstance(value, dict):
        if not is_whole and re.match("scanplan[.-]", str(value.get("schema", value.get("format")))):
            yield value
        for member in value.values():
            yield from within(member, False)
    elif isinstance(value, list):
        for element in value:
            yield from within(element, False)


def mutants(document: dict, schema: Schema, dice: random.Random, most: int):
    """Objects that lack a required member, have a misspelt one, or a word that is not listed, with their schemas."""
    found = []

    def note(path, value, part, outer):
        # A document within another one is open here: its own schema closes it, and `within` holds it against that.
        if part.get("additionalProperties") is not False:
            return
        for name in part.get("required", []):
            found.append(("lacks", path, value, outer, name))
        for name in value:
            found.append(("misspells", path, value, outer, name))
            words = schema.resolved(part["properties"][name], "")[0]
            if ("enum" in words or "const" in words) and value[name] is not None:
                found.append(("has another word in", path, value, outer, name))

    schema.visit(document, on_object=note)
    for kind, path, value, outer, name in dice.sample(found, min(most, len(found))):
        mutant = dict(value)
        if kind == "lacks":
            del mutant[name]
        elif kind == "misspells":
            mutant[name + "x"] = mutant.pop(name)
        else:
            mutant[name] = "unheard-of"
        yield f"{kind} {'.'.join(map(str, path + (name,)))}", mutant, outer


def source_forms(repository: str) -> set[str]:
    """The forms that the program's own sources name."""
    found = set()
    folder = os.path.join(repository, "Sources/Reporting/JSON")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            for match in re.finditer(r'"scanplan[.-]([a-z-]+)/([0-9]+)"', file.read()):
                found.add(f"{match[1]}-{match[2]}")
    return found


def main() -> None:
    binary, repository = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    folder = os.path.join(repository, "docs/schemas")
    schemas: dict[str, Schema] = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        stem = name.removesuffix(".json")
        schemas[stem] = Schema(text)
        kind, version = stem.rsplit("-", 1)
        printed = subprocess.run([binary, "schema", "--of", f"{kind}/{version}"], capture_output=True, text=True)
        if printed.returncode != 0 or printed.stdout != text:
            problem(f"schema --of {kind}/{version} is not docs/schemas/{name}; run scripts/embed-data")
    listed = subprocess.run([binary, "schema", "--list"], capture_output=True, text=True).stdout.split()
    if sorted(listed) != sorted("/".join(stem.rsplit("-", 1)) for stem in schemas):
        problem(f"schema --list tells {listed}")
    forms = source_forms(repository)
    if forms != set(schemas):
        problem(f"forms without a schema: {sorted(forms - set(schemas))}, schemas without a form: "
                f"{sorted(set(schemas) - forms)}")

    dice = random.Random(7)
    counts = {"documents": 0, "mutants": 0}
    only = next((word.removeprefix("--only=") for word in sys.argv[3:] if word.startswith("--only=")), None)
    with tempfile.TemporaryDirectory() as scratch:
        for arguments, statuses, wanted in commands(binary, repository, scratch):
            if only is not None and not re.search(only, " ".join(arguments)):
                continue
            start = time.monotonic()
            result = subprocess.run([binary, *arguments], capture_output=True, text=True, cwd=repository)
            words = " ".join(arguments)
            middle = time.monotonic()
            if result.returncode not in statuses:
                problem(f"{words}: ended with {result.returncode}: {result.stderr[-300:]}")
                continue
            text = result.stdout
            if not text and wanted.startswith("@"):
                with open(wanted[1:], encoding="utf-8") as file:
                    text = file.read()
            try:
                document = json.loads(text)
            except ValueError as error:
                problem(f"{words}: {error}: {result.stderr[-300:]}")
                continue
            name = form(document)
            if not wanted.startswith("@") and name != wanted:
                problem(f"{words}: is {name}, not {wanted}")
                continue
            schema = schemas[name]
            parts = [document, *within(document)]
            counts["documents"] += len(parts)
            errors = [error for part in parts for error in schemas[form(part)].validator.iter_errors(part)]
            for error in errors[:3]:
                while error.context:
                    error = max(error.context, key=lambda inner: len(inner.absolute_path))
                problem(f"{words}: {error.json_path}: {error.message[:300]}")
            if errors:
                continue
            for part in parts:
                schemas[form(part)].visit(part)
            for what, mutant, outer in mutants(document, schema, dice, 15):
                counts["mutants"] += 1
                if schema.fits(mutant, outer):
                    problem(f"{words}: accepted although it {what}")
            if "--verbose" in sys.argv:
                end = time.monotonic()
                print(f"{middle - start:.1f} s, {end - middle:.1f} s: {words}", file=sys.stderr, flush=True)

    with open(os.path.join(os.path.dirname(__file__), "unseen.txt"), encoding="utf-8") as file:
        lines = [line.split("|", 2) for line in file.read().splitlines() if line and not line.startswith("#")]
    excused = {(name.strip(), place.strip()) for name, place, reason in lines if reason.strip()}
    for name, schema in sorted(schemas.items() if only is None else []):
        for place in sorted(schema.places() - schema.seen):
            if not any(name == known and (place == start or place.startswith(start + "/")) for known, start in excused):
                problem(f"no document shows {name} | {place}")
        for known, place in sorted(excused):
            if known == name and place in schema.seen:
                problem(f"unseen.txt excuses what a document shows: {name} {place}")
            elif known == name and not any(f"{there}/".startswith(f"{place}/") for there in schema.places()):
                problem(f"unseen.txt names no place: {name} {place}")
    if PROBLEMS:
        print("\n".join(PROBLEMS))
        sys.exit(1)
    print(json.dumps({**counts, "schemas": len(schemas), "unseen": len(excused)}))


main()
