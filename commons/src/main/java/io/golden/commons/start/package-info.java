/** How a service's process starts and why it may refuse to. */
package io.golden.commons.start;
