package io.couponrush.system.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.token.Users.User;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class TokenMintTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "RSA, RSA, RS256, SHA256withRSA",
        "EC, EC, ES256, SHA256withECDSAinP1363Format",
        "Ed25519, OKP, EdDSA, Ed25519"
    })
    void signsATokenLikeTheWorkers(String key, String keyType, String name, String signature)
            throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(key).generateKeyPair();

        String token = new String(mint(pair, keyType).userToken(77, NOW), US_ASCII);

        String[] parts = token.split("\\.", -1);
        assertThat(json(parts[0])).isEqualTo(JSON.valueToTree(Map.of("alg", name, "kid", "key-1")));
        assertThat(json(parts[1]))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"iss":"https://i","aud":"coupons","sub":"77","iat":1800000000,
                                "exp":1800000900,"roles":["USER"]}\
                                """));
        Signature check = Signature.getInstance(signature);
        check.initVerify(pair.getPublic());
        check.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void aSeedDecidesTheUsers() throws Exception {
        TokenMint mint = mint(KeyPairGenerator.getInstance("EC").generateKeyPair(), "EC");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Queue<Integer> progress = new ConcurrentLinkedQueue<>();

        List<User> users = Users.mint(mint, 600, 42, clock, progress::add);

        assertThat(users).extracting(User::id).doesNotHaveDuplicates().hasSize(600);
        assertThat(users)
                .extracting(User::id)
                .isEqualTo(
                        Users.mint(mint, 600, 42, clock, _ -> {}).stream().map(User::id).toList());
        assertThat(users)
                .extracting(User::id)
                .doesNotContainAnyElementsOf(
                        Users.mint(mint, 600, 43, clock, _ -> {}).stream().map(User::id).toList());
        assertThat(progress).containsExactlyInAnyOrder(500, 600);
    }

    @Test
    void saysWhichFileIsNoKey() throws Exception {
        Path file = Files.writeString(directory.resolve("no.pem"), "AAAA");
        JsonNode jwk = JSON.valueToTree(Map.of("kty", "EC", "kid", "key-1"));

        assertThatThrownBy(() -> TokenMint.of(file, jwk, "https://i", "coupons"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.pem");
    }

    private TokenMint mint(KeyPair pair, String keyType) throws Exception {
        String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        Path file = Files.writeString(directory.resolve("key.pem"), pem);
        JsonNode jwk = JSON.valueToTree(Map.of("kty", keyType, "kid", "key-1"));
        return TokenMint.of(file, jwk, "https://i", "coupons");
    }

    private static JsonNode json(String part) {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}
