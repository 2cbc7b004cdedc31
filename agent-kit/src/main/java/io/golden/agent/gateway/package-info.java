/** Talking to Golden over HTTP as one service account: tokens, retries, errors as values. */
package io.golden.agent.gateway;
