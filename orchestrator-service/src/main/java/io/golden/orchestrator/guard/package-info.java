/** What must hold before a task goes on: each guard a small class with a verdict and its evidence. */
package io.golden.orchestrator.guard;
