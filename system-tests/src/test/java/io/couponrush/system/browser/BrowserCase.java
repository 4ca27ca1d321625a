package io.couponrush.system.browser;

import io.couponrush.localstack.Ports;
import io.couponrush.localstack.network.TcpProxy;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.lane.BrowserLane;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import java.net.URI;

/**
 * One visitor, whose way to the gateway can be cut. After every test nothing may have been wrong.
 */
@BrowserLane
abstract class BrowserCase {

    private static final int NOBODY = Ports.pick();

    private static volatile boolean gatewayIsThere = true;
    private static TcpProxy way;

    static Visitor visitor;

    @BeforeAll
    static void openBrowser() {
        // before anybody knocks: the product is not to be started by a thread of the link
        int gateway = SharedProduct.STATE.gateway().getPort();
        way = TcpProxy.start("browser", () -> gatewayIsThere ? gateway : NOBODY);
        visitor = newVisitor();
    }

    @AfterAll
    static void closeBrowser() {
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
    static Visitor newVisitor() {
        return new Visitor(URI.create("http://localhost:" + way.port()));
    }

    static void cutConnections() {
        way.reset();
    }

    /** As while it is restarted: connections end, and new ones are refused. */
    static void gatewayIsThere(boolean isThere) {
        gatewayIsThere = isThere;
        way.reset();
    }
}
