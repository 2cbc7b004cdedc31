/** Which access tokens were revoked before they expired: known in memory, followed from auth-service. */
package io.golden.commons.revocation;
