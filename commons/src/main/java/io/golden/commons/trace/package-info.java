/** Spans for whoever collects traces; nothing at all where nobody does. */
package io.golden.commons.trace;
