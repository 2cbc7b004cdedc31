/** The audit log: searched, sealed into a signed hash chain, verified, and dropped by the month when it is old. */
package io.golden.auth.audit;
