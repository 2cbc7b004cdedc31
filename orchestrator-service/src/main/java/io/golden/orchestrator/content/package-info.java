/** The files an agent wrote, and the hash that names them. */
package io.golden.orchestrator.content;
