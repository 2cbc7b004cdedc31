package io.golden.budget.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes<String, String> lanes = new Lanes<>();

    @Test
    void aLoneRequestGoesAtOnce() {
        wait("a 1");

        assertThat(next()).contains(List.of("a 1"));
        assertThat(next()).isEmpty();
    }

    @Test
    void whatComesWhileATenantsGroupIsInFlightGathers() {
        wait("a 1");
        var first = lanes.next().orElseThrow();
        wait("a 2", "a 3", "a 4");
        assertThat(next()).isEmpty();

        lanes.landed(first, Landing.ANSWERED);

        assertThat(next()).contains(List.of("a 2", "a 3", "a 4"));
    }

    @Test
    void tenantsWithLittleToDoShareAGroup() {
        wait("a 1", "b 1");
        assertThat(next()).contains(List.of("a 1", "b 1"));
        wait("c 1");
        lanes.next();
        wait("d 1", "e 1", "d 2");
        assertThat(next()).as("two shared groups are in flight").isEmpty();

        wait("a 2");

        assertThat(next()).as("a does not wait for b").contains(List.of("a 2"));
        wait("a 3");
        assertThat(next()).isEmpty();
    }

    @Test
    void aTenantWithAQueueGoesAloneAndLeavesTheSharedGroupsToTheOthers() {
        for (int i = 0; i < 100; i++) {
            wait("busy " + i);
        }
        wait("calm 1", "quiet 1");

        assertThat(next().orElseThrow()).hasSize(100).allMatch(request -> request.startsWith("busy"));
        assertThat(next()).contains(List.of("calm 1", "quiet 1"));
    }

    @Test
    void crowdedTenantsTakeTurns() {
        for (int i = 0; i < 600; i++) {
            wait("x " + i);
            wait("y " + i);
        }

        var order = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var both = List.of(lanes.next().orElseThrow(), lanes.next().orElseThrow());
            both.forEach(group -> {
                assertThat(group.size()).isLessThanOrEqualTo(Lanes.LARGEST_GROUP);
                order.add(group.requests().getFirst().substring(0, 1));
            });
            assertThat(next()).isEmpty();
            both.forEach(group -> lanes.landed(group, Landing.ANSWERED));
        }

        assertThat(order).containsExactly("x", "y", "x", "y", "x", "y");
    }

    @Test
    void twoOfTheSameIdentityDoNotGoTogether() {
        wait("a 1", "a 1", "a 2");

        var first = lanes.next().orElseThrow();
        assertThat(first.requests()).containsExactly("a 1");
        lanes.landed(first, Landing.ANSWERED);
        assertThat(next()).contains(List.of("a 1", "a 2"));
    }

    @Test
    void whoeverWaitedForALockWithOthersGoesAloneUntilItSucceeds() {
        wait("a 1", "b 1");
        var together = lanes.next().orElseThrow();
        assertThat(together.size()).isEqualTo(2);

        lanes.landed(together, Landing.SEPARATE);
        var a = lanes.next().orElseThrow();
        var b = lanes.next().orElseThrow();
        assertThat(List.of(a.requests(), b.requests())).containsExactlyInAnyOrder(List.of("a 1"), List.of("b 1"));

        lanes.landed(a, Landing.WAITED);
        lanes.landed(b, Landing.ANSWERED);
        wait("a 2", "b 2", "c 1");
        assertThat(next()).contains(List.of("a 2"));
        assertThat(next()).contains(List.of("b 2", "c 1"));
    }

    private void wait(String... requests) {
        Arrays.stream(requests)
                .forEach(request -> lanes.add(new Waiting<>(request, request.split(" ")[0], request, null, null)));
    }

    private Optional<List<String>> next() {
        return lanes.next().map(Group::requests);
    }
}
