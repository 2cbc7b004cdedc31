/** How many boxes run at once, how many requests may wait for one, and what is counted about them. */
package io.golden.sandbox.slot;
