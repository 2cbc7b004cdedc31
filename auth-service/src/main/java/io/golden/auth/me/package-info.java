/** Who the caller is. */
package io.golden.auth.me;
