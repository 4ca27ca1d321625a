package io.couponrush.worker.export;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** An export in a process of its own, whose heap can be made small. */
final class ExportProcess {

    private ExportProcess() {}

    static void main(String[] args) throws IOException {
        long begin = System.nanoTime();
        long[] bytes = {0};
        OutputStream counting =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        bytes[0]++;
                    }

                    @Override
                    public void write(byte[] b, int offset, int length) {
                        bytes[0] += length;
                    }
                };
        CsvFile file = new CsvFile(counting);
        long[] rows = {0};
        new IssuedRows(new DriverManagerDataSource(args[0], args[1], args[2]))
                .each(
                        Long.parseLong(args[3]),
                        row -> {
                            file.line(row.cells());
                            rows[0]++;
                        });
        file.finish();
        long peak =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum();
        System.out.println(
                rows[0]
                        + " rows, "
                        + bytes[0]
                        + " bytes, heap at most "
                        + peak / 1024
                        + " kB, "
                        + (System.nanoTime() - begin) / 1_000_000
                        + " ms");
    }
}
