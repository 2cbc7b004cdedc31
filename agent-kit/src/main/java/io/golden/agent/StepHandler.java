package io.golden.agent;

/**
 * Does a step. Runs on a virtual thread of its own, which is interrupted when the lease is lost or the worker stops. An
 * exception fails the step so that it may be tried again.
 */
@FunctionalInterface
public interface StepHandler {
    StepResult handle(Step step) throws Exception;
}
