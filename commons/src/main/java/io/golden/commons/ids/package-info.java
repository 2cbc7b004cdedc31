/** Ids that sort by time. */
package io.golden.commons.ids;
