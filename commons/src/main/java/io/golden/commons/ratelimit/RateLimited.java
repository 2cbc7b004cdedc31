package io.golden.commons.ratelimit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route's own limit, which counts instead of the role's. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RateLimited {
    /** Requests a minute, burst of the same size. 0: the route is exempt from all limits. */
    int perMinute();
}
