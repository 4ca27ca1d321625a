package io.couponrush.localstack.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Against a server that sends back each byte it gets. */
class TcpProxyTest {

    private static final int SHORTLY = 300;
    private static final int BOUND = 10_000;

    private final BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    private ServerSocket echo;
    private TcpProxy link;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        link = TcpProxy.start("client to echo", echo::getLocalPort);
        client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        client.setSoTimeout(BOUND);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        link.close();
        echo.close();
    }

    @Test
    void passesOn() throws IOException {
        assertThat(ask(7)).isEqualTo(7);
        assertThat(ask(8)).isEqualTo(8);
    }

    @Test
    void delays() throws IOException {
        link.behave(Trouble.latency(Duration.ofMillis(200)));
        long begin = System.nanoTime();

        assertThat(ask(7)).isEqualTo(7);

        assertThat(System.nanoTime() - begin).isGreaterThan(400_000_000L);
    }

    @Test
    void cutItPassesNothingAndMendedAll() throws IOException, InterruptedException {
        link.behave(Trouble.CUT);
        client.getOutputStream().write(7);
        assertThat(arrived.poll(SHORTLY, TimeUnit.MILLISECONDS)).isNull();

        link.behave(Trouble.NONE);

        assertThat(client.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void halfOpenTheServerHearsAndTheClientDoesNot() throws IOException, InterruptedException {
        link.behave(Trouble.HALF_OPEN);
        client.getOutputStream().write(7);

        assertThat(arrived.poll(BOUND, TimeUnit.MILLISECONDS)).isEqualTo(7);
        client.setSoTimeout(SHORTLY);
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);

        link.behave(Trouble.NONE);
        client.setSoTimeout(BOUND);
        assertThat(client.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void resetsAndLetsNewOnesPass() throws IOException {
        assertThat(ask(7)).isEqualTo(7);

        link.reset();

        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        client.close();
        client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        client.setSoTimeout(BOUND);
        assertThat(ask(8)).isEqualTo(8);
    }

    private int ask(int question) throws IOException {
        client.getOutputStream().write(question);
        return client.getInputStream().read();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket one = echo.accept();
                Thread.ofVirtual().start(() -> answer(one));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void answer(Socket one) {
        try (one) {
            for (int read = one.getInputStream().read(); read >= 0; ) {
                arrived.add(read);
                one.getOutputStream().write(read);
                read = one.getInputStream().read();
            }
        } catch (IOException _) {
            // the client is gone
        }
    }
}
