package io.golden.orchestrator.sandbox;

import io.vertx.core.json.JsonObject;

/**
 * What the sandbox said about one content.
 *
 * @param testsHash of the tester's files; empty for a run that needs none
 * @param evidence counts, findings, times: what the runner saw
 */
public record SandboxRun(
        Kind kind, String contentHash, String testsHash, String executionId, boolean passed, JsonObject evidence) {

    /** What was asked of the content. */
    public enum Kind {
        CODE_QUALITY("code_quality"),
        HAS_TESTS("has_tests");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        public static Kind of(String wire) {
            return CODE_QUALITY.wire.equals(wire) ? CODE_QUALITY : HAS_TESTS;
        }
    }
}
