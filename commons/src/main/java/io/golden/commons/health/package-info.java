/** How this service is, by asking what it depends on. */
package io.golden.commons.health;
