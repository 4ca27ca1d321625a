package io.couponrush.system.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The published verifier, where the organiser lies: each lie is found, and by its own check. */
@Execution(ExecutionMode.CONCURRENT) // programs of its own
class VerifierTest {

    private static final Path VERIFIER =
            Path.of(System.getProperty("rush.home"), "docs", "verify-receipt.py");

    @TempDir private Path temp;
    private final Organiser organiser = new Organiser();

    @AfterEach
    void close() {
        organiser.close();
    }

    @Test
    void saysYesToEveryPlaceOfAnHonestOne() throws Exception {
        for (int place = 1; place <= Organiser.PLACES; place++) {
            assertThat(verdict(organiser.receipt(Organiser.statement(place))))
                    .contains("yes  its place leads to the root")
                    .doesNotContain("NO ");
        }
    }

    @Test
    void aPlaceThatWasGivenTwice() throws Exception {
        String another = Organiser.statement(3).replace("user: 1003", "user: 9");
        refused(organiser.receipt(another), "its place leads to the root");
    }

    @Test
    void aPlaceThatIsNone() throws Exception {
        refused(organiser.receipt(Organiser.statement(0)), "there is such a place among 5");
        refused(organiser.receipt(Organiser.statement(6)), "there is such a place among 5");
    }

    @Test
    void aReceiptThatNobodySigned() throws Exception {
        String statement = Organiser.statement(3);
        String alien = Organiser.signed(statement, Organiser.ALIEN);
        refused(Organiser.json(statement, alien), "the organiser signed place");
        refused(organiser.receipt(statement).replace("k1", "k2"), "the organiser signed place");
        refused(Organiser.json(statement, ""), "the organiser signed place");
    }

    @Test
    void aReceiptWithALineMore() throws Exception {
        String more = Organiser.statement(3) + "sequence: 1\n";
        refused(organiser.receipt(more), "it has the form of a coupon-rush receipt v1");
    }

    @Test
    void aDigestThatNobodySigned() throws Exception {
        organiser.digestSignature = Organiser.signed(organiser.digest, Organiser.ALIEN);
        refused(organiser.receipt(Organiser.statement(3)), "the organiser signed the root");
    }

    @Test
    void aDigestOfAnotherCoupon() throws Exception {
        organiser.digest = organiser.digest(8, Organiser.PLACES);
        organiser.digestSignature = organiser.signed(organiser.digest);
        refused(organiser.receipt(Organiser.statement(3)), "the organiser signed the root");
    }

    /** A tree of the same root, said to be of another size: a place could hide in it. */
    @Test
    void aDigestOfFewerPlaces() throws Exception {
        organiser.digest = organiser.digest(7, 4);
        organiser.digestSignature = organiser.signed(organiser.digest);
        refused(organiser.receipt(Organiser.statement(3)), "the path does not end before the root");
    }

    @Test
    void anotherRootThanTheOneWrittenDown() throws Exception {
        assertThat(verdict(organiser.receipt(Organiser.statement(3)), "0".repeat(64)))
                .contains("NO   it is the root that you wrote down");
    }

    @Test
    void aPathThatLeadsElsewhere() throws Exception {
        organiser.paths.get(2).set(1, "ab".repeat(32));
        refused(organiser.receipt(Organiser.statement(3)), "its place leads to the root");
    }

    @Test
    void aPathThatIsTooShortOrTooLong() throws Exception {
        organiser.paths.get(2).removeLast();
        refused(organiser.receipt(Organiser.statement(3)), "its place leads to the root");
        organiser.paths.get(1).add("ab".repeat(32));
        refused(organiser.receipt(Organiser.statement(2)), "the path does not end before the root");
    }

    private void refused(String receipt, String why) throws Exception {
        assertThat(verdict(receipt)).contains("NO   " + why);
    }

    private String verdict(String receipt, String... root)
            throws IOException, InterruptedException {
        Path file = Files.writeString(Files.createTempFile(temp, "receipt", ".json"), receipt);
        List<String> command =
                new ArrayList<>(
                        List.of("python3", VERIFIER.toString(), file.toString(), organiser.url()));
        command.addAll(root.length == 0 ? List.of(organiser.root) : List.of(root));
        Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor()).as(words).isEqualTo(words.contains("NO ") ? 1 : 0);
        return words;
    }
}
