package io.couponrush.worker.support;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.LinkedHashMap;
import java.util.Map;

/** Binds a properties record as Spring Boot would. */
public final class Properties {

    private Properties() {}

    /**
     * @param settings "key=value" below the prefix; one that the record doesn't know is an error
     */
    public static <T> T bind(String prefix, Class<T> type, String... settings) {
        Map<String, String> source = new LinkedHashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            source.put(prefix + "." + parts[0], parts[1]);
        }
        return new Binder(new MapConfigurationPropertySource(source))
                .bindOrCreate(
                        prefix,
                        Bindable.of(type),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }
}
