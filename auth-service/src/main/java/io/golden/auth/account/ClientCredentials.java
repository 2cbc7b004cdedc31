package io.golden.auth.account;

import io.golden.auth.token.AccessTokens;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives agents and services their tokens. */
@Singleton
final class ClientCredentials {
    private static final Buffer NOBODY = Buffer.buffer(new byte[32]);

    private final Transactions transactions;
    private final ServiceAccountRepository accounts;
    private final AccessTokens tokens;

    ClientCredentials(Transactions transactions, ServiceAccountRepository accounts, AccessTokens tokens) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** A token, or empty for an unknown or disabled account or a wrong secret. */
    Uni<Optional<TokenResponse>> grant(Credentials credentials) {
        if (credentials.clientId().indexOf('\0') >= 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return transactions
                .run(tx -> accounts.byClientId(tx, credentials.clientId()))
                .map(found -> {
                    var hash = found.map(ServiceAccount::secretHash).orElse(NOBODY);
                    var matches = ClientSecret.matches(credentials.secret(), hash);
                    return found.filter(account -> matches && account.enabled()).map(this::response);
                });
    }

    private TokenResponse response(ServiceAccount account) {
        var subject = account.subject();
        var token = tokens.issue(subject);
        return new TokenResponse(token.token(), "Bearer", token.expiresIn(), subject.role(), subject.permissions());
    }
}
