# shellcheck shell=bash
# HAProxy: renders one backend a service for deploy/gateway/haproxy.cfg, and starts it.

# Asked often enough that a restarted replica is used at once; a refused connection marks one down by itself.
render_backends() {
  local service replica
  echo '# Rendered by ./golden up from the ports and replicas of this suite.'
  for service in "${SERVICES[@]}"; do
    cat <<CONF

backend $service from golden
  balance leastconn
  http-request set-timeout server 380s if { path_beg /api/v1/sandbox/ }
  http-request set-timeout server 1h if { path_beg /api/v1/tasks/ } { path_end /stream }
  option httpchk
  http-check send meth GET uri /health/ready
  http-check expect status 200
  default-server inter 1s fastinter 100ms downinter 100ms rise 1 fall 2 observe layer4 error-limit 1 on-error mark-down
CONF
    for ((replica = 1; replica <= GOLDEN_REPLICAS; replica++)); do
      echo "  server $service-$replica 127.0.0.1:$(service_port "$service" "$replica") check port $(management_port "$service" "$replica")"
    done
    ((GOLDEN_REPLICAS > 1)) || continue
    cat <<CONF

# Calls from the other services: no rewriting, no public rules.
frontend internal-$service from golden
  bind 127.0.0.1:$(internal_port "$service")
  http-request disable-l7-retry unless { method GET HEAD OPTIONS PUT DELETE }
  http-request del-header X-Forwarded- -m beg
  default_backend $service
CONF
  done
}

start_gateway() {
  local print backends=$RUN_DIR/backends.cfg
  local ENVIRONMENT=("GATEWAY_BIND=127.0.0.1:$GATEWAY_PORT" "GATEWAY_READY_BIND=127.0.0.1:$GATEWAY_READY_PORT"
    "GATEWAY_SOCKET=$RUN_DIR/gateway.sock" "GATEWAY_ROUTES=$GOLDEN_ROOT/deploy/gateway/routes.map")
  render_backends >"$backends.new"
  print=$(cat "$backends.new" "$GOLDEN_ROOT"/deploy/gateway/* | sha256sum)
  if is_running gateway; then
    if [[ $(cat "$RUN_DIR/gateway.app" 2>/dev/null) == "$print" ]]; then return 0; fi
    stop_component gateway
  fi
  mv -f -- "$backends.new" "$backends"
  echo "$print" >"$RUN_DIR/gateway.app"
  launch gateway haproxy -db -f "$GOLDEN_ROOT/deploy/gateway/haproxy.cfg" -f "$backends"
}

gateway_ready() { http_ok "$GATEWAY_READY_PORT" /ready; }
