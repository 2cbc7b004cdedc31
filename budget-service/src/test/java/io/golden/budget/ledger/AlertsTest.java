package io.golden.budget.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What wakes people at night exists: the metrics that the rules look at, and the runbooks that they name. */
@QuarkusTest
class AlertsTest {
    private static final Path CHECKOUT = Path.of("..");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void everyRuleLooksAtAMetricOfThisServiceAndNamesARunbook() throws IOException {
        var rules = Files.readString(CHECKOUT.resolve("deploy/prometheus/rules/budget.yml"));
        var names = found(rules, "expr: .*?(budget_[a-z_]+)");
        var runbooks = found(rules, "runbook_url: (\\S+)");

        var scraped = given().get(metrics).asString();

        assertThat(names).hasSameSizeAs(runbooks).hasSizeGreaterThanOrEqualTo(2);
        assertThat(names).allSatisfy(name -> assertThat(scraped).containsPattern("(?m)^" + name + "[ {]"));
        assertThat(runbooks)
                .allSatisfy(runbook -> assertThat(CHECKOUT.resolve(runbook)).exists());
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
