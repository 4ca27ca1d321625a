package io.couponrush.system.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * What a number was measured on; without it the number says little.
 *
 * @param memoryMiB all memory of the machine
 */
public record Machine(int cores, long memoryMiB, String kernel, String jdk) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                SYSTEM.getTotalMemorySize() >> 20,
                System.getProperty("os.name") + " " + release(System.getProperty("os.version")),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    /** The numbers alone: what a distributor appends says nothing about speed. */
    private static String release(String version) {
        return version.replaceFirst("[^0-9.].*", "");
    }

    /** How many files and sockets a process may have open. */
    public static long openFilesLimit() {
        return SYSTEM instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
