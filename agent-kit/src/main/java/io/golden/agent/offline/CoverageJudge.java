package io.golden.agent.offline;

import io.golden.agent.Review;
import io.golden.agent.Vote;
import io.golden.agent.python.PythonSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks whether the tests would notice: each public name used by a test, errors provoked, and all of them passing. */
final class CoverageJudge implements Judge {
    @Override
    public String role() {
        return "tester";
    }

    @Override
    public Vote judge(Review review) {
        var tests = review.tests().stream()
                .map(file -> PythonSource.of(file.content()))
                .toList();
        long count = tests.stream()
                .flatMap(test -> test.definitions().stream())
                .filter(d -> d.name().startsWith("test"))
                .count();
        if (count == 0) {
            return Vote.reject(0.95, "Nothing shows that it works.", List.of("there are no tests"));
        }
        if (review.testResult().path("passed").isBoolean()
                && !review.testResult().path("passed").asBoolean()) {
            return Vote.reject(0.95, "Its tests fail.", List.of("tests fail"));
        }
        var code = tests.stream().map(PythonSource::code).collect(Collectors.joining("\n"));
        var untested = review.files().stream()
                .flatMap(file -> PythonSource.of(file.content()).definitions().stream())
                .filter(PythonSource.Definition::isPublic)
                .map(PythonSource.Definition::name)
                .filter(name ->
                        !Pattern.compile("\\b" + name + "\\b").matcher(code).find())
                .map(name -> "no test calls " + name)
                .toList();
        if (!untested.isEmpty()) {
            return Vote.conditional(0.7, "Tested in part: " + String.join("; ", untested) + ".", untested);
        }
        var errors = code.contains("assertRaises") ? ", wrong input included" : "";
        return Vote.approve(0.9, count + " tests call every public name" + errors + ".");
    }
}
