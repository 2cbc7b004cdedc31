/** What a reference agent must know how to do, whoever does the thinking: the offline model or a language model. */
package io.golden.agent.craft;
