package io.golden.auth.token;

/** A signed token and how many seconds it lives. */
public record AccessToken(String token, long expiresIn) {}
