package io.golden.data.app;

import io.golden.data.consumer.ConsumerSpec;
import jakarta.inject.Singleton;

/** Consumes what agents send. */
@Singleton
class TaskResults extends DeedConsumer {
    TaskResults(Deeds deeds) {
        super(deeds);
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("TASKS", "orchestrator-task-results", "task.result.*", true);
    }
}
