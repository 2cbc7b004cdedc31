package io.golden.agent.gateway;

/**
 * A service account's own name and secret.
 *
 * @param name the account's name, which is also its {@code client_id} and its agent's id
 * @param secret shown once when the account was made; never logged
 */
public record Credentials(String name, String secret) {
    @Override
    public String toString() {
        return "Credentials[" + name + "]";
    }
}
