/** The schemas of {@code docs/events/}, and what they say of a message. */
package io.golden.test.events;
