/** Password hashing, off everybody else's path. */
package io.golden.auth.password;
