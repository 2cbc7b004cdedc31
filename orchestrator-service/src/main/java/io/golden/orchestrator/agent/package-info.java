/** The agents that were seen, and which of them may vote. */
package io.golden.orchestrator.agent;
