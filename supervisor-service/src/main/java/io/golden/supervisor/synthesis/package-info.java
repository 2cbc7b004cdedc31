/** Checking what a model says before anybody acts on it. */
package io.golden.supervisor.synthesis;
