package io.golden.orchestrator.work;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What an agent hands in.
 *
 * @param tokensUsed what it reports to have used, 0 or more
 */
record Result(JsonObject output, long tokensUsed, JsonArray artifacts) {}
