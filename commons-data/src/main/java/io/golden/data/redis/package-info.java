/** What the replicas share that may be forgotten: the rate limits. */
package io.golden.data.redis;
