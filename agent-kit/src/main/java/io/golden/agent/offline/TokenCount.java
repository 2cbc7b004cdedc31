package io.golden.agent.offline;

import java.util.regex.Pattern;

/** What a text would cost a model: a token for every four letters of a word or digits, and one for every sign. */
final class TokenCount {
    private static final Pattern PIECE = Pattern.compile("\\w{1,4}|[^\\w\\s]");

    private TokenCount() {}

    static long of(String text) {
        return PIECE.matcher(text).results().count();
    }
}
