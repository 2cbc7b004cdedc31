/** Review sessions: opened, voted on over HTTP and NATS, decided exactly once, explained. */
package io.golden.peerhub.review;
