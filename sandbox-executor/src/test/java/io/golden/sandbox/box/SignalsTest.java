package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.language.Language;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals that a program sends to its group or to the first process, which are the same to the service. */
class SignalsTest {
    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "TERM", "QUIT", "USR1", "ALRM"})
    void theFirstProcessOutlivesASignalToTheGroup(String signal) {
        var result = Boxes.run(Boxes.request(
                Language.BASH, "trap '' %1$s; kill -%1$s 0; sleep 0.1; kill -%1$s 0; echo ok".formatted(signal)));

        assertThat(Boxes.out(result)).isEqualTo("ok\n");
        assertThat(result.status()).isEqualTo(BoxStatus.OK);
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "TERM"})
    void theFirstProcessOutlivesASignalToItself(String signal) {
        var code = "kill -%1$s 1; sleep 0.1; kill -%1$s 1; echo still; kill -%1$s 1; exit 7".formatted(signal);

        var result = Boxes.run(Boxes.request(Language.BASH, code));

        assertThat(Boxes.out(result)).isEqualTo("still\n");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.wall()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void theProgramItselfIsInterruptedAsEver() {
        var caught = Boxes.python("""
                import os, signal
                try: os.kill(os.getpid(), signal.SIGINT)
                except KeyboardInterrupt: print('interrupted')
                """);
        var uncaught = Boxes.run(Boxes.request(Language.BASH, "kill -TERM $$"));

        assertThat(Boxes.out(caught)).isEqualTo("interrupted\n");
        assertThat(caught.status()).isEqualTo(BoxStatus.OK);
        assertThat(uncaught.status()).isEqualTo(BoxStatus.KILLED);
        assertThat(uncaught.exitCode()).isEqualTo(128 + 15);
    }

    @Test
    void aGroupThatIsInterruptedEndsWithItsArtifacts() {
        var code = """
                import os, signal
                os.mkdir('artifacts'); open('artifacts/a', 'w').close()
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                os.kill(0, signal.SIGINT)
                """;

        var result = Boxes.python(code);

        assertThat(result.status()).isEqualTo(BoxStatus.KILLED);
        assertThat(result.exitCode()).isEqualTo(128 + 2);
        assertThat(result.artifacts()).extracting(BoxResult.Artifact::path).isEqualTo(List.of("a"));
    }

    @Test
    void endlessInterruptionsEndAtTheTimeout() {
        var request = Boxes.request(
                Language.BASH,
                "trap '' INT; while :; do kill -INT 0; done",
                List.of(),
                Boxes.limits(Duration.ofSeconds(1)));

        assertThat(Boxes.run(request).status()).isEqualTo(BoxStatus.TIMEOUT);
    }
}
