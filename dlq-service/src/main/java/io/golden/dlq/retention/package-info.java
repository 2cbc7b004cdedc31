/** Forgets what was resolved long ago. */
package io.golden.dlq.retention;
