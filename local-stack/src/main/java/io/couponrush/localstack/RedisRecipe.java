package io.couponrush.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Redis that remembers: append-only file, written to disk every second. */
final class RedisRecipe implements Recipe {

    private static final Pattern VERSION = Pattern.compile("Redis version=([^,\\s]+)");

    private final Binaries binaries;
    private final Path home;
    private final int port;

    RedisRecipe(Binaries binaries, Path home, int port) {
        this.binaries = binaries;
        this.home = home;
        this.port = port;
    }

    @Override
    public PartName part() {
        return PartName.REDIS;
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public List<String> preparation(Path emptyData) {
        return List.of();
    }

    @Override
    public List<String> command(Path data) throws IOException {
        // aof-load-truncated: a torn end must stop the start, not silently lose writes
        String text =
                """
                bind 127.0.0.1
                port %d
                dir "%s"
                daemonize no
                set-proc-title no
                save ""
                appendonly yes
                appendfsync everysec
                aof-load-truncated no
                """
                        .formatted(port, data);
        Path configuration = Files.writeString(home.resolve("redis.conf"), text);
        return List.of(binaries.redis().toString(), configuration.toString());
    }

    @Override
    public boolean ready(String output) {
        return output.contains("Ready to accept connections");
    }

    @Override
    public String version(String output) {
        Matcher matcher = VERSION.matcher(output);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }
}
