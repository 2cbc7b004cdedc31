package io.golden.orchestrator.review;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Cancels the sessions of tasks that ended first, until the peer hub has answered. */
@ApplicationScoped
class ReviewCanceller {
    private static final int BATCH = 16;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final ReviewRows rows;
    private final ReviewClient peerHub;
    private final BackgroundWork background;
    private BackgroundLoop loop;

    ReviewCanceller(Transactions transactions, ReviewRows rows, ReviewClient peerHub, BackgroundWork background) {
        this.transactions = transactions;
        this.rows = rows;
        this.peerHub = peerHub;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start("review-canceller", INTERVAL, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private void round() {
        background.await(
                Correlation.fresh(),
                PATIENCE,
                () -> transactions
                        .run(tx -> rows.takeCancellations(tx, BATCH, LEASE))
                        .flatMap(this::cancelAll));
    }

    private Uni<Void> cancelAll(List<Review> reviews) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (var review : reviews) {
            all = all.chain(() -> cancel(review));
        }
        return all;
    }

    private Uni<Void> cancel(Review review) {
        return session(review)
                .flatMap(peerHub::cancel)
                .flatMap(over -> over
                        ? transactions.run(tx -> rows.cancelled(tx, review.id()))
                        : Uni.createFrom().voidItem());
    }

    /** A session whose opening was never recorded is opened again under its key: that tells its id. */
    private Uni<UUID> session(Review review) {
        return review.sessionId()
                .map(id -> Uni.createFrom().item(id))
                .orElseGet(() -> transactions
                        .run(tx -> rows.request(tx, review.id()))
                        .flatMap(request -> peerHub.open(review, request))
                        .map(opened -> switch (opened) {
                            case ReviewClient.Opened.Session(var id) -> id;
                            // Never opened, and never will be: cancelling an unknown session is no loss.
                            case ReviewClient.Opened.Refused _ -> review.id();
                        }));
    }
}
