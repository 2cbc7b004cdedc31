/** Tasks: their states, rows, history, and the API a client sees. */
package io.golden.orchestrator.task;
