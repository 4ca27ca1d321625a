package io.couponrush.gateway.startup;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Looks at the settings before anything is made of them, and so before anything connects. */
final class ProductionGuard implements BeanFactoryPostProcessor {

    /** What stands in examples, and is tried first. */
    private static final Pattern GUESSED =
            Pattern.compile(
                    "(?i).*(passw|secret|change.?me|default|admin|root|coupon|rush|redis|mysql"
                            + "|qwert|1234|0000).*");

    private static final int LEAST = 16;

    private final Environment environment;

    ProductionGuard(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> faults = new ArrayList<>();
        weak("RUSH_REDIS_URI", redisPassword(), faults);
        if (environment.acceptsProfiles(Profiles.of("load-test | drill | bench"))) {
            faults.add("a profile for tests is active beside it");
        }
        if (!faults.isEmpty()) {
            throw new UnfitForPeopleException(faults);
        }
    }

    private static void weak(String name, String password, List<String> faults) {
        if (password.isEmpty()) {
            faults.add(name + " holds no password");
        } else if (password.length() < LEAST || GUESSED.matcher(password).matches()) {
            faults.add(name + " holds a password that can be guessed");
        }
    }

    /** Of {@code redis://user:password@host}, where the user may be missing. */
    private String redisPassword() {
        String user = URI.create(text("spring.data.redis.url")).getUserInfo();
        return user == null ? "" : user.substring(user.indexOf(':') + 1);
    }

    private String text(String property) {
        return environment.getProperty(property, "");
    }
}
