package io.couponrush.system.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.token.Users.User;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class TokensFileTest {

    @TempDir private Path folder;

    @Test
    void nobodyElseReadsItAndItGoes() throws Exception {
        List<User> users =
                List.of(
                        new User(7, "a.b.c".getBytes(US_ASCII)),
                        new User(8, "d.e.f".getBytes(US_ASCII)));
        Path path;
        try (TokensFile file = TokensFile.of(users, folder)) {
            path = file.path();
            assertThat(path).hasContent("user,token\n7,a.b.c\n8,d.e.f\n");
            assertThat(Files.getPosixFilePermissions(path))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(path).doesNotExist();
    }
}
