package io.golden.auth.audit;

import static io.golden.auth.audit.Chain.force;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a superuser does to the log is found, and named. */
@QuarkusTest
class TamperingTest {
    @Inject
    Database database;

    @Inject
    SealStore seals;

    @Inject
    Sealer sealer;

    @Inject
    ChainGuard guard;

    @Inject
    Verifier verifier;

    @Inject
    RowReader rowReader;

    private List<UUID> rows = List.of();

    @BeforeEach
    void threeSealsOfThreeRows() {
        Chain.reset();
        guard.forget();
        rows = Chain.write(3);
        sealer.round();
        Chain.write(3);
        sealer.round();
        Chain.write(3);
        sealer.round();
    }

    @AfterEach
    void leaveNothing() {
        Chain.reset();
        guard.forget();
    }

    @Test
    void anUntouchedChainIsValid() {
        var found = verify();

        assertThat(found.problems()).isEmpty();
        assertThat(found.valid()).isTrue();
        assertThat(found.complete()).isTrue();
        assertThat(found.checked()).isEqualTo(9);
        assertThat(found.seals()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id = 'mallory'",
                "details = '{\"total_limit\": 6}'",
                "created_at = created_at + interval '1 microsecond'",
                "written_in = 3",
                "written_by = 'golden_dlq'",
                "source_ip = ''"
            })
    void aChangedRow(String change) {
        force("update audit.audit_log set " + change + " where id = '" + rows.get(1) + "'");

        assertThat(kindsAndIds()).contains(tuple("row_changed", Optional.of(rows.get(1))));
    }

    @Test
    void aDeletedRow() {
        force("delete from audit.audit_log where id = '" + rows.get(2) + "'");

        assertThat(kindsAndIds()).containsExactly(tuple("row_deleted", Optional.of(rows.get(2))));
    }

    @Test
    void aRowInsertedIntoThePast() {
        var id = UUID.randomUUID();
        copy(id, "created_at", "written_in");

        assertThat(kindsAndIds()).containsExactly(tuple("row_inserted", Optional.of(id)));
    }

    @Test
    void aRowThatIsThereTwice() {
        force("""
                insert into audit.audit_log (id, user_id, role, action, resource_type, resource_id, details, service,
                  created_at, written_in, written_by)
                select id, user_id, role, action, resource_type, resource_id, details, service,
                  created_at + interval '1 second', written_in, written_by
                from audit.audit_log where id = '%s'""".formatted(rows.getFirst()));

        assertThat(kindsAndIds()).containsExactly(tuple("row_inserted", Optional.of(rows.getFirst())));
    }

    @Test
    void aRowInsertedBehindTheLastSeal() {
        var plain = UUID.randomUUID();
        copy(plain, "clock_timestamp()", "audit.transaction_number()", "session_user");
        var backdated = UUID.randomUUID();
        copy(backdated, "created_at - interval '3 days'", "audit.transaction_number()", "written_by");
        var future = UUID.randomUUID();
        copy(future, "clock_timestamp()", "audit.transaction_number() + 1000000", "written_by");
        sealer.round();

        assertThat(kindsAndIds())
                .containsExactlyInAnyOrder(
                        tuple("row_foreign", Optional.of(plain)),
                        tuple("row_misdated", Optional.of(backdated)),
                        tuple("row_inserted", Optional.of(future)));
    }

    @Test
    void aRemovedSeal() {
        force("delete from audit.audit_seals where seal_no = 2");

        assertThat(verify().problems())
                .extracting(Problem::kind, Problem::seal)
                .contains(tuple("seal_missing", Optional.of(2L)));
    }

    @Test
    void removedFromTheBeginning() {
        force("delete from audit.audit_seals where seal_no = 1; delete from audit.audit_log where id = '"
                + rows.getFirst() + "'");

        assertThat(verify().problems())
                .extracting(Problem::kind, Problem::seal)
                .contains(tuple("seal_missing", Optional.of(1L)));
    }

    /** The last seal goes, a row of it too, and the sealer is left to seal the rest anew: a chain without a fault. */
    @Test
    void theEndOfTheChainMadeAnew() {
        var last = database.run(tx -> seals.find(tx, 3)).orElseThrow();
        force("delete from audit.audit_seals where seal_no = 3; delete from audit.audit_log where id = '"
                + Leaf.decode(last.leaves()).getFirst().id() + "'");
        assertThat(kinds()).containsExactly("seal_replaced");

        sealer.round();
        sealer.round();

        // for ever: the audit log itself tells of it
        assertThat(kinds()).containsExactly("seal_replaced");
        assertThat(Servers.postgres()
                        .number("select count(*) from audit.audit_log where action = 'audit.chain.broken'"))
                .isEqualTo(1);
    }

    @Test
    void aReorderedChain() {
        force("alter table audit.audit_seals drop constraint audit_seals_seal_no_check; "
                + "update audit.audit_seals set seal_no = -2 where seal_no = 2; "
                + "update audit.audit_seals set seal_no = 2 where seal_no = 3; "
                + "update audit.audit_seals set seal_no = 3 where seal_no = -2; "
                + "alter table audit.audit_seals add constraint audit_seals_seal_no_check check (seal_no > 0)");

        assertThat(verify().problems())
                .extracting(Problem::kind, Problem::seal)
                .contains(tuple("seal_changed", Optional.of(2L)), tuple("seal_changed", Optional.of(3L)));
    }

    @Test
    void aChangedSeal() {
        force("update audit.audit_seals set horizon_end = horizon_end + 1 where seal_no = 2");

        assertThat(kinds()).contains("seal_changed");
    }

    /** Whoever owns the database changes a row and its seal, and computes every hash anew. */
    @Test
    void aRecomputedSealHasAWrongSignature() {
        rewriteTheLastSeal(seal -> seal.signature());

        assertThat(verify().problems())
                .extracting(Problem::kind, Problem::seal)
                .containsExactlyInAnyOrder(
                        tuple("seal_unsigned", Optional.of(3L)), tuple("seal_replaced", Optional.of(3L)));
    }

    @Test
    void aSealSignedWithAnotherKeyIsNotOurs() {
        var mine = KeyPairs.make("mallory");
        force(
                "insert into audit.audit_seal_keys (kid, public_key, key_pair_encrypted, active) values ('mallory', '\\x%s', '\\x00', false)"
                        .formatted(HexFormat.of().formatHex(KeyPairs.publicBytes(mine))));
        try {
            rewriteTheLastSeal(seal -> mine.sign(seal.computeHash()), "mallory");

            assertThat(verify().problems())
                    .extracting(Problem::kind, Problem::seal)
                    .contains(tuple("seal_unsigned", Optional.of(3L)));
        } finally {
            force("delete from audit.audit_seal_keys where kid = 'mallory'");
        }
    }

    private void rewriteTheLastSeal(Function<Seal, byte[]> signature) {
        rewriteTheLastSeal(
                signature, database.run(tx -> seals.find(tx, 3)).orElseThrow().kid());
    }

    private void rewriteTheLastSeal(Function<Seal, byte[]> signature, String kid) {
        var old = database.run(tx -> seals.find(tx, 3)).orElseThrow();
        force("update audit.audit_log set user_id = 'mallory' where id = '"
                + Leaf.decode(old.leaves()).getFirst().id() + "'; delete from audit.audit_seals where seal_no = 3");
        var changed = Leaf.decode(old.leaves()).stream()
                .map(leaf -> rowReader.find(List.of(leaf)).getFirst())
                .map(Leaf::of)
                .toList();
        var forged = new Seal(
                3,
                old.previous(),
                old.horizon(),
                old.sealedAt(),
                old.rows(),
                old.firstAt(),
                old.lastAt(),
                Leaf.encode(changed),
                kid,
                new byte[0],
                old.signature());
        var complete = new Seal(
                3,
                old.previous(),
                old.horizon(),
                old.sealedAt(),
                old.rows(),
                old.firstAt(),
                old.lastAt(),
                Leaf.encode(changed),
                kid,
                forged.computeHash(),
                signature.apply(forged));
        boolean stored = database.run(tx -> seals.insert(tx, complete));
        assertThat(stored).isTrue();
    }

    private void copy(UUID id, String createdAt, String writtenIn) {
        copy(id, createdAt, writtenIn, "written_by");
    }

    private void copy(UUID id, String createdAt, String writtenIn, String writtenBy) {
        force("""
                insert into audit.audit_log (id, user_id, role, action, resource_type, resource_id, details, service,
                  created_at, written_in, written_by)
                select '%s', 'mallory', role, action, resource_type, resource_id, details, service, %s, %s, %s
                from audit.audit_log where id = '%s'""".formatted(id, createdAt, writtenIn, writtenBy, rows.getFirst()));
    }

    private Verification verify() {
        return verifier.verify(new Verifier.Question(Optional.empty(), Optional.empty(), Optional.empty()))
                .found();
    }

    private List<String> kinds() {
        return verify().problems().stream().map(Problem::kind).toList();
    }

    private List<Tuple> kindsAndIds() {
        var found = verify();
        assertThat(found.valid()).isFalse();
        return found.problems().stream().map(p -> tuple(p.kind(), p.id())).toList();
    }
}
