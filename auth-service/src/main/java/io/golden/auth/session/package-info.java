/** Logins that go on: refresh and logout. */
package io.golden.auth.session;
