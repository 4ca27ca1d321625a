package io.couponrush.system.jmeter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.token.Users.User;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The tokens of one run, as JMeter reads them. Only the owner may read the file, and it is gone
 * when it is closed: a token is as good as its user's password until it ends.
 */
final class TokensFile implements AutoCloseable {

    private final Path path;

    private TokensFile(Path path) {
        this.path = path;
    }

    static TokensFile of(List<User> users, Path directory) {
        try {
            // createTempFile makes files of mode 600
            TokensFile file = new TokensFile(Files.createTempFile(directory, "tokens", ".csv"));
            file.write(users);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("could not write tokens to " + directory, e);
        }
    }

    private void write(List<User> users) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(path, US_ASCII)) {
            writer.write("user,token\n");
            for (User user : users) {
                writer.write(user.id() + "," + new String(user.token(), US_ASCII) + "\n");
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete the tokens in " + path, e);
        }
    }
}
