package io.golden.sandbox.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.error.FieldError;
import io.golden.sandbox.box.Boxes;
import io.golden.sandbox.box.Limits;
import io.golden.sandbox.execution.ExecuteRequest.FileBody;
import io.golden.sandbox.execution.ExecuteRequest.WantedLimits;
import io.golden.sandbox.execution.RequestCheck.Checked;
import io.golden.sandbox.language.Language;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCheckTest {
    @Test
    void codeAloneIsPythonWithTheUsualLimits() {
        var checked = check(new ExecuteRequest("print(1)", null, null, null, null, null));

        assertThat(checked).isInstanceOfSatisfying(Checked.Accepted.class, accepted -> {
            assertThat(accepted.request().runtime().language()).isEqualTo(Language.PYTHON);
            assertThat(accepted.request().limits()).isEqualTo(Limits.DEFAULTS);
            assertThat(accepted.request().limits().timeout()).isEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void javascriptGetsTheAddressSpaceThatItsRuntimeMaps() {
        var checked = check(new ExecuteRequest("1", "javascript", null, null, null, null));

        assertThat(checked)
                .isInstanceOfSatisfying(
                        Checked.Accepted.class,
                        accepted -> assertThat(accepted.request().limits().addressSpaceMb())
                                .isEqualTo(2048));
    }

    @Test
    void anUnsupportedLanguageIsToldTheSupportedOnes() {
        var errors = errors(new ExecuteRequest("1", "ruby", null, null, null, null));

        assertThat(errors)
                .containsExactly(
                        new FieldError("language", "is not supported; supported are: python, javascript, bash"));
    }

    @Test
    void fiftyThousandCharactersAreTakenHoweverManyBytesTheyHave() {
        var checked = check(new ExecuteRequest("#" + "😀".repeat(49_999), null, null, null, null, null));

        assertThat(checked).isInstanceOf(Checked.Accepted.class);
    }

    @Test
    void everyFailingFieldIsToldAtOnce() {
        var errors = errors(new ExecuteRequest(
                "x".repeat(50_001),
                "cobol",
                301,
                null,
                List.of(new FileBody("../x", "1"), new FileBody("ok", null)),
                new WantedLimits(5000, 0, 2 << 20)));

        assertThat(errors)
                .extracting(FieldError::field)
                .containsExactly(
                        "code",
                        "language",
                        "timeout",
                        "files[0].path",
                        "files[1].content",
                        "limits.memory_mb",
                        "limits.processes",
                        "limits.output_bytes");
    }

    @Test
    void aMissingBodyIsMissingCode() {
        assertThat(errors(null)).extracting(FieldError::field).containsExactly("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../x",
                "a/../../x",
                "a//b",
                "./a",
                "a/.",
                "",
                "a\u0000b",
                "a\\b",
                "a/",
                "__main__.py"
            })
    void aPathOutsideOrInTheWayIsRefused(String path) {
        var errors = errors(with(new FileBody(path, "x")));

        assertThat(errors).extracting(FieldError::field).containsExactly("files[0].path");
    }

    @Test
    void twoFilesMayNotBeOneAnothersFolderNorTheSame() {
        var errors = errors(
                with(new FileBody("a/b", "1"), new FileBody("a", "2"), new FileBody("c", "3"), new FileBody("c", "4")));

        assertThat(errors).extracting(FieldError::field).contains("files[1].path", "files[3].path");
    }

    @Test
    void tooManyOrTooLargeFilesAreRefused() {
        var many = Stream.iterate(0, n -> n + 1)
                .limit(101)
                .map(n -> new FileBody("f" + n, "x"))
                .toArray(FileBody[]::new);

        assertThat(errors(with(many))).containsExactly(new FieldError("files", "must not be more than 100"));
        assertThat(errors(with(new FileBody("a", "x".repeat((1 << 20) + 1)))))
                .extracting(FieldError::field)
                .containsExactly("files");
    }

    private static ExecuteRequest with(FileBody... files) {
        return new ExecuteRequest("1", null, null, null, List.of(files), null);
    }

    private static List<FieldError> errors(ExecuteRequest request) {
        return switch (check(request)) {
            case Checked.Refused(var errors) -> errors;
            case Checked.Accepted _ -> List.of();
        };
    }

    private static Checked check(ExecuteRequest request) {
        return RequestCheck.check(request, Boxes.RUNTIMES.all());
    }
}
