/** What an agent is written with: {@link io.golden.agent.AgentWorker} takes work and calls for votes from Golden. */
package io.golden.agent;
