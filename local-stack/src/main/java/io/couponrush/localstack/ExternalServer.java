package io.couponrush.localstack;

import java.time.Duration;

/** A server that somebody else runs and an environment variable names. */
record ExternalServer(String name, String variable) implements Server {

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
        return "not ours, see " + variable;
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

    private UnsupportedOperationException notOurs(String deed) {
        return new UnsupportedOperationException(
                "can't "
                        + deed
                        + " "
                        + name
                        + ": it is the external one that "
                        + variable
                        + " names; unset "
                        + variable
                        + " to use our own");
    }
}
