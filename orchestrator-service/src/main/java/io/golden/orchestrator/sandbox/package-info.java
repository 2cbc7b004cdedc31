/** Evidence of our own: what the sandbox says about the content, never what an agent says about itself. */
package io.golden.orchestrator.sandbox;
