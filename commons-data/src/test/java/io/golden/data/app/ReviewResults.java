package io.golden.data.app;

import io.golden.data.consumer.ConsumerSpec;
import jakarta.inject.Singleton;

/** Consumes what services send. */
@Singleton
class ReviewResults extends DeedConsumer {
    ReviewResults(Deeds deeds) {
        super(deeds);
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("PRC", "orchestrator-review-results", "prc.*.result", false);
    }
}
