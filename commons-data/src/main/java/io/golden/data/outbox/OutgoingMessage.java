package io.golden.data.outbox;

/**
 * A message to be published once the transaction has committed.
 *
 * @param subject NATS subject, such as {@code event.budget.limit.threshold}
 * @param type {@code Golden-Event-Type}
 * @param schema {@code Golden-Schema}, from 1
 * @param tenant {@code Golden-Tenant}
 * @param payload a record, written as snake_case JSON
 */
public record OutgoingMessage(String subject, String type, int schema, String tenant, Object payload) {}
