package io.couponrush.gateway.forward;

import io.couponrush.gateway.security.LoadTestFilter;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

import java.util.Set;
import java.util.TreeSet;

/**
 * What of a request's headers never reaches the worker. Spring Cloud Gateway drops the hop-by-hop
 * headers that RFC 9110 lists and those of forwarding proxies; here go the ones that the client's
 * own {@code Connection} header nominates, cookies (this API has none), the header that the
 * load-test profile believes, and the caller's trace: the gateway's own is put in its place.
 */
final class ForwardedHeaders implements HttpHeadersFilter, Ordered {

    private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage");

    private final boolean trustUserHeader;

    ForwardedHeaders(boolean trustUserHeader) {
        this.trustUserHeader = trustUserHeader;
    }

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        Set<String> dropped = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        dropped.addAll(exchange.getRequest().getHeaders().getConnection());
        dropped.add(HttpHeaders.COOKIE);
        dropped.add(HttpHeaders.EXPECT);
        dropped.addAll(TRACE);
        if (!trustUserHeader) {
            dropped.add(LoadTestFilter.HEADER);
        }
        HttpHeaders passed = new HttpHeaders();
        headers.forEach(
                (name, values) -> {
                    if (!dropped.contains(name)) {
                        passed.addAll(name, values);
                    }
                });
        return passed;
    }

    /** Before the library's own filters, which drop the Connection header. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
