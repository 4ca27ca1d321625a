package io.couponrush.localstack.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

class SecretsTest {

    @TempDir private Path directory;

    @Test
    void makesARealKeyAndPasswordsThatNobodyElseCanRead() throws Exception {
        Secrets secrets = Secrets.in(directory);

        assertThat(key(secrets.signingKey()).getModulus().bitLength()).isEqualTo(2_048);
        assertThat(key(secrets.receiptKey()).getModulus())
                .as("a key signs tokens or receipts")
                .isNotEqualTo(key(secrets.signingKey()).getModulus());
        assertThat(secrets.admin().password()).matches("[A-Za-z0-9_-]{16}");
        assertThat(secrets.user().password()).isNotEqualTo(secrets.admin().password());
        try (var files = Files.list(directory)) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(
                            file ->
                                    assertThat(Files.getPosixFilePermissions(file))
                                            .isEqualTo(
                                                    PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void findsThemAgain() throws IOException {
        Secrets first = Secrets.in(directory);
        String key = Files.readString(first.signingKey());

        assertThat(Secrets.in(directory)).isEqualTo(first);
        assertThat(Files.readString(first.signingKey())).isEqualTo(key);
    }

    private static RSAPrivateKey key(Path pem) throws IOException, GeneralSecurityException {
        String base64 =
                Files.readString(pem)
                        .replace("-----BEGIN PRIVATE KEY-----", "")
                        .replace("-----END PRIVATE KEY-----", "")
                        .replace("\n", "");
        return (RSAPrivateKey)
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
