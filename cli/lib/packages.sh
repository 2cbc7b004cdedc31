# shellcheck shell=bash
# What the suite needs of the machine, and the Debian package that brings it.

# package|why|how to see that it is there
NEEDS=(
  'postgresql|keeps the state of every service|find_postgres_bin'
  'postgresql-client|prepares the database|command -v psql'
  'redis-server|rate limits and caches|command -v redis-server'
  'nats-server|carries messages between the services|command -v nats-server'
  'haproxy|the gateway, the one public port|command -v haproxy'
  'bubblewrap|isolates the code that agents wrote|command -v bwrap'
  'libseccomp2|filters the system calls of that code|has_libseccomp'
  'python3|a language of the sandbox|has_python'
  'nodejs|a language of the sandbox|has_node'
  'jq|reads JSON in scripts|command -v jq'
  'curl|asks the services how they are|command -v curl'
  'util-linux|starts servers as their own users|command -v setpriv'
)
BUILD_NEEDS=('maven|builds Golden|has_maven')
BENCH_NEEDS=('wrk|the load of the measurements|command -v wrk')
TEST_NEEDS=('shellcheck|checks the shell scripts|command -v shellcheck')

has_maven() { command -v "${GOLDEN_MVN:-mvn}"; }

# The sandbox starts these by their absolute paths: one elsewhere on the PATH is of no use to it.
has_python() { [[ -x ${SANDBOX_PYTHON:-/usr/bin/python3} ]]; }
has_node() { [[ -x ${SANDBOX_NODE:-/usr/bin/node} ]]; }

has_libseccomp() { [[ $(ldconfig -p 2>/dev/null) == *libseccomp.so.2* ]]; }

# missing_packages NEED…: the lines that are not met. What an external URL names need not be here.
missing_packages() {
  local need package check
  for need in "$@"; do
    package=${need%%|*} check=${need##*|}
    case $package in
    postgresql) is_private postgres || continue ;;
    redis-server) is_private redis || continue ;;
    nats-server) is_private nats || continue ;;
    esac
    eval "$check" >/dev/null 2>&1 || echo "$need"
  done
}

is_debian() { command -v apt-get >/dev/null && [[ -e /etc/debian_version ]]; }

# may_install: sets INSTALL_AS to what goes before apt-get.
may_install() {
  INSTALL_AS=()
  if ((EUID == 0)); then return 0; fi
  command -v sudo >/dev/null || return 1
  INSTALL_AS=(sudo)
  # Nobody is there to type a password: only a sudo that asks for none.
  person_present || sudo -n true 2>/dev/null
}

# ensure_packages NEED…: says what is missing and why, and installs it where it may.
ensure_packages() {
  local missing=() packages=() need answer
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  say 'Golden needs Debian packages that are not installed:'
  for need in "${missing[@]}"; do
    packages+=("${need%%|*}")
    answer=${need#*|}
    printf '  %-18s %s\n' "${need%%|*}" "${answer%%|*}"
  done
  if ! is_debian; then
    fail "this is not Debian or Ubuntu; install by hand: ${packages[*]}"
  fi
  if ! may_install; then
    say 'Run these, then ./golden up again:'
    say '  sudo apt-get update'
    say "  sudo apt-get install -y --no-install-recommends ${packages[*]}"
    fail 'cannot install: neither root nor sudo here'
  fi
  if person_present; then
    read -r -p 'Install them now with apt-get? [Y/n] ' answer
    [[ -z $answer || $answer =~ ^[Yy] ]] || fail 'nothing installed'
  fi
  phase_begins "installing ${packages[*]}"
  install_packages "${packages[@]}"
  phase_ends "installed ${packages[*]}"
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) || fail "still missing after the installation: ${missing[*]%%|*}"
}

# The packages start servers of their own, on the ports that everybody knows. A policy keeps them from it for
# the length of the installation; servers that ran before are not touched.
install_packages() {
  local policy=/usr/sbin/policy-rc.d made='' log=$LOG_DIR/apt.log status=0 apt
  apt=("${INSTALL_AS[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120)
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\n# Made by ./golden up while it installs.\nexit 101\n' | "${INSTALL_AS[@]}" tee "$policy" >/dev/null
    "${INSTALL_AS[@]}" chmod 755 "$policy"
    made=yes
  fi
  {
    "${apt[@]}" update || true
    "${apt[@]}" install -y --no-install-recommends "$@"
  } >"$log" 2>&1 9>&- || status=$?
  if [[ -n $made ]]; then "${INSTALL_AS[@]}" rm -f "$policy"; fi
  if ((status)); then
    phase_failed 'apt-get could not install them'
    last_lines "$log"
    fail "see $log"
  fi
  keep_from_starting_at_boot "$@"
}

# The same for the next boot, for what was just installed.
keep_from_starting_at_boot() {
  local package
  command -v systemctl >/dev/null && [[ -d /run/systemd/system ]] || return 0
  for package in "$@"; do
    case $package in
    postgresql | redis-server | nats-server | haproxy)
      "${INSTALL_AS[@]}" systemctl disable --quiet "$package" >/dev/null 2>&1 9>&- || true
      ;;
    esac
  done
}
