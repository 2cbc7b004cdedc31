package io.golden.data.breakers;

import io.golden.commons.breaker.BreakerStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** @param breakers those that were asked for, in the state before a reset */
@RegisterForReflection(targets = {BreakerAnswer.class, BreakerStatus.class})
record BreakerAnswer(String service, String instance, List<BreakerStatus> breakers) {
    String replica() {
        return service + "/" + instance;
    }
}
