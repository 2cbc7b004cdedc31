/** Which system calls a box may make, compiled to a filter by libseccomp. */
package io.golden.sandbox.seccomp;
