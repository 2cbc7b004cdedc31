/** The audit of attempts that were refused, which a flood must not turn into a flood of rows. */
package io.golden.auth.refusal;
