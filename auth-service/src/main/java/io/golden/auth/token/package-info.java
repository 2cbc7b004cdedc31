/** Access tokens. */
package io.golden.auth.token;
