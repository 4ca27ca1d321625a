package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.Diagnosis.Fault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.OptionalInt;

class DiagnosisTest {

    /** What servers, loader and shell write; the disk was really full, it was a small tmpfs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
LIBRARY_MISSING | redis-server: error while loading shared libraries: libssl.so.3: cannot open shared object file: No such file or directory
PLATFORM        | mariadbd: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by mariadbd)
PLATFORM        | sh: 8: exec: /servers/mariadb/bin/mariadbd: Exec format error
DISK_FULL       | 2026-11-21 13:12:43 0 [ERROR] InnoDB: preallocating 100663296 bytes for file ./ib_logfile101 failed with error 28
DISK_FULL       | 2026-11-21 13:12:39 0 [ERROR] InnoDB: Could not set the file size of './ibdata1'. Probably out of disk space
DISK_FULL       | java.io.IOException: No space left on device
PORT_TAKEN      | 2026-11-21 11:31:23 0 [ERROR] Can't start server: Bind on TCP/IP port. Got error: 98: Address already in use
""")
    void knowsWhatServersSay(Fault fault, String line) {
        Diagnosis diagnosis =
                Diagnosis.of(
                        PartName.DATABASE, "before\n" + line + "\nafter", OptionalInt.of(1), "log");
        assertThat(diagnosis.fault()).isEqualTo(fault);
        assertThat(diagnosis.why()).isNotBlank().doesNotContain("%s");
        assertThat(diagnosis.cure()).contains("RUSH_JDBC_URL").doesNotContain("%s");
    }

    @Test
    void fallsBackOnTheExitCode() {
        assertThat(of(OptionalInt.empty()).fault()).isEqualTo(Fault.TOO_SLOW);
        assertThat(of(OptionalInt.of(137)).why()).contains("signal 9");
        assertThat(of(OptionalInt.of(126)).fault()).isEqualTo(Fault.PLATFORM);
        assertThat(of(OptionalInt.of(127)).fault()).isEqualTo(Fault.PLATFORM);
        assertThat(of(OptionalInt.of(3)).why()).contains("exit code 3");
        assertThat(of(OptionalInt.of(3)).cure()).contains("the.log");
    }

    private static Diagnosis of(OptionalInt exitCode) {
        return Diagnosis.of(PartName.REDIS, "nothing of note", exitCode, "the.log");
    }
}
