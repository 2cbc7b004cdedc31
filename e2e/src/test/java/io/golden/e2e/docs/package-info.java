/** The commands that README and docs show, run as a reader would paste them. */
package io.golden.e2e.docs;
