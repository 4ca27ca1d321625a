package io.couponrush.worker.desk;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.events.Topics;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/** The desk over HTTP, from poison on the worker's own topic. */
@WorkerTest
class DeskHttpTest {

    private static final String PATH = "/api/v1/admin/dead-letters";
    private static final byte[] JUNK = {0, 7, (byte) 0xff};

    @Autowired WorkerApi api;
    @Autowired KafkaTemplate<byte[], byte[]> kafka;

    private final long adminId = WorkerApi.newUser();

    /** Nobody made it. */
    private final long couponId = WorkerApi.newUser();

    private final long userId = WorkerApi.newUser();
    private RestTestClient admin;

    @BeforeEach
    void signIn() {
        admin = api.bearing(api.token(adminId, "USER", "ADMIN"));
    }

    @Test
    void aLetterIsListedShownReplayedAndDiscarded() throws Exception {
        bury(JUNK);
        JsonNode first = await(1).get(0);
        assertThat(first.path("state").asString()).isEqualTo("NEW");
        assertThat(first.path("cause").asString()).isEqualTo("MALFORMED_VALUE");
        assertThat(first.path("couponId").asLong()).isEqualTo(couponId);
        assertThat(first.path("userId").asLong()).isEqualTo(userId);
        assertThat(first.path("sequence").asLong()).isEqualTo(3);
        assertThat(first.path("topic").asString()).isEqualTo(Topics.ISSUE_REQUESTS);
        assertThat(first.path("replayOf").isNull()).isTrue();

        JsonNode shown = json(admin.get().uri(PATH + "/{id}", id(first)).exchange());
        assertThat(shown.path("id").asLong()).isEqualTo(id(first));
        assertThat(shown.path("payload").path("encoding").asString()).isEqualTo("base64");
        assertThat(Base64.getDecoder().decode(shown.path("payload").path("value").asString()))
                .isEqualTo(JUNK);
        assertThat(shown.path("key").path("value").asString()).isEqualTo("" + userId);
        assertThat(shown.path("headers").toString())
                .contains("\"dead-letter-fault\"", "\"event-type\"", "coupon.issue-requested");
        assertThat(shown.path("actions").isEmpty()).isTrue();

        JsonNode many = json(post(PATH + "/replay", "{\"ids\":[" + id(first) + ",999999999]}"));
        assertThat(many.path(0).path("outcome").asString()).isEqualTo("REPLAYED");
        assertThat(many.path(1).path("outcome").asString()).isEqualTo("NOT_FOUND");
        JsonNode second = await(2).get(0);
        assertThat(second.path("replayOf").asLong()).isEqualTo(id(first));

        JsonNode discarded =
                json(post(PATH + "/" + id(second) + "/discard", "{\"reason\":\"test junk\"}"));
        assertThat(discarded.path("state").asString()).isEqualTo("DISCARDED");
        assertThat(discarded.path("slotReturned").asBoolean()).isFalse();
        JsonNode action =
                json(admin.get().uri(PATH + "/{id}", id(second)).exchange())
                        .path("actions")
                        .path(0);
        assertThat(action.path("action").asString()).isEqualTo("DISCARD");
        assertThat(action.path("by").asLong()).isEqualTo(adminId);
        assertThat(action.path("reason").asString()).isEqualTo("test junk");
        assertThat(Instant.parse(action.path("at").asString())).isBefore(Instant.now());
        post(PATH + "/" + id(second) + "/replay", null)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("DEAD_LETTER_CONFLICT");

        assertThat(list("&state=DISCARDED").size()).isEqualTo(1);
        assertThat(list("&state=REPLAYED").size()).isEqualTo(1);
        assertThat(list("&cause=UNKNOWN_TYPE").size()).isZero();
        admin.get()
                .uri(PATH + "?couponId=" + couponId + "&size=1")
                .exchange()
                .expectHeader()
                .valueEquals(
                        "Link",
                        "<" + PATH + "?couponId=" + couponId + "&page=1&size=1>; rel=\"next\"");
    }

    @Test
    void readablePayloadsAreShownAsText() throws Exception {
        bury("{\"wörter\":".getBytes(UTF_8));

        JsonNode shown = json(admin.get().uri(PATH + "/{id}", id(await(1).get(0))).exchange());

        assertThat(shown.path("payload").path("encoding").asString()).isEqualTo("text");
        assertThat(shown.path("payload").path("value").asString()).isEqualTo("{\"wörter\":");
    }

    @Test
    void aRecordWithoutAPayloadHasNone() throws Exception {
        bury(null);

        JsonNode shown = json(admin.get().uri(PATH + "/{id}", id(await(1).get(0))).exchange());

        assertThat(shown.path("payload").isNull()).isTrue();
    }

    @Test
    void whatIsAskedForWronglyIsNamed() {
        for (String query : new String[] {"state=OLD", "cause=x", "couponId=0", "size=101"}) {
            admin.get()
                    .uri(PATH + "?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.fields[0].field")
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
        post(PATH + "/1/discard", "{\"reason\":\" \"}").expectStatus().isBadRequest();
        post(PATH + "/1/discard", "{}").expectStatus().isBadRequest();
        post(PATH + "/replay", "{\"ids\":[]}").expectStatus().isBadRequest();
        post(PATH + "/replay", "{\"ids\":[0]}").expectStatus().isBadRequest();
        post(PATH + "/999999999/replay", null)
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("DEAD_LETTER_NOT_FOUND");
    }

    private void bury(byte @Nullable [] value) throws Exception {
        ProducerRecord<byte[], byte[]> good =
                EventCodec.record(new CouponIssueRequested(couponId, userId, 3, 1, Instant.now()));
        kafka.send(new ProducerRecord<>(good.topic(), null, good.key(), value, good.headers()))
                .get();
    }

    /** Newest first. */
    private JsonNode await(int letters) {
        Waiting.await().until(() -> list("").size() == letters);
        return list("");
    }

    private JsonNode list(String filter) {
        return json(admin.get().uri(PATH + "?couponId=" + couponId + filter).exchange());
    }

    private ResponseSpec post(String uri, @Nullable String body) {
        RestTestClient.RequestBodySpec request = admin.post().uri(uri);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    private static long id(JsonNode letter) {
        return letter.path("id").asLong();
    }

    private static JsonNode json(ResponseSpec answer) {
        String body =
                answer.expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        return JsonMapper.shared().readTree(Objects.requireNonNull(body));
    }
}
