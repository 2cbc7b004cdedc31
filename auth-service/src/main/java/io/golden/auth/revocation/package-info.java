/** Which access tokens are no longer good, and how every service learns of it. */
package io.golden.auth.revocation;
