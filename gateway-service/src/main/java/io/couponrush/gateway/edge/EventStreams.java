package io.couponrush.gateway.edge;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.NotAcceptableStatusException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;

/** What all answers of server-sent events share. */
public final class EventStreams {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private EventStreams() {}

    /** Whether the client takes events. */
    public static boolean isAccepted(ServerRequest request) {
        List<MediaType> accepted = request.headers().accept();
        return accepted.isEmpty()
                || accepted.stream().anyMatch(MediaType.TEXT_EVENT_STREAM::isCompatibleWith);
    }

    /** For a client that does not. */
    public static NotAcceptableStatusException notAcceptable() {
        return new NotAcceptableStatusException(List.of(MediaType.TEXT_EVENT_STREAM));
    }

    public static Mono<ServerResponse> answer(Flux<ServerSentEvent<String>> events) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no") // a proxy that collects would defeat it
                .body(events, EVENT);
    }

    /** Sends the headers at once, and spreads the return of the clients if this gateway goes. */
    public static ServerSentEvent<String> greeting() {
        return ServerSentEvent.<String>builder()
                .comment("")
                .retry(Duration.ofSeconds(RetryAfter.seconds(1, 5)))
                .build();
    }
}
