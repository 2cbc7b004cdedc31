/** Calls to other services: one token, one way to call, one policy. */
package io.golden.orchestrator.remote;
