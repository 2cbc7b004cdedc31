package io.golden.budget.reservation;

import io.golden.commons.caller.Caller;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.idempotency.IdempotencyKeys;
import io.golden.data.idempotency.IdempotencyKeys.Once;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Optional;

/** Gives a reservation more tokens or more time. */
@Singleton
final class Extensions {
    private static final String ROUTE = "POST /budget/extend";

    private final Transactions transactions;
    private final ReservationRepository repository;
    private final IdempotencyKeys keys;
    private final Audit audit;

    Extensions(Transactions transactions, ReservationRepository repository, IdempotencyKeys keys, Audit audit) {
        this.transactions = transactions;
        this.repository = repository;
        this.keys = keys;
        this.audit = audit;
    }

    /** Extends once for each key; a refusal is not remembered. */
    Uni<Once<ExtendResponse>> extend(ExtendRequest request, Optional<String> idempotencyKey, Caller caller) {
        var correlation = Correlation.current();
        return transactions.run(tx -> keys.once(
                tx,
                idempotencyKey,
                caller,
                ROUTE,
                request,
                ExtendResponse.class,
                () -> repository
                        .extend(tx, request, caller, correlation)
                        .chain(outcome -> answer(tx, request, caller, outcome))));
    }

    private Uni<ExtendResponse> answer(SqlConnection tx, ExtendRequest request, Caller caller, ExtendOutcome outcome) {
        return switch (outcome) {
            // Nothing of it stays: the transaction ends with the refusal.
            case ExtendOutcome.Extended(var _, var _, var allocated, var _, var _)
            when allocated > Tokens.MOST ->
                throw ApiException.unprocessable(
                        "additional_tokens", "would make more than " + Tokens.MOST + ", which no commit could book");
            case ExtendOutcome.Extended done -> record(tx, request, caller, done);
            case ExtendOutcome.Insufficient refused ->
                throw Refusals.insufficient(
                        refused.available(), request.additionalTokens(), refused.tenantId(), refused.scope());
            case ExtendOutcome.Unknown() -> throw Refusals.unknown(request.reservationId());
            case ExtendOutcome.NotHolder() -> throw Refusals.notHolder();
            case ExtendOutcome.Closed() -> throw Refusals.conflict("The reservation is not held any more");
            case ExtendOutcome.PeriodOver() ->
                throw Refusals.conflict("The reservation was made in a period that has ended: reserve anew");
        };
    }

    private Uni<ExtendResponse> record(
            SqlConnection tx, ExtendRequest request, Caller caller, ExtendOutcome.Extended done) {
        var details = new HashMap<String, Object>();
        details.put("tenant_id", done.tenantId());
        details.put("project_id", done.projectId());
        details.put("tokens", done.allocated());
        details.put("expires_at", done.expiresAt().toString());
        var entry = new AuditEntry(
                caller.subject(),
                caller.role(),
                "budget.extend",
                "budget_reservation",
                request.reservationId().toString(),
                details);
        return audit.append(tx, entry)
                .replaceWith(new ExtendResponse(
                        "extended", request.reservationId(), done.allocated(), done.available(), done.expiresAt()));
    }
}
