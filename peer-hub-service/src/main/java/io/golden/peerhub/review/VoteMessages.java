package io.golden.peerhub.review;

import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.wire.VoteCast;
import io.golden.data.consumer.ConsumerSpec;
import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.MessageConsumer;
import io.golden.data.consumer.PoisonMessageException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.regex.Pattern;

/** Votes over {@code prc.{session_id}.response}; the voter is who the message's token says. */
@ApplicationScoped
class VoteMessages implements MessageConsumer<VoteCast> {
    private static final Pattern SUBJECT = Pattern.compile("prc\\.([0-9a-fA-F-]{36})\\.response");

    private final Voting voting;

    VoteMessages(Voting voting) {
        this.voting = voting;
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("PRC", "peer-hub-votes", "prc.*.response", true);
    }

    @Override
    public Class<VoteCast> payloadType() {
        return VoteCast.class;
    }

    @Override
    public Uni<Void> handle(SqlConnection tx, Incoming<VoteCast> message) {
        var voter = message.sender().orElseThrow(() -> new PoisonMessageException("vote without a valid token"));
        if (!voter.may(Permission.REVIEW_VOTE)) {
            throw new PoisonMessageException(voter.subject() + " lacks " + Permission.REVIEW_VOTE);
        }
        var session = session(message);
        return voting.cast(tx, session, voter, vote(message.payload()))
                .invoke(outcome -> {
                    switch (outcome) {
                        case VoteOutcome.Counted _, VoteOutcome.Late _ -> {}
                        case VoteOutcome.UnknownSession() -> throw new PoisonMessageException("no session " + session);
                        case VoteOutcome.NotAVoter(var why) ->
                            throw new PoisonMessageException(voter.subject() + " " + why);
                        case VoteOutcome.OtherContent(var expected) ->
                            throw new PoisonMessageException("content_hash is not " + expected);
                    }
                })
                .replaceWithVoid();
    }

    private static UUID session(Incoming<VoteCast> message) {
        var subject = SUBJECT.matcher(message.subject());
        if (!subject.matches()) {
            throw new PoisonMessageException("subject names no session");
        }
        var session = UUID.fromString(subject.group(1));
        var named = message.payload().sessionId();
        if (named != null && !named.equals(session)) {
            throw new PoisonMessageException("session_id differs from the subject's");
        }
        return session;
    }

    private static Vote vote(VoteCast payload) {
        try {
            return CastVote.of(payload).checked();
        } catch (ApiException e) {
            throw new PoisonMessageException(e.getMessage());
        }
    }
}
