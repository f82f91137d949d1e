"""Says what a notebook's cells print or draw now that they did not: notebook_difference.py OLD NEW.

Counts of executions and times of day are ignored; nothing is printed if nothing else differs.
"""

import difflib
import json
import sys


def outputs(file):
    """For each cell of code what it printed, line by line, and the pictures that it drew."""
    with open(file, encoding="utf-8") as stream:
        cells = json.load(stream)["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            lines, pictures = [], []
            for output in cell["outputs"]:
                data = output.get("data", {})
                text = output.get("text", data.get("text/plain", []))
                lines += "".join(text).splitlines()
                pictures += ["".join(data[kind]).strip() for kind in data if kind.startswith("image/")]
            yield "".join(cell["source"]), lines, pictures


old, new = (list(outputs(file)) for file in sys.argv[1:3])
if [source for source, *_ in old] != [source for source, *_ in new]:
    print("its code is not the same")
for number, ((_, lines, pictures), (_, lines_now, pictures_now)) in enumerate(zip(old, new), 1):
    for line in difflib.unified_diff(lines, lines_now, n=0, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            print(f"cell {number}: {line}")
    if pictures != pictures_now:
        print(f"cell {number}: another picture")
