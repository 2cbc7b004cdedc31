/** Settings from the environment, checked at start. */
package io.golden.commons.configuration;
