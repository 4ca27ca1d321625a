package io.couponrush.localstack.product;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All that another process needs to know about a running product. It holds passwords.
 *
 * @param owner process id of the one that started it and with which it ends
 * @param pids of the product's own services, by name
 * @param signingKey path of the key that signs access tokens, PKCS#8
 * @param issuer of access tokens
 * @param audience of access tokens
 * @param user signs in once somebody has signed it up
 */
public record ProductState(
        long owner,
        Map<String, Long> pids,
        URI gateway,
        URI gatewayManagement,
        URI worker,
        URI workerManagement,
        String kafkaBootstrap,
        String redisUri,
        Database database,
        String signingKey,
        String issuer,
        String audience,
        Account admin,
        Account user) {

    static final String FILE = "state.json";

    public record Database(String jdbcUrl, String user, String password) {

        /** Not the password: this ends in logs and in the messages of failed checks. */
        @Override
        public String toString() {
            return user + " at " + jdbcUrl;
        }
    }

    public ProductState {
        pids = Map.copyOf(pids);
    }

    /**
     * The state that a running product has left in its directory; empty if none runs there. That is
     * asked of the lock: after kill -9 the file still names a process, whose id may be another's.
     */
    public static Optional<ProductState> read(Path directory) {
        try {
            String json = Files.readString(directory.resolve(FILE));
            if (!ProductLock.isHeld(directory)) {
                return Optional.empty();
            }
            return Optional.of(JsonMapper.shared().readValue(json, ProductState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path directory) {
        String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
        PrivateFiles.write(directory.resolve(FILE), json);
    }

    static void remove(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
