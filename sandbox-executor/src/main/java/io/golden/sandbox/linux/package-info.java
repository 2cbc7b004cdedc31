/** The few Linux calls that Java has no name for, through the foreign-function API: descriptors, processes, /proc. */
package io.golden.sandbox.linux;
