/** The keys tokens are signed with, and their public halves. */
package io.golden.auth.key;
