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
