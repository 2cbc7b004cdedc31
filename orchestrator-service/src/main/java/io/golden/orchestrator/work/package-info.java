/** Hands steps to agents and takes their results: leases, fencing tokens, long polls. */
package io.golden.orchestrator.work;
