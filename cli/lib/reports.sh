# shellcheck shell=bash
# Counting what the tests said, from the reports that surefire wrote: not from anybody's word.

# count_reports MODULE… → PASSED FAILED SKIPPED, and EMPTY: the modules that ran no test.
count_reports() {
  local module counts
  PASSED=0 FAILED=0 SKIPPED=0 EMPTY=()
  for module in "$@"; do
    counts=$(python3 - "$GOLDEN_ROOT/$module/target/surefire-reports" <<'PYTHON'
import pathlib, sys, xml.etree.ElementTree as xml
run = bad = skipped = 0
for report in pathlib.Path(sys.argv[1]).glob("TEST-*.xml"):
    suite = xml.parse(report).getroot()
    run += int(suite.get("tests"))
    bad += int(suite.get("failures")) + int(suite.get("errors"))
    skipped += int(suite.get("skipped"))
print(run - bad - skipped, bad, skipped)
PYTHON
    )
    local passed failed skipped
    read -r passed failed skipped <<<"$counts"
    ((passed + failed > 0)) || EMPTY+=("$module")
    PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
  done
}

forget_reports() {
  local module
  for module in "$@"; do rm -rf -- "${GOLDEN_ROOT:?}/$module/target/surefire-reports"; done
}

# show_failures MODULE…: each failed test with the beginning of what it said. Last of all, so that it is still there
# where only the end of a log is kept.
show_failures() {
  local module
  for module in "$@"; do
    python3 - "$module" "$GOLDEN_ROOT/$module/target/surefire-reports" <<'PYTHON'
import pathlib, sys, textwrap, xml.etree.ElementTree as xml
module, reports = sys.argv[1:]
for report in sorted(pathlib.Path(reports).glob("TEST-*.xml")):
    for case in xml.parse(report).getroot().iter("testcase"):
        for trouble in (*case.findall("failure"), *case.findall("error")):
            lines = [line for line in (trouble.text or trouble.get("message") or "").splitlines() if line.strip()]
            where = [line.strip() for line in lines if line.startswith("\tat io.golden.")][:6]
            said = [line for line in lines if not line.startswith("\tat ")][:12]
            print(f"  \u2717 {module}: {case.get('classname')}.{case.get('name')}  ({case.get('time')} s)")
            for line in (*said, *where):
                print("      " + textwrap.shorten(line, 300) if len(line) > 300 else "      " + line)
PYTHON
  done
}
