package io.couponrush.worker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.worker.support.TestKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SigningKeyTest {

    @TempDir Path directory;

    @Test
    void workersThatShareAFileShareTheNameOfTheKey() {
        String path = TestKey.path().toString();

        assertThat(SigningKey.load(path).jwk().getKeyID())
                .isEqualTo(SigningKey.load(path).jwk().getKeyID());
    }

    @Test
    void isNotPrinted() {
        assertThat(SigningKey.load(TestKey.path().toString()).toString())
                .matches("SigningKey\\[[A-Za-z0-9_-]{43}]");
    }

    @Test
    void receiptsWantAKeyOfTheirOwn() {
        String path = TestKey.path().toString();
        SigningKey tokens = SigningKey.load(path);

        assertThat(tokens.another(TestKey.write(2048).toString()).id()).isNotEqualTo(tokens.id());
        assertThatThrownBy(() -> tokens.another(path))
                .isInstanceOf(UnusableSigningKeyException.class)
                .hasMessageContaining("signs access tokens already");
    }

    @Test
    void aMissingFileIsNamed() {
        assertUnusable("/nowhere/key.pem", "can't read the file /nowhere/key.pem");
    }

    @Test
    void aFileThatHoldsNoKeyIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "no key");

        assertUnusable(file.toString(), file + " holds no PKCS#8 RSA key of at least 2048 bits");
    }

    @Test
    void aKeyThatIsTooShortIsRefused() {
        String path = TestKey.write(1024).toString();

        assertUnusable(path, path + " holds no PKCS#8 RSA key of at least 2048 bits");
    }

    private static void assertUnusable(String path, String message) {
        assertThatThrownBy(() -> SigningKey.load(path))
                .isInstanceOf(UnusableSigningKeyException.class)
                .hasMessage(message);
    }
}
