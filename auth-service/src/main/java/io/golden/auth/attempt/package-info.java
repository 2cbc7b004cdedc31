/** Attempts to guess a password, counted before the password is looked at. */
package io.golden.auth.attempt;
