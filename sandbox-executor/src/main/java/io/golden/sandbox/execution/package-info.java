/** The API that runs code: what may be asked, what comes back. */
package io.golden.sandbox.execution;
