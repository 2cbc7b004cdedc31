package io.golden.peerhub.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.golden.commons.caller.Caller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.FieldError;
import io.golden.commons.ids.Ids;
import io.golden.peerhub.quorum.Score;
import io.golden.peerhub.quorum.Voter;
import io.golden.peerhub.quorum.Weights;
import io.golden.peerhub.review.Sessions.NewSession;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Turns a request into a session, or refuses it with everything that is wrong with it at once. */
final class Opening {
    private static final BigDecimal DEFAULT_QUORUM = new BigDecimal("0.75");
    private static final int DEFAULT_DEADLINE_SECONDS = 180;

    private final OpenReview request;
    private final List<FieldError> errors = new ArrayList<>();

    private Opening(OpenReview request) {
        this.request = request;
    }

    /** The session that the request asks for; 422 when its parts do not fit together. */
    static NewSession of(OpenReview request, Caller caller) {
        return new Opening(request).session(caller);
    }

    private NewSession session(Caller caller) {
        var tenant = caller.tenantOr(request.tenantId());
        var weights = weights();
        checkAuthors();
        checkVeto();
        checkMinVotes();
        checkText();
        if (!errors.isEmpty()) {
            throw ApiException.unprocessable(errors);
        }
        var shares = Weights.normalise(weights);
        var voters = request.voters().stream()
                .map(v -> new Voter(v.agentId(), v.role(), shares.get(v.agentId())))
                .toList();
        return new NewSession(
                Ids.next(),
                request.taskId(),
                tenant,
                caller.subject(),
                request.contentHash(),
                request.summary().orElse(""),
                request.content().filter(node -> !node.isNull()),
                Score.ofDecimal(request.quorum().orElse(DEFAULT_QUORUM)),
                new Policy(
                        request.sealed().orElse(true),
                        request.minVotes().orElse(1),
                        request.vetoRoles().orElse(List.of()),
                        request.authors().orElse(List.of()),
                        voters),
                Duration.ofSeconds(request.deadlineSeconds().orElse(DEFAULT_DEADLINE_SECONDS)));
    }

    private Map<String, Integer> weights() {
        var weights = new HashMap<String, Integer>();
        for (int i = 0; i < request.voters().size(); i++) {
            var voter = request.voters().get(i);
            var weight = voter.weight()
                    .or(() -> Weights.defaultOf(voter.role()).stream().boxed().findFirst());
            if (weight.isEmpty()) {
                refuse("voters[%d].weight".formatted(i), "is required: role " + voter.role() + " has no default");
            }
            if (weights.put(voter.agentId(), weight.orElse(1)) != null) {
                refuse("voters[%d].agent_id".formatted(i), "names " + voter.agentId() + " twice");
            }
        }
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            refuse("voters", "weights sum to zero");
        }
        return weights;
    }

    private void checkAuthors() {
        var authors = Set.copyOf(request.authors().orElse(List.of()));
        for (int i = 0; i < request.voters().size(); i++) {
            var name = request.voters().get(i).agentId();
            if (authors.contains(name)) {
                refuse("voters[%d].agent_id".formatted(i), name + " is among the authors and may not vote");
            }
        }
    }

    private void checkVeto() {
        var roles = new HashSet<String>();
        request.voters().forEach(v -> roles.add(v.role()));
        request.vetoRoles().orElse(List.of()).stream()
                .filter(role -> !roles.contains(role))
                .forEach(role -> refuse("veto_roles", "no voter has the role " + role));
    }

    private void checkMinVotes() {
        if (request.minVotes().orElse(1) > request.voters().size()) {
            refuse(
                    "min_votes",
                    "is more than the %d voters".formatted(request.voters().size()));
        }
    }

    private void checkText() {
        if (request.summary().filter(text -> text.indexOf('\0') >= 0).isPresent()) {
            refuse("summary", "must not contain the character U+0000");
        }
        if (request.content().filter(Opening::holdsNul).isPresent()) {
            refuse("content", "must not contain the character U+0000");
        }
    }

    /** PostgreSQL stores every character but this one. */
    private static boolean holdsNul(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') >= 0;
        }
        return node.properties().stream().anyMatch(field -> field.getKey().indexOf('\0') >= 0)
                || StreamSupport.stream(node.spliterator(), false).anyMatch(Opening::holdsNul);
    }

    private void refuse(String field, String rule) {
        errors.add(new FieldError(field, rule));
    }
}
