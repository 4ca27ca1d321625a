package io.couponrush.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a server listens. */
record Address(String host, int port) {

    private static final Pattern ONE =
            Pattern.compile("(?:[^@]*@)?(\\[[\\da-fA-F:.]+]|[\\w.-]+)(?::(\\d{1,5}))?");
    private static final int CONNECT_MILLIS = 5_000;

    /**
     * @param list host, or host:port, or user:password@host:port, several with commas between
     * @return empty if that isn't its form
     */
    static List<Address> in(String list, int defaultPort) {
        List<Address> all = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            Matcher matcher = ONE.matcher(one.strip());
            if (!matcher.matches()) {
                return List.of();
            }
            String port = matcher.group(2);
            all.add(
                    new Address(
                            matcher.group(1), port == null ? defaultPort : Integer.parseInt(port)));
        }
        return all;
    }

    /** Empty if a connection is accepted, else why not. */
    Optional<String> trouble() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(host + ":" + port + ": " + e.getMessage());
        }
    }
}
