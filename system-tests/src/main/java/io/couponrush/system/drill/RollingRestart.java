package io.couponrush.system.drill;

import io.couponrush.localstack.Part;
import io.couponrush.localstack.product.Service;

import java.util.List;
import java.util.stream.Stream;

/** As a new version or a new kernel comes in: every process once, in peace, under load. */
final class RollingRestart {

    private RollingRestart() {}

    static void strike(Stage stage) {
        List<Service> services =
                Stream.concat(
                                stage.product().gateways().stream(),
                                stage.product().workers().stream())
                        .toList();
        for (Service service : services) {
            stage.note(service.name() + " restarts");
            service.restart();
        }
        for (Part part :
                List.of(
                        stage.servers().redis(),
                        stage.servers().kafka(),
                        stage.servers().database())) {
            stage.note(part.name() + " restarts");
            part.restart();
        }
        stage.note("all are up again");
    }
}
