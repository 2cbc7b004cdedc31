/** The languages a box can run, and what of this machine each needs to see. */
package io.golden.sandbox.language;
