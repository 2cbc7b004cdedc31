package io.golden.supervisor.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsMergeTest {
    @Test
    void a_family_of_two_services_stands_together_under_one_head() {
        var merge = new MetricsMerge();
        merge.add("auth-service", "a:1", """
                # HELP http_requests_total Requests
                # TYPE http_requests_total counter
                http_requests_total{route="/x"} 1.0
                # TYPE jvm_threads gauge
                jvm_threads 7.0
                """);
        merge.add("budget-service", "b:2", """
                # HELP http_requests_total Requests, said otherwise
                # TYPE http_requests_total counter
                http_requests_total{route="/y"} 2.0
                """);

        assertThat(merge.text()).isEqualTo("""
                # HELP http_requests_total Requests
                # TYPE http_requests_total counter
                http_requests_total{service="auth-service",instance="a:1",route="/x"} 1.0
                http_requests_total{service="budget-service",instance="b:2",route="/y"} 2.0
                # TYPE jvm_threads gauge
                jvm_threads{service="auth-service",instance="a:1"} 7.0
                """);
    }

    @Test
    void the_parts_of_a_histogram_stay_with_their_family() {
        var merge = new MetricsMerge();
        merge.add("a", "1", """
                # TYPE t histogram
                t_bucket{le="+Inf"} 1
                t_count 1
                t_sum 0.5
                """);
        merge.add("b", "2", "# TYPE t histogram\nt_count 2\n");

        assertThat(merge.text()).isEqualTo("""
                # TYPE t histogram
                t_bucket{service="a",instance="1",le="+Inf"} 1
                t_count{service="a",instance="1"} 1
                t_sum{service="a",instance="1"} 0.5
                t_count{service="b",instance="2"} 2
                """);
    }
}
