package io.golden.commons.error;

/** Knows the faults that mean that something this service needs is away: 503, not 500. Every bean of this type is asked. */
public interface LostDependency {
    boolean explains(Throwable fault);
}
