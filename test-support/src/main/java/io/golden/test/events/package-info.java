/** What services publish, compared with the schemas of {@code docs/events/}. */
package io.golden.test.events;
