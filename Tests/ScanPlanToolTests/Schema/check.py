"""Tells which documents a JSON Schema accepts, by a validator that is not ours.

usage: check.py SCHEMA DOCUMENTS
DOCUMENTS holds one JSON document a line; for each, a line with "accept" or "reject" and a reason is printed.
"""

import json
import sys

from jsonschema import Draft202012Validator


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            error = next(iter(validator.iter_errors(json.loads(line))), None)
            reason = "" if error is None else f"{error.json_path}: {error.message}"
            print("accept" if error is None else "reject", json.dumps(reason[:300]))


main()
