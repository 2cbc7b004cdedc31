/** Reserves a step's tokens before it is handed out, and settles them afterwards whatever dies in between. */
package io.golden.orchestrator.budget;
