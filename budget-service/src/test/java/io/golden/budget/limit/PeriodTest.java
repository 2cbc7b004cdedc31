package io.golden.budget.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.ZoneName;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The database's idea of a period against that of {@code java.time}. */
@QuarkusTest
class PeriodTest {
    /** Clocks put forward and back at midnight, by half an hour, in the south, over the date line, and not at all. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "Europe/Lisbon",
            "America/New_York",
            "America/Havana",
            "America/Santiago",
            "America/Asuncion",
            "America/Sao_Paulo",
            "America/St_Johns",
            "America/Nuuk",
            "Africa/Cairo",
            "Asia/Beirut",
            "Asia/Gaza",
            "Asia/Tehran",
            "Asia/Kathmandu",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "Australia/Sydney",
            "Atlantic/Azores",
            "Pacific/Apia",
            "Pacific/Chatham",
            "Pacific/Kiritimati",
            "Antarctica/Troll");

    private static final Instant FROM = Instant.parse("2012-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2037-01-01T00:00:00Z");

    private record Sample(Period period, ZoneId zone, Instant at) {
        Instant begins() {
            return startOf(first()).toInstant();
        }

        Instant ends() {
            var first = first();
            return startOf(
                            switch (period) {
                                case DAILY -> first.plusDays(1);
                                case WEEKLY -> first.plusWeeks(1);
                                case MONTHLY -> first.plusMonths(1);
                                case LIFETIME -> throw new IllegalStateException("a lifetime does not end");
                            })
                    .toInstant();
        }

        private LocalDate first() {
            var day = LocalDate.ofInstant(at, zone);
            return switch (period) {
                case DAILY -> day;
                case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTHLY -> day.withDayOfMonth(1);
                case LIFETIME -> throw new IllegalStateException("a lifetime has no first day");
            };
        }

        private java.time.ZonedDateTime startOf(LocalDate day) {
            return day.atStartOfDay(zone);
        }
    }

    @Test
    void anyMomentOfAnyZone() {
        var random = new Random(4);
        agree(Stream.generate(() ->
                        at(random, Instant.ofEpochSecond(random.nextLong(FROM.getEpochSecond(), TO.getEpochSecond()))))
                .limit(20_000));
    }

    /** PostgreSQL takes some names for abbreviations, which have no summer time, before it looks for a zone. */
    @Test
    void everyZoneThatALimitMayHaveBeginsItsDaysWhereJavaSays() {
        var accepted = new ZoneName.Known();
        agree(ZoneId.getAvailableZoneIds().stream()
                .filter(name -> accepted.isValid(name, null))
                .map(ZoneId::of)
                .flatMap(zone -> Stream.of("2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z")
                        .map(at -> new Sample(Period.DAILY, zone, Instant.parse(at)))));
    }

    @Test
    void theHoursAroundEveryChangeOfTheClocks() {
        var random = new Random(7);
        agree(ZONES.stream().map(ZoneId::of).flatMap(zone -> {
            var samples = new ArrayList<Sample>();
            var rules = zone.getRules();
            for (var change = rules.nextTransition(FROM);
                    change != null && change.getInstant().isBefore(TO);
                    change = rules.nextTransition(change.getInstant())) {
                for (long seconds :
                        new long[] {-90_000, -7_200, -1_800, -1, 0, 1, 1_800, 3_599, 3_600, 7_200, 90_000}) {
                    samples.add(
                            new Sample(period(random), zone, change.getInstant().plusSeconds(seconds)));
                }
            }
            return samples.stream();
        }));
    }

    @Test
    void endsOfMonthsLeapDaysAndTheFirstOfTheWeek() {
        var random = new Random(11);
        var days = Stream.of(
                        "2024-02-28",
                        "2024-02-29",
                        "2024-03-01",
                        "2023-02-28",
                        "2032-02-29",
                        "2025-12-31",
                        "2026-01-01",
                        "2026-11-30",
                        "2026-11-29",
                        "2027-01-03",
                        "2027-01-04")
                .map(LocalDate::parse)
                .toList();
        agree(ZONES.stream()
                .map(ZoneId::of)
                .flatMap(zone -> days.stream()
                        .flatMap(day -> Stream.of(0, 1, -1, 43_200)
                                .map(seconds -> new Sample(
                                        period(random),
                                        zone,
                                        day.atStartOfDay(zone).toInstant().plusSeconds(seconds))))));
    }

    private static Sample at(Random random, Instant at) {
        return new Sample(period(random), ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), at);
    }

    private static Period period(Random random) {
        return Period.values()[1 + random.nextInt(3)];
    }

    private static void agree(Stream<Sample> samples) {
        var asked = samples.toList();
        var rows = Servers.postgres()
                .query(
                        """
                        select budget.period_begins(s.period, s.zone, s.at) as begins,
                               budget.period_ends(s.period, s.zone, s.at) as ends
                        from unnest(?::text[], ?::text[], ?::timestamptz[]) with ordinality as s (period, zone, at, n)
                        order by s.n""",
                        array(asked.stream().map(s -> s.period().column())),
                        array(asked.stream().map(s -> s.zone().getId())),
                        array(asked.stream().map(s -> s.at().toString())));

        assertThat(rows).hasSameSizeAs(asked);
        for (int i = 0; i < asked.size(); i++) {
            var sample = asked.get(i);
            assertThat(((Timestamp) rows.get(i).get("begins")).toInstant())
                    .as("beginning of %s", sample)
                    .isEqualTo(sample.begins());
            assertThat(((Timestamp) rows.get(i).get("ends")).toInstant())
                    .as("end of %s", sample)
                    .isEqualTo(sample.ends());
        }
    }

    private static String array(Stream<String> values) {
        return "{" + String.join(",", values.toList()) + "}";
    }
}
