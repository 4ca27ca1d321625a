package io.couponrush.system.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.observe.Selector.Label;

import org.junit.jupiter.api.Test;

import java.util.List;

class SelectorTest {

    @Test
    void metricsAndTheirLabelsAreFound() {
        String expr =
                """
                histogram_quantile(0.99, sum by (version, le) (rate(a_bucket{version="v3"}[1m])))
                  / clamp_min(max(rush:b:ratio), 1e-3) > bool 3 and on (job) c{x=~"p|q",uri!~".*/stream"} or d\
                """;

        assertThat(Selector.in(expr))
                .containsExactly(
                        new Selector("a_bucket", List.of(new Label("version", "=", "v3"))),
                        new Selector("rush:b:ratio", List.of()),
                        new Selector(
                                "c",
                                List.of(
                                        new Label("x", "=~", "p|q"),
                                        new Label("uri", "!~", ".*/stream"))),
                        new Selector("d", List.of()));
        assertThat(new Label("x", "=~", "p|q").named()).containsExactly("p", "q");
        assertThat(new Label("x", "!~", ".*/stream").named()).isEmpty();
    }
}
