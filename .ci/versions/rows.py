"""rows.py REPORTS ...: which tests hold on which version, from JUnit's reports in directories named after the versions."""

import pathlib
import sys
import xml.etree.ElementTree as xml

columns = {}
for directory in sys.argv[1:]:
    outcomes = columns.setdefault(directory.split("reports-")[1], {})
    for report in pathlib.Path(directory).glob("TEST-*.xml"):
        for case in xml.parse(report).iter("testcase"):
            name = case.get("classname").rsplit(".", 1)[1] + "." + case.get("name")
            kinds = {child.tag for child in case}
            outcomes[name] = "otherwise" if kinds & {"failure", "error"} else "-" if "skipped" in kinds else "holds"

versions = sorted(columns, key=lambda version: [int(part) if part.isdigit() else 0 for part in version.split(".")])
print("test | " + " | ".join(versions))
for name in sorted({name for outcomes in columns.values() for name in outcomes}):
    print(name + " | " + " | ".join(columns[version].get(name, "-") for version in versions))
