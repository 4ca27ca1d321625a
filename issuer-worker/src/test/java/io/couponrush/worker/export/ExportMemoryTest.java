package io.couponrush.worker.export;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * An export in a heap that could not hold the rows: 200,000 of them take 40 MB in the driver alone.
 * {@code -Dexport.rows=1000000} makes it a million.
 */
@WorkerTest
class ExportMemoryTest {

    private static final int ROWS = Integer.getInteger("export.rows", 200_000);
    private static final String HEAP = "-Xmx24m";

    @Autowired WorkerApi api;
    @Autowired JdbcClient jdbc;
    @Autowired Environment settings;

    @Test
    void needsNoMoreMemoryForMoreRows() throws Exception {
        long coupon = NewCoupon.open(10).createdBy(api.admin());
        ManyRows.of(coupon, ROWS, jdbc);

        Process export =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ExportProcess.class.getName(),
                                settings.getRequiredProperty("spring.datasource.url"),
                                settings.getRequiredProperty("spring.datasource.username"),
                                settings.getRequiredProperty("spring.datasource.password"),
                                Long.toString(coupon))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(export.getInputStream().readAllBytes(), UTF_8);

        assertThat(export.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains(ROWS + " rows, ").doesNotContain("OutOfMemory");
        System.out.println(said);
    }
}
