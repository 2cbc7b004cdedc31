# shellcheck shell=bash
# Finding JDK 25: the default `java` of a machine is often an older one.

is_jdk_25() {
  [[ -x $1/bin/java && -x $1/bin/javac ]] || return 1
  if [[ -r $1/release ]]; then
    grep -q '^JAVA_VERSION="25[".]' "$1/release"
  else
    [[ $("$1/bin/java" -version 2>&1 9>&-) =~ version\ \"25[\".] ]]
  fi
}

# Sets JAVA_HOME; fails when there is none.
find_java() {
  local candidate on_path
  on_path=$(readlink -f -- "$(command -v javac 2>/dev/null || echo /none/bin/javac)")
  for candidate in "${JAVA_HOME:-/none}" /usr/lib/jvm/* "${SDKMAN_DIR:-${HOME:-/none}/.sdkman}"/candidates/java/* /opt/*jdk* \
    "${on_path%/bin/javac}"; do
    if is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  return 1
}

require_java() {
  find_java || fail "no JDK 25 found (looked at JAVA_HOME, /usr/lib/jvm, SDKMAN and PATH). Install one: https://adoptium.net/temurin/releases/?version=25 or 'sdk install java 25-tem'"
}
