package io.couponrush.worker.model;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.worker.sim.World;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The catalogue topic, compacted: who starts may find nothing but the last record, which is the
 * worst case; who runs hears the news sooner or later.
 */
final class Catalogue {

    private final World world;
    private final List<CouponAnnounced> log = new ArrayList<>();
    private final List<Consumer<CouponAnnounced>> readers = new ArrayList<>();

    Catalogue(World world) {
        this.world = world;
    }

    /** Returns when the broker has it. */
    void publish(CouponAnnounced coupon) {
        world.travel();
        log.add(coupon);
        world.note(() -> "announces version " + coupon.version() + ", epoch " + coupon.epoch());
        for (Consumer<CouponAnnounced> reader : readers) {
            world.at(world.now() + world.delay(), () -> reader.accept(coupon));
        }
    }

    void read(Consumer<CouponAnnounced> reader) {
        if (!log.isEmpty()) {
            reader.accept(log.getLast());
        }
        readers.add(reader);
    }

    /** As the gateway's map does: neither number ever falls. */
    static CouponAnnounced newer(@Nullable CouponAnnounced known, CouponAnnounced news) {
        boolean older =
                known != null && (news.version() < known.version() || news.epoch() < known.epoch());
        return known != null && older ? known : news;
    }
}
