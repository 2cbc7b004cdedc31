/** Finds event loops that were blocked while tests ran, and fails the test in which that was seen. */
package io.golden.test.loop;
