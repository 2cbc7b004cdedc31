/** People, and the first of them. */
package io.golden.auth.user;
