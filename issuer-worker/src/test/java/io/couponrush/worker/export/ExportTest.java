package io.couponrush.worker.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.worker.coupon.UserCoupon;
import io.couponrush.worker.coupon.UserCouponId;
import io.couponrush.worker.coupon.UserCouponRepository;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The file, from the ticket to its last byte, or to where it was cut off.
 *
 * <p>Long, because clients of each kind fetch it, and all of them find room for two at once.
 */
@WorkerTest
class ExportTest {

    /** More than all buffers between the database and a client that does not read. */
    private static final int MANY = 300_000;

    private static final int NO_ROOM = 503;

    private static final Instant NOON = Instant.parse("2026-11-22T03:00:00.123456Z");

    @Autowired WorkerApi api;
    @Autowired UserCouponRepository issued;
    @Autowired JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    private final long adminId = WorkerApi.newUser();
    private RestTestClient admin;
    private long coupon;

    @BeforeEach
    void makeACoupon() {
        admin = api.bearing(api.token(adminId, "USER", "ADMIN"));
        coupon = NewCoupon.open(10).createdBy(admin);
    }

    @Test
    void everyRowIsALineAndNoCellIsAFormula() throws Exception {
        long anonymous = WorkerApi.newUser();
        long named = WorkerApi.newUser();
        jdbc.sql(
                        "insert into account (id, username, password_hash, role, created_at)"
                                + " values (:id, :name, '', 'USER', utc_timestamp(6))")
                .param("id", named)
                .param("name", "-n." + named)
                .update();
        row(anonymous, 1L, "v3");
        row(named, null, "v1");

        HttpResponse<String> file = fetch(ticket());

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
        assertThat(file.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"coupon-" + coupon + "-issued.csv\"");
        assertThat(file.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(file.body())
                .isEqualTo(
                        """
                        coupon_id,user_id,username,sequence,road,issued_at\r
                        %1$d,%2$d,,1,v3,2026-11-22T03:00:00.123456Z\r
                        %1$d,%3$d,'-n.%3$d,,v1,2026-11-22T03:00:00.123456Z\r
                        """
                                .formatted(coupon, anonymous, named));
        assertThat(trail())
                .containsExactly("EXPORT 2 rows COMPLETE", "EXPORT may be fetched once TICKET");
    }

    @Test
    void aTicketIsGoodOnceHoweverManyComeAtOnce() throws Exception {
        String ticket = ticket();

        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(http.sendAsync(request(ticket), BodyHandlers.ofString()));
        }
        List<Integer> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : all) {
            int status = answer.join().statusCode();
            answers.add(status == NO_ROOM ? fetch(ticket).statusCode() : status);
        }

        assertThat(answers).containsExactlyInAnyOrder(200, 404);
        HttpResponse<String> late = fetch(ticket);
        assertThat(late.statusCode()).isEqualTo(404);
        assertThat(late.headers().firstValue("content-disposition")).isEmpty();
        assertThat(late.body()).contains("\"EXPORT_NOT_FOUND\"");
    }

    @Test
    void aTicketIsGoodForAMinute() throws Exception {
        String ticket = ticket();
        assertThat(
                        jdbc.sql(
                                        """
                                        select max(timestampdiff(second, utc_timestamp(6),
                                                                 expires_at))
                                        from export_ticket where coupon_id = ?\
                                        """)
                                .param(coupon)
                                .query(Integer.class)
                                .single())
                .isBetween(30, 60);
        jdbc.sql("update export_ticket set expires_at = utc_timestamp(6) where coupon_id = ?")
                .param(coupon)
                .update();

        assertThat(fetch(ticket).statusCode()).isEqualTo(404);
        assertThat(fetch("/api/v1/exports/nonsense").statusCode()).isEqualTo(404);
        ticket();
        assertThat(
                        jdbc.sql("select count(*) from export_ticket where coupon_id = ?")
                                .param(coupon)
                                .query(Integer.class)
                                .single())
                .as("the old one is swept up")
                .isEqualTo(1);
    }

    @Test
    void onlyAdminsGetTicketsAndOnlyAGetUsesOneUp() throws Exception {
        String path = "/api/v1/admin/coupons/{id}/export";
        api.anybody().post().uri(path, coupon).exchange().expectStatus().isUnauthorized();
        api.user(adminId).post().uri(path, coupon).exchange().expectStatus().isForbidden();
        admin.post().uri(path, WorkerApi.newUser()).exchange().expectStatus().isNotFound();
        admin.post().uri(path, 0).exchange().expectStatus().isBadRequest();
        String ticket = ticket();

        HttpRequest head = HttpRequest.newBuilder(request(ticket), (_, _) -> true).HEAD().build();

        assertThat(http.send(head, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        assertThat(fetch(ticket).statusCode()).isEqualTo(200);
    }

    @Test
    void halfAFileNeverLooksWhole() throws Exception {
        ManyRows.of(coupon, MANY, jdbc);
        HttpResponse<InputStream> file = begin(ticket());

        Waiting.await().until(() -> kill("%left join account%"));

        assertThatThrownBy(() -> file.body().readAllBytes()).isInstanceOf(IOException.class);
        Waiting.await().until(() -> trail().getFirst().matches("EXPORT \\d+ rows CUT_OFF"));
    }

    @Test
    void whoDoesNotReadOrGoesAwayMakesRoomForOthers() throws Exception {
        ManyRows.of(coupon, MANY, jdbc);
        Crowded crowded = crowded();
        for (int round = 1; round < 3 && crowded.refused.statusCode() == 200; round++) {
            // this machine was slower than the server's patience with who does not read
            crowded = crowded();
        }
        HttpResponse<String> refused = crowded.refused;
        assertThat(refused.statusCode()).isEqualTo(NO_ROOM);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(refused.body()).contains("\"OVERLOADED\"");

        crowded.gone.body().close();
        AtomicReference<String> next = new AtomicReference<>(crowded.third);
        Waiting.await()
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            HttpResponse<String> file = fetch(next.getAndSet(ticket()));
                            assertThat(file.statusCode()).as("still good").isEqualTo(200);
                            return file.body().lines().count() == MANY + 1;
                        });
        Waiting.await().until(() -> cutOff() >= 2);
        InputStream asleep = crowded.sleeping.body();
        assertThatThrownBy(asleep::readAllBytes).isInstanceOf(IOException.class);
    }

    /** Two who don't read, and what a third one is told. */
    private record Crowded(
            HttpResponse<InputStream> gone,
            HttpResponse<InputStream> sleeping,
            String third,
            HttpResponse<String> refused) {}

    private Crowded crowded() throws Exception {
        HttpResponse<InputStream> gone = begin(ticket());
        HttpResponse<InputStream> sleeping = begin(ticket());
        String third = ticket();
        return new Crowded(
                gone, sleeping, third, http.send(request(third), BodyHandlers.ofString()));
    }

    private long cutOff() {
        return trail().stream().filter(line -> line.endsWith("CUT_OFF")).count();
    }

    /** Whether there was such a statement; its connection is cut. */
    private boolean kill(String statement) {
        List<Long> ids =
                jdbc.sql(
                                """
                                select id from information_schema.processlist
                                where info like ? and id <> connection_id()\
                                """)
                        .param(statement)
                        .query((row, _) -> row.getLong(1))
                        .list();
        ids.forEach(id -> jdbc.sql("kill " + id).update());
        return !ids.isEmpty();
    }

    private void row(long user, @Nullable Long sequence, String road) {
        issued.save(new UserCoupon(new UserCouponId(coupon, user), sequence, road, NOON));
    }

    private String ticket() {
        Map<?, ?> made =
                admin.post()
                        .uri("/api/v1/admin/coupons/{id}/export", coupon)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody();
        return String.valueOf(Objects.requireNonNull(made).get("url"));
    }

    private HttpRequest request(String ticket) {
        return HttpRequest.newBuilder(URI.create(api.url() + ticket)).build();
    }

    private HttpResponse<String> fetch(String ticket) {
        return atLast(ticket, BodyHandlers.ofString());
    }

    /** Headers and nothing else are read. */
    private HttpResponse<InputStream> begin(String ticket) {
        HttpResponse<InputStream> file = atLast(ticket, BodyHandlers.ofInputStream());
        assertThat(file.statusCode()).isEqualTo(200);
        return file;
    }

    /** Comes back while exports of other tests still run. */
    private <T> HttpResponse<T> atLast(String ticket, HttpResponse.BodyHandler<T> body) {
        return Waiting.await()
                .until(
                        () -> http.send(request(ticket), body),
                        answer -> answer.statusCode() != NO_ROOM);
    }

    /** Newest first. */
    private List<String> trail() {
        List<?> lines =
                admin.get()
                        .uri("/api/v1/admin/actions?couponId={id}", coupon)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(List.class)
                        .returnResult()
                        .getResponseBody();
        return Stream.of(Objects.requireNonNull(lines).toArray())
                .map(Map.class::cast)
                .filter(line -> Objects.equals(line.get("action"), "EXPORT"))
                .map(
                        line ->
                                line.get("action")
                                        + " "
                                        + line.get("details")
                                        + " "
                                        + line.get("outcome"))
                .toList();
    }
}
