package io.golden.agent.python;

/** Blanks comments and the contents of strings, so that what is left is code. F-strings keep theirs: they hold code. */
final class StringBlanker {
    private final String text;
    private final StringBuilder out;
    private int at;

    private StringBlanker(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    static String blank(String text) {
        return new StringBlanker(text).run();
    }

    private String run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipComment();
            } else if (c == '"' || c == '\'') {
                skipString(c);
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            out.append(' ');
            at++;
        }
    }

    private void skipString(char quote) {
        var prefix = prefixBefore();
        boolean formatted = prefix.contains("f");
        var end = text.startsWith(String.valueOf(quote).repeat(3), at)
                ? String.valueOf(quote).repeat(3)
                : String.valueOf(quote);
        out.append(end);
        at += end.length();
        while (at < text.length() && !text.startsWith(end, at)) {
            char c = text.charAt(at);
            if (c == '\n' && end.length() == 1) {
                return; // An unfinished string ends with its line.
            }
            int step = c == '\\' && at + 1 < text.length() ? 2 : 1;
            for (int i = at; i < at + step; i++) {
                char each = text.charAt(i);
                out.append(formatted || each == '\n' ? each : ' ');
            }
            at += step;
        }
        out.append(end, 0, Math.min(end.length(), text.length() - at));
        at += end.length();
    }

    /** The letters just before the quote, when they are a string prefix such as {@code rb} or {@code f}. */
    private String prefixBefore() {
        int start = at;
        while (start > 0 && at - start < 3 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        var prefix = text.substring(start, at).toLowerCase(java.util.Locale.ROOT);
        return prefix.matches("[rbuf]{1,2}") ? prefix : "";
    }
}
