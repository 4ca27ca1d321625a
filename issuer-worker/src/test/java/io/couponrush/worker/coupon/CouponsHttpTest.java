package io.couponrush.worker.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponState;
import io.couponrush.worker.coupon.domain.Terms;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A coupon's life as an admin drives it. */
@WorkerTest
class CouponsHttpTest {

    @Autowired WorkerApi api;
    @Autowired JdbcClient database;
    @Autowired CouponRepository repository;
    @Autowired PlatformTransactionManager transactions;

    @Test
    void isCreatedAndSeenByEverybody() {
        String body =
                """
                {"name":"Noon rush","discount":{"kind":"PERCENT","value":50},"totalQuantity":100,
                 "opensAt":"2030-01-01T09:00:00+09:00[Asia/Seoul]",
                 "closesAt":"2030-01-01T01:00:00.1239Z"}\
                """;
        String location =
                api.admin()
                        .post()
                        .uri("/api/v1/coupons")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .returnResult(Object.class)
                        .getResponseHeaders()
                        .getFirst("Location");

        api.anybody()
                .get()
                .uri(String.valueOf(location))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"version":1,"name":"Noon rush","description":"",
                         "discount":{"kind":"PERCENT","value":50},
                         "totalQuantity":100,"issuedQuantity":0,"remaining":100,
                         "opensAt":"2030-01-01T00:00:00Z","closesAt":"2030-01-01T01:00:00.123Z",
                         "state":"OPEN","admission":"OPEN"}\
                        """);
    }

    /** Other tests' coupons are in the list too, so it is compared with itself. */
    @Test
    void theListIsPagedNewestFirst() {
        NewCoupon.open(1).createdBy(api.admin());
        NewCoupon.open(1).createdBy(api.admin());

        List<Long> both = ids("?size=2");

        assertThat(both).hasSize(2).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ids("?size=1")).containsExactly(both.getFirst());
        assertThat(ids("?page=1&size=1")).containsExactly(both.getLast());
        api.anybody()
                .get()
                .uri("/api/v1/coupons?size=1")
                .exchange()
                .expectHeader()
                .valueEquals("Link", "</api/v1/coupons?page=1&size=1>; rel=\"next\"");
    }

    @Test
    void isPausedResumedRaisedAndClosedForGood() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());

        edit(coupon, "{\"version\":1,\"state\":\"PAUSED\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"version\":2,\"state\":\"PAUSED\",\"totalQuantity\":100}");
        edit(coupon, "{\"version\":2,\"state\":\"OPEN\",\"totalQuantity\":150}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"version\":3,\"state\":\"OPEN\",\"totalQuantity\":150,\"remaining\":150}");
        edit(coupon, "{\"version\":3,\"totalQuantity\":149}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields[0].field")
                .isEqualTo("totalQuantity");
        edit(coupon, "{\"version\":3}").expectStatus().isOk().expectBody().json("{\"version\":3}");
        edit(coupon, "{\"version\":3,\"state\":\"CLOSED\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"version\":4,\"state\":\"CLOSED\"}");
        for (String change :
                List.of("\"state\":\"OPEN\"", "\"state\":\"PAUSED\"", "\"totalQuantity\":151")) {
            edit(coupon, "{\"version\":4," + change + "}")
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.fields[0].field")
                    .isEqualTo(change.contains("state") ? "state" : "totalQuantity")
                    .jsonPath("$.fields[0].message")
                    .isEqualTo("can't be changed, the coupon is closed");
        }
        edit(coupon, "{\"version\":4,\"state\":\"CLOSED\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"version\":4}");
    }

    /** By an edit it can't be closed this way, so the row is. */
    @Test
    void whoseTimeIsOverAdmitsNobodyWhateverItsState() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        database.sql(
                        """
                        update coupon set opens_at = '2020-01-01', closes_at = '2020-01-02',
                          rebuild_since = utc_timestamp(6) where id = ?\
                        """)
                .param(coupon)
                .update();

        api.anybody()
                .get()
                .uri("/api/v1/coupons/{id}", coupon)
                .exchange()
                .expectBody()
                .json("{\"state\":\"OPEN\",\"admission\":\"CLOSED\"}");
        long newer =
                database.sql("select count(*) from coupon where id > ?")
                        .param(coupon)
                        .query(Long.class)
                        .single();
        api.anybody()
                .get()
                .uri("/api/v1/coupons?size=1&page={page}", newer)
                .exchange()
                .expectBody()
                .json("[{\"id\":" + coupon + ",\"state\":\"OPEN\",\"admission\":\"CLOSED\"}]");
    }

    @Test
    void whoLookedAtAnOlderVersionIsTold() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        edit(coupon, "{\"version\":1,\"state\":\"PAUSED\"}").expectStatus().isOk();

        edit(coupon, "{\"version\":1,\"state\":\"CLOSED\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("EDIT_CONFLICT");
    }

    @Test
    void ofManyEditsOfOneVersionOneWins() throws Exception {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        List<Integer> answers;
        try (ExecutorService admins = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> all =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    i ->
                                            admins.submit(
                                                    () ->
                                                            statusOf(
                                                                    edit(
                                                                            coupon,
                                                                            "{\"version\":1,\"totalQuantity\":"
                                                                                    + (101 + i)
                                                                                    + "}"))))
                            .toList();
            answers = all.stream().map(CouponsHttpTest::get).toList();
        }

        assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
        assertThat(repository.findById(coupon).orElseThrow().version()).isEqualTo(2);
    }

    /** The race that the check of the request's version can't see: both have read by then. */
    @Test
    void anEditBetweenReadingAndWritingIsNotOverwritten() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        TransactionTemplate mine = new TransactionTemplate(transactions);
        TransactionTemplate theirs = new TransactionTemplate(transactions);
        theirs.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        assertThatThrownBy(
                        () ->
                                mine.executeWithoutResult(
                                        _ -> {
                                            Coupon read = repository.findById(coupon).orElseThrow();
                                            theirs.executeWithoutResult(
                                                    _ -> change(coupon, CouponState.PAUSED));
                                            read.change(turned(read, CouponState.CLOSED));
                                        }))
                .isInstanceOf(OptimisticLockingFailureException.class);

        assertThat(repository.findById(coupon).orElseThrow().state()).isEqualTo(CouponState.PAUSED);
    }

    /** Issuing goes on while an admin edits; neither may undo the other. */
    @Test
    void anEditDoesNotTouchTheCounterAndIssuingDoesNotTouchTheVersion() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        _ -> {
                            Coupon read = repository.findById(coupon).orElseThrow();
                            TransactionTemplate issuing = new TransactionTemplate(transactions);
                            issuing.setPropagationBehavior(
                                    TransactionDefinition.PROPAGATION_REQUIRES_NEW);
                            issuing.executeWithoutResult(_ -> issue(coupon, 7));
                            read.change(turned(read, CouponState.PAUSED));
                        });

        assertThat(repository.findById(coupon).orElseThrow())
                .satisfies(
                        row -> {
                            assertThat(row.issuedQuantity()).isEqualTo(7);
                            assertThat(row.version()).isEqualTo(2);
                        });
    }

    @Test
    void theDatabaseItselfRefusesToOversell() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());

        assertThatThrownBy(() -> issue(coupon, 101))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("coupon_issued");
    }

    private List<Long> ids(String query) {
        List<CouponView> coupons =
                api.anybody()
                        .get()
                        .uri("/api/v1/coupons" + query)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(new ParameterizedTypeReference<List<CouponView>>() {})
                        .returnResult()
                        .getResponseBody();
        return Objects.requireNonNull(coupons).stream().map(CouponView::id).toList();
    }

    private void issue(long coupon, int rows) {
        database.sql("update coupon set issued_quantity = issued_quantity + ? where id = ?")
                .param(rows)
                .param(coupon)
                .update();
    }

    private void change(long coupon, CouponState state) {
        Coupon read = repository.findById(coupon).orElseThrow();
        read.change(turned(read, state));
    }

    private static Terms turned(Coupon coupon, CouponState state) {
        Terms is = coupon.terms();
        return new Terms(
                is.name(),
                is.description(),
                state,
                is.totalQuantity(),
                is.opensAt(),
                is.closesAt());
    }

    private ResponseSpec edit(long coupon, String json) {
        return api.admin()
                .patch()
                .uri("/api/v1/coupons/{id}", coupon)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .exchange();
    }

    private static int statusOf(ResponseSpec answer) {
        return answer.returnResult().getStatus().value();
    }

    private static int get(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
