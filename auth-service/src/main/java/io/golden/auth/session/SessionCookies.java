package io.golden.auth.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The cookies of a browser: {@code session} holds the access token, {@code refresh} goes to one path only. */
@Singleton
public final class SessionCookies {
    static final String REFRESH = "refresh";

    private static final String SESSION = "session";
    private static final String REFRESH_PATH = "/api/v1/auth/refresh";

    private final SessionConfig config;

    @Inject
    SessionCookies(SessionConfig config) {
        this.config = config;
    }

    /** 200 with both tokens in the body and as cookies. */
    public RestResponse<SignedInResponse> response(SignedIn signedIn) {
        return ResponseBuilder.ok(SignedInResponse.of(signedIn))
                .cookie(
                        cookie(SESSION, signedIn.access().token(), "/", (int)
                                signedIn.access().expiresIn()),
                        cookie(REFRESH, signedIn.refreshToken(), REFRESH_PATH, config.timeout()))
                .build();
    }

    /** 204 that makes the browser forget both. */
    RestResponse<Void> cleared() {
        return ResponseBuilder.<Void>noContent()
                .cookie(cookie(SESSION, "", "/", 0), cookie(REFRESH, "", REFRESH_PATH, 0))
                .build();
    }

    private NewCookie cookie(String name, String value, String path, int maxAge) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(path)
                .maxAge(maxAge)
                .httpOnly(config.cookieHttponly())
                .secure(config.cookieSecure())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
