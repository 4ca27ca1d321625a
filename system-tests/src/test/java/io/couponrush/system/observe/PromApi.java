package io.couponrush.system.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a Prometheus. */
final class PromApi implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI url;

    PromApi(URI url) {
        this.url = url;
    }

    /**
     * @param points seconds since the epoch and values, NaN left out
     */
    record Series(Map<String, String> labels, List<double[]> points) {}

    /**
     * @throws AssertionError with Prometheus' own words if the expression is not valid
     */
    List<Series> range(String expr, Instant from, Instant to, int step) {
        JsonNode data =
                get(
                        "/api/v1/query_range",
                        Map.of(
                                "query", expr,
                                "start", "" + from.getEpochSecond(),
                                "end", "" + to.getEpochSecond(),
                                "step", "" + step));
        List<Series> all = new ArrayList<>();
        for (JsonNode series : data.path("result").values()) {
            Map<String, String> labels = new HashMap<>();
            series.path("metric")
                    .properties()
                    .forEach(it -> labels.put(it.getKey(), it.getValue().asString()));
            List<double[]> points = new ArrayList<>();
            for (JsonNode point : series.path("values").values()) {
                double value = number(point.path(1).asString());
                if (!Double.isNaN(value)) {
                    points.add(new double[] {point.path(0).asDouble(), value});
                }
            }
            all.add(new Series(labels, points));
        }
        return all;
    }

    private static double number(String said) {
        return switch (said) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(said);
        };
    }

    Set<String> metrics() {
        return values(get("/api/v1/label/__name__/values", Map.of()));
    }

    Set<String> labelValues(String metric, String label) {
        return values(get("/api/v1/label/" + label + "/values", Map.of("match[]", metric)));
    }

    private static Set<String> values(JsonNode list) {
        Set<String> values = new HashSet<>();
        list.values().forEach(value -> values.add(value.asString()));
        return values;
    }

    JsonNode get(String path, Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach(
                (name, value) ->
                        query.append(query.isEmpty() ? "?" : "&")
                                .append(URLEncoder.encode(name, UTF_8))
                                .append('=')
                                .append(URLEncoder.encode(value, UTF_8)));
        try {
            String body =
                    client.send(
                                    HttpRequest.newBuilder(url.resolve(path + query)).build(),
                                    BodyHandlers.ofString())
                            .body();
            JsonNode answer = JsonMapper.shared().readTree(body);
            if (!answer.path("status").asString().equals("success")) {
                throw new AssertionError(answer.path("error").asString() + " in " + parameters);
            }
            return answer.path("data");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
