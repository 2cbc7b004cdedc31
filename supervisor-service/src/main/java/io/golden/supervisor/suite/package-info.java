/** The operators' view of the whole suite: health, metrics, documentation, the front page. */
package io.golden.supervisor.suite;
