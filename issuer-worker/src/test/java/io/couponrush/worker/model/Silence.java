package io.couponrush.worker.model;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The product says what happens to it, a thousand times a second here: of this thread nothing is
 * logged. Other tests run meanwhile, and their contexts set the logging up anew, so it is asked for
 * again by every schedule.
 */
final class Silence extends TurboFilter {

    private static final Silence SILENCE = new Silence();

    private final Set<Thread> silent = ConcurrentHashMap.newKeySet();

    private Silence() {}

    static void begin() {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (!logging.getTurboFilterList().contains(SILENCE)) {
            logging.addTurboFilter(SILENCE);
        }
        SILENCE.silent.add(Thread.currentThread());
    }

    static void end() {
        SILENCE.silent.remove(Thread.currentThread());
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable error) {
        return silent.contains(Thread.currentThread()) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
