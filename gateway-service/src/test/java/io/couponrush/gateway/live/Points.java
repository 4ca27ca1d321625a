package io.couponrush.gateway.live;

import io.couponrush.gateway.testing.EventStream;
import io.couponrush.gateway.testing.TestCatalogue;

import org.awaitility.Awaitility;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a view has told. */
final class Points {

    private Points() {}

    /** Of the last history, and since. */
    static List<JsonNode> of(EventStream view) {
        return read(view, true);
    }

    /** Of the last history alone; empty while a view goes on without the past. */
    static List<JsonNode> past(EventStream view) {
        return read(view, false);
    }

    private static List<JsonNode> read(EventStream view, boolean andSince) {
        List<JsonNode> points = new ArrayList<>();
        for (EventStream.Event event : view.events()) {
            JsonNode data = JsonMapper.shared().readTree(event.data());
            if (event.name().equals("history")) {
                points.clear();
                data.path("points").forEach(points::add);
            } else if (andSince) {
                points.add(data);
            }
        }
        return points;
    }

    /** The first that is as wanted, or that comes and is. */
    static JsonNode await(EventStream view, Predicate<JsonNode> wanted) {
        Awaitility.await()
                .atMost(TestCatalogue.BOUND)
                .until(() -> of(view).stream().anyMatch(wanted));
        return of(view).stream().filter(wanted).findFirst().orElseThrow();
    }

    static double sum(EventStream view, String answer) {
        return sum(of(view), answer);
    }

    static double sum(List<JsonNode> points, String answer) {
        return points.stream().mapToDouble(it -> it.path("claims").path(answer).asDouble()).sum();
    }
}
