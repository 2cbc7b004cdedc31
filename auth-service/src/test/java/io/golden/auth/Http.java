package io.golden.auth;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;

/** The requests that the tests of this service make again and again. */
public final class Http {
    private Http() {}

    public static Response login(String username, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", username, "password", password))
                .post("/api/v1/auth/login");
    }

    public static String token(String username, String password) {
        return login(username, password).then().statusCode(200).extract().path("token");
    }

    public static Response me(String token) {
        return given().auth().oauth2(token).get("/api/v1/auth/me");
    }
}
