package io.golden.auth;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** The requests that the tests of this service make again and again. */
public final class Http {
    private Http() {}

    public static Response login(String username, String password) {
        return login(username, password, "127.0.0.1");
    }

    /** As the gateway hands on a login from some address. */
    public static Response login(String username, String password, String address) {
        return given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", address)
                .body(Map.of("username", username, "password", password))
                .post("/api/v1/auth/login");
    }

    public static String token(String username, String password) {
        return login(username, password).then().statusCode(200).extract().path("token");
    }

    public static Response refresh(String refreshToken) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refresh_token", refreshToken))
                .post("/api/v1/auth/refresh");
    }

    public static Response me(String token) {
        return as(token).get("/api/v1/auth/me");
    }

    /** A request with a bearer token and, if it has a body, a JSON one. */
    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
