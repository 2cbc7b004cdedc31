/** Service accounts of agents and of Golden's own services, and their tokens. */
package io.golden.auth.account;
