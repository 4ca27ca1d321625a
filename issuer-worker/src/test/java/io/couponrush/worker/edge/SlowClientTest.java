package io.couponrush.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Whoever stops in the middle of a request does not hold a connection for ever. */
@WorkerTest
@Execution(ExecutionMode.CONCURRENT) // it does nothing but wait
@ResourceLock("announcer") // its worker has one, which takes what AnnouncerTest wants to announce
class SlowClientTest {

    private static final int BOUND_MILLIS = 30_000;

    @Autowired WorkerApi api;

    @Test
    void isDroppedInTheMiddleOfHeadersAndOfABody() throws IOException {
        String halfBody =
                """
                POST /api/v1/auth/signin HTTP/1.1\r
                Host: h\r
                Content-Type: application/json\r
                Content-Length: 100\r
                \r
                {"user\
                """;
        try (Socket headers = begin("GET /api/v1/coupons HTTP/1.1\r\nHost: h\r\nX-Half: ");
                Socket body = begin(halfBody)) {

            assertThat(end(headers)).doesNotContain(" 200 ");
            assertThat(end(body)).contains(" 400 ").contains("VALIDATION_FAILED");
        }
    }

    private Socket begin(String half) throws IOException {
        Socket socket = new Socket("localhost", api.port());
        socket.setSoTimeout(BOUND_MILLIS);
        socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** All that comes until the server hangs up. */
    private static String end(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
