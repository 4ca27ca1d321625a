package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.couponrush.localstack.process.ManagedProcess;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The verifier that is published, as a reader runs it, against the real product. */
@ProductLane
class ReceiptIT {

    private static final Path VERIFIER =
            Path.of(System.getProperty("rush.home"), "docs", "verify-receipt.py");
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir private Path temp;

    @Test
    void thePublishedVerifierSaysYesToMineAndNoToAChangedOne() throws Exception {
        requirePython();
        Coupon coupon = SharedProduct.openCoupon(10);
        List<ProductApi> users = Closed.issueTo(7, coupon);
        Closed.closeAndCommit(coupon);
        String root =
                SharedProduct.anybody()
                        .call("GET", "/api/v1/coupons/" + coupon.id() + "/audit", null, 200)
                        .required("statement")
                        .asString()
                        .replaceAll("(?s).*root: ([0-9a-f]{64}).*", "$1");

        for (ProductApi user : users) {
            ManagedProcess mine = verify(receipt(user, coupon), root);
            assertThat(mine.exitCode()).as(mine.output()).hasValue(0);
            assertThat(mine.output()).contains("its place leads to the root");
        }
        JsonNode receipt = receipt(users.get(4), coupon);
        String text = JsonMapper.shared().writeValueAsString(receipt);
        List<String> forged =
                List.of(
                        text.replace("sequence: 5", "sequence: 1"),
                        text.replace("ISSUED", "SOLD_OUT"),
                        text.replaceFirst("\"signature\":\"...", "\"signature\":\"AAA"));
        for (String changed : forged) {
            ManagedProcess other = verify(JsonMapper.shared().readTree(changed), root);
            assertThat(other.exitCode()).as(other.output()).hasValue(1);
            assertThat(other.output()).contains("NO   the organiser signed place");
        }
        ManagedProcess elsewhere = verify(receipt, "0".repeat(64));
        assertThat(elsewhere.exitCode()).as(elsewhere.output()).hasValue(1);
    }

    private static JsonNode receipt(ProductApi user, Coupon coupon) {
        return user.call("GET", "/api/v1/me/coupons/" + coupon.id() + "/receipt", null, 200);
    }

    private ManagedProcess verify(JsonNode receipt, String root) throws IOException {
        Path file = Files.createTempFile(temp, "receipt", ".json");
        Files.writeString(file, receipt.toString());
        List<String> command =
                new ArrayList<>(List.of("python3", VERIFIER.toString(), file.toString()));
        command.add(SharedProduct.STATE.gateway().toString());
        command.add(root);
        ManagedProcess process =
                ManagedProcess.start("python3", command, Map.of(), temp, Path.of(file + ".log"));
        assertThat(process.awaitExit(BOUND)).isTrue();
        return process;
    }

    private static void requirePython() {
        boolean there =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
        if (!there) {
            fail("no python3 on the PATH: apt-get install python3");
        }
    }
}
