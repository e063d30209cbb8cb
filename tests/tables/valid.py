#!/usr/bin/env python3
"""valid.py SCHEMA JSON...: hold JSON files against a JSON Schema, which itself must be one.  Prints what is wrong; exit 1 then."""
import json
import sys

import jsonschema

with open(sys.argv[1]) as f:
    schema = json.load(f)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
faults = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as f:
        for error in validator.iter_errors(json.load(f)):
            faults += 1
            if faults <= 5:
                print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
sys.exit(faults > 0)
