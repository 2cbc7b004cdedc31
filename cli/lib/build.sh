# shellcheck shell=bash
# Building only what changed, and running from a copy.
#
# A service's jars and its AOT cache (training.sh) are one unit: a cache beside other jars silently runs the old
# code. So both stand together in $GOLDEN_HOME/apps/SERVICE/HASH, where HASH covers the sources, and run from there;
# a build (or a test run) in the checkout never pulls the jars from under a running service.

APPS=("${SERVICES[@]}" agent-kit)

# Everything that shapes the jars of a module, itself first.
sources_of() {
  echo "$1/pom.xml $1/src/main"
  echo pom.xml .mvn
  case $1 in
  agent-kit) ;;
  sandbox-executor) echo commons/pom.xml commons/src/main ;;
  *) echo commons/pom.xml commons/src/main commons-data/pom.xml commons-data/src/main ;;
  esac
}

# hash_sources: SOURCE_HASH[module], in one pass over the files.
hash_sources() {
  declare -gA SOURCE_HASH
  local module sums java
  java=$(cat "$JAVA_HOME/release" 2>/dev/null || echo "$JAVA_HOME")
  sums=$(cd "$GOLDEN_ROOT" && find pom.xml .mvn commons commons-data "${APPS[@]}" \
    -path '*/target' -prune -o -type f \( -path '*/src/main/*' -o -name pom.xml -o -path '.mvn/*' \) -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum)
  for module in "${APPS[@]}"; do
    SOURCE_HASH[$module]=$({
      echo "$java"
      grep -E "  ($(sources_of "$module" | tr -s ' \n' '|' | sed 's/|$//'))(/|$)" <<<"$sums"
    } | sha256sum | cut -c1-16)
  done
}

app_folder() { echo "$APP_DIR/$1/${SOURCE_HASH[$1]}"; }

# What Maven left in target/, so that a build by hand after ours is noticed.
listing_of() {
  local parts=(quarkus-app)
  if [[ $1 == agent-kit ]]; then parts=(agent-kit.jar lib); fi
  (cd -- "$GOLDEN_ROOT/$1/target" && find "${parts[@]}" -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum) 2>/dev/null || true
}

is_built() {
  local stamp=$GOLDEN_ROOT/$1/target/golden.stamp
  [[ -f $stamp && $(<"$stamp") == "${SOURCE_HASH[$1]} $(listing_of "$1")" ]]
}

stamp_built() {
  if [[ $1 == agent-kit ]]; then
    [[ -f $GOLDEN_ROOT/$1/target/agent-kit.jar ]] || return 1
  else
    [[ -f $GOLDEN_ROOT/$1/target/quarkus-app/quarkus-run.jar ]] || return 1
  fi
  echo "${SOURCE_HASH[$1]} $(listing_of "$1")" >"$GOLDEN_ROOT/$1/target/golden.stamp"
}

# Which apps have to be built: neither installed in $GOLDEN_HOME nor built in the checkout.
apps_to_build() {
  local module
  for module in "${APPS[@]}"; do
    [[ -d $(app_folder "$module") ]] || is_built "$module" || echo "$module"
  done
}

# drop_deleted_resources: Maven copies resources and never takes one back, so a deleted migration, say, would go on
# being run. What target/classes holds besides classes comes from src/main/resources; a jar that held it is made anew.
drop_deleted_resources() {
  local module file
  for module in commons commons-data "${APPS[@]}"; do
    [[ -d $GOLDEN_ROOT/$module/target/classes ]] || continue
    while IFS= read -r -d '' file; do
      [[ ! -e $GOLDEN_ROOT/$module/src/main/resources/$file ]] || continue
      rm -f -- "$GOLDEN_ROOT/$module/target/classes/$file" "$GOLDEN_ROOT/$module"/target/*.jar
    done < <(cd -- "$GOLDEN_ROOT/$module/target/classes" && find . -type f ! -name '*.class' -printf '%P\0')
  done
}

# build_apps MODULE…
build_apps() {
  local log=$LOG_DIR/build.log modules count=0
  modules=$(IFS=, && echo "$*")
  phase_begins 'building'
  drop_deleted_resources
  # shellcheck disable=SC2317
  maven_says() {
    if [[ $1 =~ ^\[INFO\]\ Building\ ([^ ]+)\ .*\[([0-9]+)/([0-9]+)\] ]]; then
      progress "$count" "${BASH_REMATCH[3]}" "${BASH_REMATCH[1]}"
      count=${BASH_REMATCH[2]}
    fi
  }
  if ! run_maven "$log" --fail-at-end package -Dmaven.test.skip=true -pl "$modules" -am; then
    phase_failed 'the build failed'
    stamp_successes "$log" "$@"
    maven_errors "$log"
    fail "the whole output is in $log"
  fi
  phase_ends "built $*"
}

# What was built before or beside the failure need not be built again.
stamp_successes() {
  local log=$1 module
  shift
  for module in "$@"; do
    if grep -q "^\[INFO\] $module \.* SUCCESS" -- "$log"; then stamp_built "$module" || true; fi
  done
}

# install_app MODULE: the jars and the cache as one, there at once or not at all.
install_app() {
  local module=$1 target source=$GOLDEN_ROOT/$1/target
  target=$(app_folder "$module")
  [[ ! -d $target ]] || return 0
  mkdir -p -- "$APP_DIR/$module"
  rm -rf -- "$target.new"
  mkdir -- "$target.new"
  if [[ $module == agent-kit ]]; then
    cp -a --reflink=auto -- "$source/agent-kit.jar" "$target.new/"
    if [[ -d $source/lib ]]; then cp -a --reflink=auto -- "$source/lib" "$target.new/"; fi
  else
    cp -a --reflink=auto -- "$source/quarkus-app/." "$target.new/"
  fi
  printf '%s (%s)\n' "$(suite_version)" "$(suite_commit)" >"$target.new/version"
  mv -T -- "$target.new" "$target"
}

# Older copies, once nothing runs from them.
prune_apps() {
  local folder module
  for folder in "$APP_DIR"/*/*; do
    [[ -d $folder ]] || continue
    module=${folder%/*}
    module=${module##*/}
    if [[ ${folder##*/} != "${SOURCE_HASH[$module]:-}" ]] && ! in_use "$folder"; then rm -rf -- "$folder"; fi
  done
}

in_use() { grep -qsxF -- "$1" "$RUN_DIR"/*.app; }

# recorded_app COMPONENT: starts again what ran, not what the sources would give now.
recorded_app() {
  declare -gA SOURCE_HASH
  local folder module=agent-kit
  case $1 in
  postgres | redis | nats | gateway) return 0 ;;
  agents) ;;
  *) module=$(service_of "$1") ;;
  esac
  folder=$(head -n 1 "$RUN_DIR/$1.app" 2>/dev/null) || true
  [[ -n $folder && -d $folder ]] || fail "$1 was never started here; ./golden up starts it"
  SOURCE_HASH[$module]=${folder##*/}
}

ensure_built() {
  local module to_build=()
  hash_sources
  mapfile -t to_build < <(apps_to_build)
  if ((${#to_build[@]})); then
    ensure_packages "${BUILD_NEEDS[@]}"
    build_apps "${to_build[@]}"
    for module in "${to_build[@]}"; do stamp_built "$module" || fail "the build left no runnable $module"; done
  fi
  for module in "${APPS[@]}"; do install_app "$module"; done
}
