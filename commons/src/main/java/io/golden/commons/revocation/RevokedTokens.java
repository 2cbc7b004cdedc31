package io.golden.commons.revocation;

import io.golden.commons.wire.Revocation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The revocations that stand, in memory: a look costs three look-ups in maps, and none leaves the process. Each entry
 * goes when the last token it revokes has expired, so the memory is bounded by what was revoked in one token's life.
 * Adding what is known already changes nothing: entries may come twice and in any order.
 */
@Singleton
public final class RevokedTokens {
    /** Tokens of an owner below the generation are revoked, but for one session's. */
    private record OfOwner(long generation, Optional<String> exceptSession, Instant expiresAt) {
        boolean includes(TokenMarks token) {
            return token.generation() < generation
                    && (exceptSession.isEmpty() || !exceptSession.equals(token.session()));
        }

        boolean covers(OfOwner other) {
            return generation >= other.generation
                    && !expiresAt.isBefore(other.expiresAt)
                    && (exceptSession.isEmpty() || exceptSession.equals(other.exceptSession));
        }
    }

    /** By hash; the kind is part of what is hashed. */
    private final ConcurrentHashMap<String, Instant> tokensAndSessions = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<String, List<OfOwner>> owners = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final InstantSource clock;

    @Inject
    public RevokedTokens() {
        this(InstantSource.system());
    }

    RevokedTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the token was revoked, as far as this process knows. */
    public boolean includes(TokenMarks token) {
        return tokensAndSessions.containsKey(token.token())
                || token.session().filter(tokensAndSessions::containsKey).isPresent()
                || owners.getOrDefault(token.owner(), List.of()).stream().anyMatch(entry -> entry.includes(token));
    }

    /** Takes note of a revocation; of a kind that is not known here, none. */
    public void add(Revocation revocation) {
        switch (revocation.kind()) {
            case Revocation.TOKEN, Revocation.SESSION ->
                tokensAndSessions.merge(revocation.hash(), revocation.expiresAt(), RevokedTokens::later);
            case Revocation.USER, Revocation.ACCOUNT ->
                revocation
                        .generation()
                        .ifPresent(generation -> addOwner(
                                revocation.hash(),
                                new OfOwner(generation, revocation.exceptSession(), revocation.expiresAt())));
            default -> {
                return;
            }
        }
        listeners.forEach(Runnable::run);
    }

    /** Completes when the whole list was read once: before that nobody can say that a token is good. */
    public CompletableFuture<Void> complete() {
        return complete;
    }

    /** Calls the listener after each addition, on whatever thread brought it, until the answer is run. */
    public Runnable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void isComplete() {
        complete.complete(null);
    }

    /**
     * Forgets what has expired. The clock that lets an entry go is the one that lets the tokens go, so it does not
     * matter which way it is wrong.
     */
    void forgetExpired() {
        var now = clock.instant();
        tokensAndSessions.values().removeIf(expiry -> expiry.isBefore(now));
        owners.replaceAll((_, entries) -> entries.stream()
                .filter(entry -> !entry.expiresAt().isBefore(now))
                .toList());
        owners.values().removeIf(List::isEmpty);
    }

    int size() {
        return tokensAndSessions.size()
                + owners.values().stream().mapToInt(List::size).sum();
    }

    private void addOwner(String hash, OfOwner fresh) {
        owners.merge(hash, List.of(fresh), (known, _) -> {
            if (known.stream().anyMatch(entry -> entry.covers(fresh))) {
                return known;
            }
            return Stream.concat(known.stream().filter(entry -> !fresh.covers(entry)), Stream.of(fresh))
                    .toList();
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
