package io.couponrush.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.testing.RawClient;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

/** A kept connection goes on being read, whoever ends a request when; see {@link NextTurn}. */
class KeepAliveTest {

    private static final String AT_ONCE = "GET /api/v3/nothing HTTP/1.1\r\nHost: localhost\r\n";

    @Test
    void aConnectionIsReadAfterAnEarlyRequestWasAnsweredAtOnce() throws IOException {
        try (TestGateway gateway =
                        TestGateway.start(Map.of("spring.profiles.active", "load-test"));
                RawClient client = RawClient.connect(gateway)) {
            TestGate gate = TestGate.open(1);
            TestCatalogue.announce(TestCatalogue.open(gate.couponId, 1), gateway);
            String takesAWhile =
                    "POST /api/v3/me/coupons/"
                            + gate.couponId
                            + "/issue HTTP/1.1\r\nHost: localhost\r\nCommerce-User-Id: 1\r\n"
                            + "Content-Length: 0\r\n\r\n";

            client.send(takesAWhile + AT_ONCE + "\r\n");
            String claimed = client.readPast("HTTP/1.1 404");
            client.send(AT_ONCE + "Connection: close\r\n\r\n");

            assertThat(claimed).contains("HTTP/1.1 202");
            assertThat(client.readToEnd()).contains("HTTP/1.1 404");
        }
    }
}
