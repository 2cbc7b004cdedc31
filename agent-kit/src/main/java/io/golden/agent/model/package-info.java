/** Language models that agents may ask: OpenAI-compatible chat and Anthropic messages. */
package io.golden.agent.model;
