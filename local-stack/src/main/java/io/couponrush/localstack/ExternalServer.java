package io.couponrush.localstack;

import java.time.Duration;

/** A server that somebody else runs and an environment variable names. */
record ExternalServer(PartName part) implements Server {

    @Override
    public String name() {
        return part.text();
    }

    @Override
    public String version() {
        return "external";
    }

    @Override
    public Duration startedIn() {
        return Duration.ZERO;
    }

    @Override
    public String log() {
        return "not ours, see " + part.variable();
    }

    @Override
    public void start() {
        throw notOurs("start");
    }

    @Override
    public void stop() {
        throw notOurs("stop");
    }

    @Override
    public void kill() {
        throw notOurs("kill");
    }

    @Override
    public void freeze() {
        throw notOurs("freeze");
    }

    @Override
    public void thaw() {
        throw notOurs("thaw");
    }

    @Override
    public void wipe() {
        throw notOurs("wipe");
    }

    @Override
    public void end() {
        // it was there before us and stays
    }

    private UnsupportedOperationException notOurs(String deed) {
        return new UnsupportedOperationException(
                "can't %1$s the %2$s: it is the external one that %3$s names; unset %3$s to use our own"
                        .formatted(deed, part.text(), part.variable()));
    }
}
