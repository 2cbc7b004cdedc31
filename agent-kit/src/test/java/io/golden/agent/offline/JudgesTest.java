package io.golden.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.golden.agent.Budget;
import io.golden.agent.CodeFile;
import io.golden.agent.Review;
import io.golden.agent.Vote.Kind;
import io.golden.agent.gateway.Credentials;
import io.golden.agent.gateway.Gateway;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x = eval(y)                         | REJECT
            os.system('ls')                     | REJECT
            import subprocess                   | REJECT
            import pickle                       | REJECT
            from socket import socket           | REJECT
            x = f"{eval(y)}"                    | REJECT
            open('/tmp/x', 'w')                 | CONDITIONAL
            # eval(x) would be wrong            | APPROVE
            x = "eval(y) and os.system"         | APPROVE
            medieval(y)                         | APPROVE
            x = re.compile(y)                   | APPROVE
            model.eval(y)                       | APPROVE
            """)
    void security_sees_code_and_not_prose(String line, Kind expected) {
        var vote = new SecurityJudge().judge(review(line, "", MissingNode.getInstance()));

        assertThat(vote.kind()).as(vote.reasoning()).isEqualTo(expected);
    }

    @Test
    void a_concern_names_the_line() {
        var vote = new SecurityJudge().judge(review("a = 1\nb = 2\nexec(a)", "", MissingNode.getInstance()));

        assertThat(vote.concerns()).containsExactly("exec() runs whatever its input says (main.py line 3)");
    }

    @Test
    void style_wants_documentation_and_no_bad_habits() {
        var judge = new StyleJudge();

        assertThat(judge.judge(review("\"\"\"A.\"\"\"\n\n\ndef f(x):\n    \"\"\"F.\"\"\"\n    return x", "", none()))
                        .kind())
                .isEqualTo(Kind.APPROVE);
        assertThat(judge.judge(review("\"\"\"A.\"\"\"\n\n\ndef f(x):\n    return x", "", none()))
                        .concerns())
                .containsExactly("f has no docstring (line 4)");
        assertThat(judge.judge(review("def f(x=[]):\n\ttry:\n\t\tg()\n\texcept:\n\t\tpass", "", none()))
                        .kind())
                .isEqualTo(Kind.REJECT);
    }

    @Test
    void coverage_wants_every_public_name_in_a_passing_test() throws Exception {
        var judge = new CoverageJudge();
        var code = "def f():\n    pass\ndef g():\n    pass";
        var half = "def test_f():\n    f()";
        var failed = new ObjectMapper().readTree("{\"passed\": false}");

        assertThat(judge.judge(review(code, "", none())).kind()).isEqualTo(Kind.REJECT);
        assertThat(judge.judge(review(code, half, none())).concerns()).containsExactly("no test calls g");
        assertThat(judge.judge(review(code, half + "; g()", none())).kind()).isEqualTo(Kind.APPROVE);
        assertThat(judge.judge(review(code, half + "; g()", failed)).kind()).isEqualTo(Kind.REJECT);
    }

    private static JsonNode none() {
        return MissingNode.getInstance();
    }

    private static Review review(String code, String tests, JsonNode result) {
        var budget = new Budget(new Gateway(URI.create("http://127.0.0.1:1"), new Credentials("nobody", "")));
        var files = List.of(new CodeFile("main.py", code));
        var testFiles = tests.isEmpty() ? List.<CodeFile>of() : List.of(new CodeFile("test_main.py", tests));
        return new Review("s", "t", "default", "r", "", "", files, testFiles, result, budget);
    }
}
