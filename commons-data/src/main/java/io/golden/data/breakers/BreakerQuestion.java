package io.golden.data.breakers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** @param name one breaker, else all */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BreakerQuestion(Optional<String> name) {
    static final String LIST = "golden.breakers.list";
    static final String RESET = "golden.breakers.reset";
    /** Before the id of a question: where its answers go, which the orchestrator alone may hear. */
    static final String ANSWERS = "golden.breaker_answers.";
}
