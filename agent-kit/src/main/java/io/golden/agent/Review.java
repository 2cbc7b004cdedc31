package io.golden.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A peer's work that this agent is asked to judge.
 *
 * @param role as what this agent votes
 * @param contentHash of exactly these files; checked before the handler sees them
 * @param testResult what the orchestrator's own run of the tests gave, as JSON; a missing node when there was none
 */
public record Review(
        String sessionId,
        String taskId,
        String tenantId,
        String role,
        String summary,
        String contentHash,
        List<CodeFile> files,
        List<CodeFile> tests,
        JsonNode testResult,
        Budget budget) {}
