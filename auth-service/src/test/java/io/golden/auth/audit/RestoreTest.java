package io.golden.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dump is restored into a cluster whose transaction numbers are a billion lower. */
@QuarkusTest
class RestoreTest {
    @Inject
    Sealer sealer;

    @Inject
    ChainGuard guard;

    @Inject
    Verifier verifier;

    @BeforeEach
    void sealedInAClusterThatHadCountedFar() {
        Chain.reset();
        guard.forget();
        offset(1_000_000_000L);
        Chain.write(2);
        sealer.round();
        offset(0);
    }

    @AfterEach
    void leaveNothing() {
        offset(0);
        Chain.reset();
        guard.forget();
    }

    @Test
    void numbersGoOnAboveTheSealedOnes() {
        Servers.postgres().executeAs("golden_owner", "select audit.adopt_cluster()");

        Chain.write(2);
        sealer.round();

        var found = verify();
        assertThat(found.problems()).isEmpty();
        assertThat(found.checked()).isEqualTo(4);
        var adopted = Servers.postgres().number("select audit.transaction_offset()");
        Servers.postgres().executeAs("golden_owner", "select audit.adopt_cluster()");
        assertThat(Servers.postgres().number("select audit.transaction_offset()"))
                .isEqualTo(adopted);
    }

    @Test
    void withoutThatNewRowsLookInserted() {
        Chain.write(1);
        sealer.round();

        assertThat(verify().problems())
                .extracting(Problem::kind)
                .containsOnly("row_inserted")
                .isNotEmpty();
    }

    private Verification verify() {
        return verifier.verify(new Verifier.Question(Optional.empty(), Optional.empty(), Optional.empty()))
                .found();
    }

    private static void offset(long offset) {
        Servers.postgres()
                .executeAs(
                        "golden_owner",
                        "create or replace function audit.transaction_offset() returns bigint language sql stable as 'select "
                                + offset + "::bigint'");
    }
}
