package io.golden.supervisor.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the metrics of several processes into one text of the Prometheus format: each sample gets the labels
 * {@code service} and {@code instance}, each family stands together under one HELP and TYPE.
 */
final class MetricsMerge {
    private final Map<String, Family> families = new LinkedHashMap<>();

    private static final class Family {
        private final List<String> head = new ArrayList<>();
        private final List<String> samples = new ArrayList<>();
    }

    /** Adds what one replica exposes. */
    void add(String service, String instance, String text) {
        var labels = "service=\"" + service + "\",instance=\"" + instance + "\"";
        var current = "";
        for (var line : text.split("\n", -1)) {
            if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
                current = line.split(" ", 4)[2];
                var head = families.computeIfAbsent(current, _ -> new Family()).head;
                // The first replica's words stand for all: two HELPs of one family are refused by Prometheus.
                var kind = line.substring(0, 7);
                if (head.stream().noneMatch(known -> known.startsWith(kind))) {
                    head.add(line);
                }
            } else if (!line.isBlank() && !line.startsWith("#")) {
                var family = belongs(line, current) ? current : nameOf(line);
                families.computeIfAbsent(family, _ -> new Family()).samples.add(labelled(line, labels));
            }
        }
    }

    String text() {
        var out = new StringBuilder();
        families.values().forEach(family -> {
            family.head.forEach(line -> out.append(line).append('\n'));
            family.samples.forEach(line -> out.append(line).append('\n'));
        });
        return out.toString();
    }

    /** Samples of a histogram or summary carry a suffix: {@code _bucket _sum _count _max}. */
    private static boolean belongs(String sample, String family) {
        return !family.isEmpty() && nameOf(sample).startsWith(family);
    }

    private static String nameOf(String sample) {
        int end = 0;
        while (end < sample.length() && sample.charAt(end) != '{' && sample.charAt(end) != ' ') {
            end++;
        }
        return sample.substring(0, end);
    }

    private static String labelled(String sample, String labels) {
        var name = nameOf(sample);
        var rest = sample.substring(name.length());
        if (!rest.startsWith("{")) {
            return name + "{" + labels + "}" + rest;
        }
        var own = rest.substring(1);
        return name + "{" + labels + (own.startsWith("}") ? "" : ",") + own;
    }
}
