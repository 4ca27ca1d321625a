package io.couponrush.system.browser;

import io.couponrush.localstack.Ports;
import io.couponrush.localstack.network.TcpProxy;
import io.couponrush.system.journey.SharedProduct;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import java.net.URI;

/**
 * One visitor, whose way to the gateway can be cut. After every test nothing may have been wrong.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // a browser each
abstract class BrowserCase {

    private static final int NOBODY = Ports.pick();

    private volatile boolean gatewayIsThere = true;
    private TcpProxy way;

    Visitor visitor;

    @BeforeAll
    void openBrowser() {
        // before anybody knocks: the product is not to be started by a thread of the link
        int gateway = SharedProduct.STATE.gateway().getPort();
        way = TcpProxy.start("browser", () -> gatewayIsThere ? gateway : NOBODY);
        visitor = newVisitor();
    }

    @AfterAll
    void closeBrowser() {
        if (visitor != null) {
            visitor.close();
        }
        way.close();
    }

    @AfterEach
    void nothingWasWrong() {
        gatewayIsThere = true;
        visitor.network(true);
        visitor.block();
        visitor.assertThatNothingWasWrong();
        visitor.forgetEverything();
    }

    /** With a browser of their own. */
    Visitor newVisitor() {
        return new Visitor(URI.create("http://localhost:" + way.port()));
    }

    void cutConnections() {
        way.reset();
    }

    /** As while it is restarted: connections end, and new ones are refused. */
    void gatewayIsThere(boolean isThere) {
        gatewayIsThere = isThere;
        way.reset();
    }
}
