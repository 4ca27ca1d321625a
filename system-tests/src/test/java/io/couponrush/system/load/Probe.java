package io.couponrush.system.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A step that remembers what came back. */
final class Probe implements Step {

    private final RequestTemplate request;
    private final String name;
    private final BiConsumer<Probe, String> then;
    final List<String> heard = new ArrayList<>();
    int lane;

    Probe(URI server, String name) {
        this(server, name, (_, _) -> {});
    }

    /**
     * @param then is given the probe itself and what it heard
     */
    Probe(URI server, String name, BiConsumer<Probe, String> then) {
        this.request = RequestTemplate.withToken("GET", server, "/echo");
        this.name = name;
        this.then = then;
    }

    @Override
    public int lane() {
        return lane;
    }

    @Override
    public void write(ByteBuf out) {
        request.write(out, name.getBytes(US_ASCII));
    }

    @Override
    public void answered(long sentNanos, long nowNanos, Answer answer) {
        hear(answer.status() + " " + new String(answer.body(), UTF_8));
    }

    @Override
    public void unanswered(long sentNanos, long nowNanos, String why) {
        hear("nothing: " + why);
    }

    private void hear(String what) {
        heard.add(what);
        then.accept(this, what);
    }
}
