package io.golden.commons.json;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StrictJsonTest {
    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/provoke/public-orders")
                .then();
    }

    private static ValidatableResponse postWith(String field) {
        return post("{\"project_id\": \"p\", \"tokens\": 7, " + field + "}");
    }

    @Test
    void whatFitsIsReadAndWrittenInSnakeCase() {
        postWith("\"wanted_at\": \"2026-01-31T12:00:00.123Z\", \"color\": \"RED\", \"weight\": 2")
                .statusCode(200)
                .body("project_id", equalTo("p"))
                .body("wanted_at", equalTo("2026-01-31T12:00:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,           2026-01-31T12:00:00.000Z",
        "2026-01-31T12:00:00.123456Z,    2026-01-31T12:00:00.123Z",
        "2026-01-31T14:00:00.120+02:00,  2026-01-31T12:00:00.120Z"
    })
    void timestampsAreWrittenInOneForm(String sent, String written) {
        postWith("\"wanted_at\": \"" + sent + "\"").statusCode(200).body("wanted_at", equalTo(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"project_id\": \"p\", \"tokens\": 7} trailing",
                "{\"project_id\": \"p\", \"tokens\": 7}{}",
                "{\"project_id\": \"p\", \"tokens\": 7, \"tokens\": 8}",
                "{\"project_id\": \"p\", \"tokens\": NaN}",
                "{'project_id': 'p'}",
                "project_id=p"
            })
    void whatIsNotJsonIs400WithItsPosition(String malformed) {
        post(malformed)
                .statusCode(400)
                .body("error_code", equalTo("validation.invalid_request"))
                .body("message", matchesPattern("body: .* at line \\d+, column \\d+"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"weight\": \"2\";          weight;          must be a number",
                "\"urgent\": \"true\";       urgent;          must be true or false",
                "\"urgent\": 1;              urgent;          must be true or false",
                "\"reference\": \"x\";       reference;       must be a UUID",
                "\"reference\": \"\";        reference;       must be a UUID",
                "\"wanted_at\": \"today\";   wanted_at;       must be a timestamp like 2026-01-31T12:00:00.123Z",
                "\"color\": \"BLUE\";        color;           must be one of RED, GREEN",
                "\"color\": 0;               color;           must be one of RED, GREEN",
                "\"lines\": {};              lines;           must be a list",
                "\"lines\": [7];             lines[0];        must be an object",
                "\"lines\": [{\"item_name\": \"a\", \"count\": 1.5}]; lines[0].count; must be a whole number",
                "\"lines\": [{\"item_name\": \"a\", \"count\": \"1\"}]; lines[0].count; must be a whole number",
                "\"lines\": [{\"item_name\": \"a\", \"count\": 99999999999}]; lines[0].count; is a number out of range",
                "\"lines\": [{\"item_name\": 5, \"count\": 1}]; lines[0].item_name; must be a string",
            })
    void whatDoesNotFitIs422WithFieldAndRule(String field, String name, String rule) {
        postWith(field)
                .statusCode(422)
                .body("error_code", equalTo("validation.unprocessable_entity"))
                .body("details.errors.size()", equalTo(1))
                .body("details.errors[0].field", equalTo(name))
                .body("details.errors[0].message", equalTo(rule));
    }

    @Test
    void aTypoNamesTheNearestField() {
        postWith("\"wantedat\": null")
                .statusCode(422)
                .body("details.errors[0].message", equalTo("unknown field; did you mean \"wanted_at\"?"));
    }

    @Test
    void bothMissingFieldsAreTold() {
        var errors = post("{}").statusCode(422).extract().jsonPath().getList("details.errors", Map.class);

        assertThat(errors).extracting(error -> error.get("field")).containsExactlyInAnyOrder("project_id", "tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void anEmptyBodyIs400(String body) {
        post(body).statusCode(400).body("message", startsWith("body: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "true"})
    void anotherShapeIs422(String body) {
        post(body).statusCode(422).body("details.errors[0].field", equalTo("body"));
    }

    @Test
    void deepNestingIs400AndNotACrash() {
        postWith("\"lines\": " + "[".repeat(20_000) + "]".repeat(20_000)).statusCode(400);
    }

    @Test
    void noMessageNamesAClass() {
        for (var body : new String[] {"[]", "{", "{\"tokens\": {}}", "{\"lines\": \"x\"}", "{\"color\": []}"}) {
            assertThat(post(body).extract().asString()).doesNotContain("io.golden", "java.", "com.fasterxml");
        }
    }
}
