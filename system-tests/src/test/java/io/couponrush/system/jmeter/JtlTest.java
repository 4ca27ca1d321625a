package io.couponrush.system.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class JtlTest {

    /** As JMeter 5.6.3 wrote it, shortened. */
    private static final String LOG =
            """
            timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect,"user","kind"
            1795272765923,28,claim,202,Accepted,Users 1-1,text,true,,524,612,2,2,http://127.0.0.1:1/a,27,0,1,17,QUEUED
            1795272765955,2,claim,Non HTTP response code: org.apache.http.conn.HttpHostConnectException,"Connect, ""refused\""",Users 1-1,text,false,"Test failed: code
            expected",2584,0,1,1,http://127.0.0.1:1/a,0,0,2,18,-
            1795272766288,1,ticket,200,,Tickets 2-1,text,true,,524,612,3,3,http://127.0.0.1:1/t,1,0,1,17,ISSUED
            """;

    @TempDir private Path folder;

    @Test
    void readsWhatJMeterWrites() throws Exception {
        List<Sample> samples = Jtl.read(Files.writeString(folder.resolve("a.jtl"), LOG));

        assertThat(samples)
                .containsExactly(
                        new Sample("claim", 1_795_272_765_923L, 28, "202", true, 17, "QUEUED"),
                        new Sample(
                                "claim",
                                1_795_272_765_955L,
                                2,
                                "Non HTTP response code:"
                                        + " org.apache.http.conn.HttpHostConnectException",
                                false,
                                18,
                                "-"),
                        new Sample("ticket", 1_795_272_766_288L, 1, "200", true, 17, "ISSUED"));
        assertThat(samples)
                .extracting(Sample::words)
                .containsExactly("202 QUEUED", "no answer: HttpHostConnectException", "200 ISSUED");
    }

    @Test
    void saysWhichColumnIsMissing() throws Exception {
        Path log = Files.writeString(folder.resolve("b.jtl"), LOG.replace("\"kind\"", "\"sort\""));

        assertThatThrownBy(() -> Jtl.read(log))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kind")
                .hasMessageContaining("b.jtl");
    }

    @Test
    void saysWhichSampleIsBroken() throws Exception {
        Path log = Files.writeString(folder.resolve("c.jtl"), LOG.replace(",17,ISSUED", ",x,y"));

        assertThatThrownBy(() -> Jtl.read(log)).hasMessageContaining("sample 3");
    }
}
