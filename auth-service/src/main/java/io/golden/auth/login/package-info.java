/** Login by password, counted before it is looked at. */
package io.golden.auth.login;
