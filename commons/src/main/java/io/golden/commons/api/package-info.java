/** What every service's API document says without each resource saying it. */
package io.golden.commons.api;
