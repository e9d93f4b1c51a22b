"""The floor of a cold check: read every YAML record below a folder and run the C parser over it."""

import sys
from pathlib import Path

import yaml

for path in Path(sys.argv[1]).rglob("*.yaml"):
    parser = yaml.cyaml.CParser(path.read_bytes())
    while parser.check_event():
        parser.get_event()
