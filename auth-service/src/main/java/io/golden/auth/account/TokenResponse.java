package io.golden.auth.account;

import java.util.List;

/** The answer of RFC 6749, and what the token allows. */
record TokenResponse(String accessToken, String tokenType, long expiresIn, String role, List<String> permissions) {}
