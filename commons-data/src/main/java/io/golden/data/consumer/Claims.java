package io.golden.data.consumer;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.Tenants;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a message claims of itself, as far as it can be true. */
public final class Claims {
    /** Whose it is when nobody who may say so has said so. */
    public static final String NO_TENANT = "default";

    private static final int MOST_REQUEUES = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private Claims() {}

    /** How often it was sent again; more than anybody ever sends one counts as that, nonsense as never. */
    public static int requeues(Optional<String> claimed) {
        return claimed.filter(text -> NUMBER.matcher(text).matches())
                .map(text -> Math.min(Integer.parseInt(text), MOST_REQUEUES))
                .orElse(0);
    }

    /** The tenant of an agent's message: the one it names, if its sender has it, or its sender's only one. */
    public static String tenant(Optional<Caller> sender, Optional<String> claimed) {
        return sender.flatMap(agent -> claimed.isPresent() ? claimed.filter(agent.tenants()::includes) : only(agent))
                .filter(tenant -> !tenant.isBlank())
                .orElse(NO_TENANT);
    }

    private static Optional<String> only(Caller agent) {
        return agent.tenants() instanceof Tenants.Only(var names) && names.size() == 1
                ? Optional.of(names.iterator().next())
                : Optional.empty();
    }
}
