/** Asks a human where no rule may decide, and carries out the answer. */
package io.golden.orchestrator.escalation;
