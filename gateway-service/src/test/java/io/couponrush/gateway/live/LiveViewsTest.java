package io.couponrush.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class LiveViewsTest {

    private static final long NOW = 1_800_000_000;

    private final LiveViews views = new LiveViews(3);

    @BeforeEach
    void start() {
        views.start();
    }

    @Test
    void thePastComesFirstAndThenEverySecondOnce() {
        List<String> told = follow(7);
        assertThat(views.wantPast()).isTrue();
        views.accept(0, Pulses.gateway("g", NOW - 1, 7, 5, 1));
        views.pastIsRead();
        views.tick(NOW);
        views.tick(NOW);
        views.accept(1, Pulses.gateway("g", NOW + 1, 7, 6, 1));
        views.tick(NOW + 1);

        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).startsWith("history").contains("\"admitted\":5.0");
        assertThat(told.getLast()).startsWith("point").contains("\"admitted\":6.0");
    }

    @Test
    void anotherViewGetsTheSameAndAnotherCouponsReadingDisturbsNobody() {
        List<String> first = follow(7);
        begin();
        List<String> second = follow(7);
        views.tick(NOW);
        assertThat(second).hasSize(1).allSatisfy(it -> assertThat(it).startsWith("history"));
        assertThat(views.wantPast()).as("the board is there").isFalse();

        List<String> other = follow(8);
        assertThat(views.wantPast()).isTrue();
        views.accept(0, Pulses.gateway("g", NOW, 8, 4, 1));
        views.tick(NOW + 1);
        views.pastIsRead();
        views.tick(NOW + 2);

        assertThat(names(first)).containsExactly("history", "point", "point");
        assertThat(names(second)).containsExactly("history", "point", "point");
        assertThat(names(other)).containsExactly("history");
    }

    /** Kafka is away: a view begins without the past, and gets it when it is there. */
    @Test
    void whoWaitsTooLongForThePastSeesAGap() {
        List<String> told = follow(7);
        views.wantPast();
        for (int second = 0; second < 6; second++) {
            views.tick(NOW + second);
        }
        assertThat(names(told)).containsExactly("history", "point", "point");
        assertThat(told.getFirst()).isEqualTo("history {\"points\":[]}");
        assertThat(told.getLast()).contains("\"claims\":null", "\"gateways\":null");

        views.pastIsUnread();
        assertThat(views.wantPast()).isTrue();
        views.accept(0, Pulses.gateway("g", NOW + 6, 7, 5, 1));
        views.pastIsRead();
        views.tick(NOW + 6);

        assertThat(names(told)).endsWith("point", "history");
        assertThat(told.getLast()).contains("\"admitted\":5.0");
    }

    @Test
    void noMoreAreOpenThanMayBe() {
        LiveView first = Objects.requireNonNull(views.open(1));
        views.open(1);
        views.open(2);
        assertThat(views.open(3)).isNull();

        views.close(first);
        views.close(first);

        assertThat(views.open(3)).isNotNull();
        assertThat(views.open(4)).isNull();
    }

    @Test
    void nobodyIsReadForWhenNobodyLooks() {
        assertThat(views.isIdle()).isTrue();
        LiveView view = Objects.requireNonNull(views.open(1));
        assertThat(views.isIdle()).isFalse();
        views.close(view);
        assertThat(views.isIdle()).isTrue();
    }

    /** As one whose client hung up before its answer began. */
    @Test
    void whoDoesNotKeepUpIsLetGo() {
        LiveView slow = Objects.requireNonNull(views.open(7));
        begin();
        for (int second = 1; second < 40; second++) {
            views.tick(NOW + second);
        }

        assertThat(slow.isOver()).isTrue();
        assertThat(views.isIdle()).isTrue();
    }

    @Test
    void aGatewayThatStopsEndsItsViews() {
        List<String> told = follow(7);
        views.stop();

        assertThat(told).containsExactly("end");
        assertThat(views.open(7)).isNull();
    }

    private void begin() {
        views.wantPast();
        views.pastIsRead();
        views.tick(NOW);
    }

    private List<String> follow(long couponId) {
        List<String> told = new ArrayList<>();
        var _ =
                Objects.requireNonNull(views.open(couponId))
                        .events()
                        .subscribe(
                                event -> told.add(event.event() + " " + event.data()),
                                failure -> told.add(failure.toString()),
                                () -> told.add("end"));
        return told;
    }

    private static List<String> names(List<String> told) {
        return told.stream().map(it -> it.substring(0, it.indexOf(' '))).toList();
    }
}
