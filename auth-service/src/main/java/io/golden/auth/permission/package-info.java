/** What each role may do. */
package io.golden.auth.permission;
