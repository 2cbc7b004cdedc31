/** {@code JWT_SECRET} and the keys that grow from it. */
package io.golden.auth.secret;
