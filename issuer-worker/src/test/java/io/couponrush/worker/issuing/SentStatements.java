package io.couponrush.worker.issuing;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;

/** Notes every statement that the driver really sends, after it has rewritten batches. */
public final class SentStatements implements QueryInterceptor {

    private static final ThreadLocal<@Nullable List<String>> LOG = new ThreadLocal<>();

    /** What the driver sends for this thread while the work runs. */
    public static List<String> during(Runnable work) {
        List<String> mine = new ArrayList<>();
        LOG.set(mine);
        try {
            work.run();
        } finally {
            LOG.remove();
        }
        return List.copyOf(mine);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the driver's signature
    public <T extends Resultset> @Nullable T preProcess(
            Supplier<String> sql, @Nullable Query query) {
        List<String> listening = LOG.get();
        if (listening != null) {
            listening.add(String.valueOf(sql.get()));
        }
        return null;
    }

    @Override
    public QueryInterceptor init(MysqlConnection connection, Properties properties, Log logger) {
        return this;
    }

    @Override
    public boolean executeTopLevelOnly() {
        return false;
    }

    @Override
    public void destroy() {
        // nothing held
    }

    @Override
    public <T extends Resultset> @Nullable T postProcess(
            Supplier<String> sql,
            @Nullable Query query,
            @Nullable T result,
            ServerSession session) {
        return null;
    }
}
