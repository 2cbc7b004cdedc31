package io.golden.agent.craft;

import io.golden.agent.CodeFile;
import java.util.List;

/**
 * What was written.
 *
 * @param summary one or two sentences for people
 * @param tokens what was read and written for it
 */
public record Draft(List<CodeFile> files, String summary, long tokens) {
    public Draft {
        files = List.copyOf(files);
    }

    /** The same, with tokens of earlier attempts added. */
    public Draft after(long earlierTokens) {
        return new Draft(files, summary, tokens + earlierTokens);
    }
}
