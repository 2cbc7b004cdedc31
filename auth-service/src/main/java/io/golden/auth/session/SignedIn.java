package io.golden.auth.session;

import io.golden.auth.token.AccessToken;
import io.golden.auth.user.User;
import java.util.List;

/** Both tokens of a session, fresh. */
public record SignedIn(AccessToken access, String refreshToken, User user, List<String> permissions) {}
