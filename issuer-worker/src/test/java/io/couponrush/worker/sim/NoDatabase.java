package io.couponrush.worker.sim;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For the constructors of classes whose statements are all overridden. */
public final class NoDatabase {

    public static final JdbcTemplate TEMPLATE = new JdbcTemplate();
    public static final JdbcClient CLIENT = JdbcClient.create(TEMPLATE);

    private NoDatabase() {}
}
