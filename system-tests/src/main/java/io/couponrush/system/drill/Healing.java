package io.couponrush.system.drill;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.Service;

import java.util.stream.Stream;

/** After a fault every part of the product is up again, and whatever died unasked is told. */
final class Healing {

    private Healing() {}

    static void of(Product product, Stage stage) {
        Stream.concat(product.workers().stream(), product.gateways().stream())
                .filter(Service::isFrozen)
                .forEach(
                        service -> {
                            stage.note(service.name() + " is frozen after the fault: goes on");
                            service.thaw();
                        });
        Stream.concat(product.workers().stream(), product.gateways().stream())
                .filter(service -> !service.isAlive())
                .forEach(
                        service -> {
                            stage.note(service.name() + " is down after the fault: restarted");
                            service.start();
                        });
        Stream.concat(product.workers().stream(), product.gateways().stream())
                .forEach(Service::awaitReady);
    }
}
