/** One run of untrusted code in a box of its own, from the start of its first process to the end of its last. */
package io.golden.sandbox.box;
