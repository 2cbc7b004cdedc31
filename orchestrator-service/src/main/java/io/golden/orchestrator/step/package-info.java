/** The steps of a task and what may happen to each. */
package io.golden.orchestrator.step;
