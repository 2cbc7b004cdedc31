/** Arrivals and resolutions as they happen, as server-sent events. */
package io.golden.dlq.live;
