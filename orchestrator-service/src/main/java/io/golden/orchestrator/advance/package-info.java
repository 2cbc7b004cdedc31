/** Moves tasks: a snapshot of the rows decides the next action, the action is carried out, the rows tell what came of it. */
package io.golden.orchestrator.advance;
