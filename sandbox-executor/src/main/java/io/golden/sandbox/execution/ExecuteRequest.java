package io.golden.sandbox.execution;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of {@code POST /api/v1/sandbox/execute}; checked by {@link RequestCheck}, every failing field at once. */
record ExecuteRequest(
        @Schema(required = true, maxLength = RequestCheck.MOST_CODE_CHARACTERS)
        String code,

        @Schema(
                defaultValue = "python",
                enumeration = {"python", "javascript", "bash"})
        String language,

        @Schema(description = "seconds", minimum = "1", maximum = "300", defaultValue = "30")
        Integer timeout,

        String stdin,
        @Schema(maxItems = RequestCheck.MOST_FILES) List<FileBody> files,
        WantedLimits limits) {

    /** A file put beside the code before it starts. */
    record FileBody(
            @Schema(description = "relative to the working directory", required = true)
            String path,

            @Schema(required = true) String content) {}

    /** Limits other than the usual ones. */
    record WantedLimits(
            @Schema(minimum = "32", maximum = "1024", defaultValue = "256")
            Integer memoryMb,

            @Schema(minimum = "1", maximum = "256", defaultValue = "64")
            Integer processes,

            @Schema(minimum = "1", maximum = "1048576", defaultValue = "1048576")
            Integer outputBytes) {}
}
