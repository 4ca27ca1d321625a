package io.couponrush.system.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Takes spans by OTLP over HTTP, as a collector would, and keeps them. */
final class OtlpSink implements AutoCloseable {

    private static final String PATH = "/v1/traces";

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    /**
     * One span.
     *
     * @param service that sent it
     * @param fromNanos since 1970
     */
    record Span(
            String service,
            String name,
            String traceId,
            String spanId,
            String parentId,
            long fromNanos,
            long toNanos,
            Map<String, String> tags) {}

    OtlpSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    List<Span> of(String traceId) {
        return spans.stream().filter(span -> span.traceId.equals(traceId)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request =
                ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
        request.getResourceSpansList()
                .forEach(
                        resource -> {
                            String service =
                                    tags(resource.getResource().getAttributesList())
                                            .getOrDefault("service.name", "");
                            resource.getScopeSpansList().stream()
                                    .flatMap(scope -> scope.getSpansList().stream())
                                    .map(span -> span(service, span))
                                    .forEach(spans::add);
                        });
        byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.close();
    }

    private static Span span(String service, io.opentelemetry.proto.trace.v1.Span span) {
        HexFormat hex = HexFormat.of();
        return new Span(
                service,
                span.getName(),
                hex.formatHex(span.getTraceId().toByteArray()),
                hex.formatHex(span.getSpanId().toByteArray()),
                hex.formatHex(span.getParentSpanId().toByteArray()),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                tags(span.getAttributesList()));
    }

    private static Map<String, String> tags(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(
                        Collectors.toMap(
                                KeyValue::getKey,
                                it ->
                                        it.getValue().hasIntValue()
                                                ? Long.toString(it.getValue().getIntValue())
                                                : it.getValue().getStringValue()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
