package io.couponrush.system.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.console.Progress;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.Answer;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.load.Step;
import io.couponrush.system.measure.Latency;
import io.netty.buffer.ByteBuf;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The claims of a load and what was answered. Used by the load's thread. */
final class Claims {

    final Agenda agenda = new Agenda();
    final Histogram millis = Latency.histogram();
    final Map<String, Long> kinds = new TreeMap<>();
    final Set<Long> toldYes = new HashSet<>();
    final List<Long> answeredAt = new ArrayList<>();
    long serverErrors;
    long failed;

    private final RequestTemplate request;
    private final Progress progress;
    private final long startNanos;
    private final long endNanos;
    private final boolean again;
    private long nextUser;

    /**
     * @param firstUser id of the first user; the others follow
     */
    Claims(RequestTemplate request, Load load, long firstUser, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.nextUser = firstUser;
        this.startNanos = System.nanoTime();
        this.again = !load.hold().isZero();
        this.endNanos = startNanos + load.ramp().plus(load.hold()).toNanos();
        long step = load.ramp().toNanos() / load.users();
        for (int i = 0; i < load.users(); i++) {
            agenda.addAt(startNanos + i * step, new Claim(nextUser++));
        }
    }

    private void heard(long sent, long now, String kind, boolean right) {
        Latency.record(millis, now - sent);
        answeredAt.add(TimeUnit.NANOSECONDS.toMillis(now - startNanos));
        kinds.merge(kind, 1L, Long::sum);
        if (!right) {
            failed++;
        }
        long left = endNanos - now;
        progress.reached(
                again
                        ? TimeUnit.NANOSECONDS.toSeconds(Math.max(0, now - startNanos))
                        : answeredAt.size());
        if (again && left > 0) {
            agenda.add(new Claim(nextUser++));
        }
    }

    /** One user's only claim. */
    private final class Claim implements Step {

        private final long user;

        Claim(long user) {
            this.user = user;
        }

        @Override
        public void write(ByteBuf out) {
            request.write(out, Long.toString(user).getBytes(US_ASCII));
        }

        @Override
        public void answered(long sentNanos, long nowNanos, Answer answer) {
            String kind = Kind.of(answer);
            if (answer.status() < 300) {
                toldYes.add(user);
            }
            if (answer.status() >= 500) {
                serverErrors++;
            }
            heard(sentNanos, nowNanos, kind, Kind.isRight(answer.status(), kind));
        }

        @Override
        public void unanswered(long sentNanos, long nowNanos, String why) {
            heard(sentNanos, nowNanos, "no answer", false);
        }
    }
}
