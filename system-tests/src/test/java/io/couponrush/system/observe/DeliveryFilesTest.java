package io.couponrush.system.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.observe.Installed.Ran;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;

/** What delivers the product, as far as files alone can say; see deploy/check. */
@Execution(ExecutionMode.CONCURRENT) // programs of their own
class DeliveryFilesTest {

    @TempDir private Path temp;

    /**
     * Workflows by actionlint, manifests by the schemas of Kubernetes and KEDA, the stack's rules.
     */
    @Test
    void workflowsManifestsAndTheStackAreOfTheirPublishedShapes() {
        Installed.program("npm");
        Ran checked = Installed.run(temp.resolve("check.log"), "bash", "deploy/check/run");

        assertThat(checked.ok()).as(checked.output()).isTrue();
        assertThat(checked.output()).contains(" passed, 0 failed");
    }
}
