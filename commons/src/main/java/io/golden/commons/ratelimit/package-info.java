/** How often somebody may call. */
package io.golden.commons.ratelimit;
