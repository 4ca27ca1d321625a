package io.couponrush.worker.startup;

import io.couponrush.prod.Password;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Looks at the settings before anything is made of them, and so before anything connects. */
final class ProductionGuard implements BeanFactoryPostProcessor {

    private final Environment environment;

    ProductionGuard(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> faults = new ArrayList<>();
        Password.fault("RUSH_JDBC_PASSWORD", text("spring.datasource.password"))
                .ifPresent(faults::add);
        Password.fault("RUSH_REDIS_URI", Password.of(URI.create(text("spring.data.redis.url"))))
                .ifPresent(faults::add);
        if (!text("rush.bootstrap.admin-name").isEmpty()) {
            Password.fault("RUSH_BOOTSTRAP_ADMIN_PASSWORD", text("rush.bootstrap.admin-password"))
                    .ifPresent(faults::add);
        }
        if (environment.containsProperty("rush.accounts.hashing-strength")) {
            faults.add("rush.accounts.hashing-strength is for tests: leave it out");
        }
        if (environment.acceptsProfiles(Profiles.of("load-test | drill | bench | lab | demo"))) {
            faults.add("a profile for tests is active beside it");
        }
        if (!faults.isEmpty()) {
            throw new UnfitForPeopleException(faults);
        }
    }

    private String text(String property) {
        return environment.getProperty(property, "");
    }
}
