package io.couponrush.localstack.product;

import io.couponrush.localstack.KafkaPart;
import io.couponrush.localstack.Ports;
import io.couponrush.localstack.network.TcpProxy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links between services and what they need, by name; none if they reach it directly. */
final class Links implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile(":(\\d+)");

    private final boolean wanted;
    private final Map<String, TcpProxy> links = new ConcurrentHashMap<>();
    private final int gatewaysToKafka = Ports.pick();
    private final int workersToKafka = Ports.pick();

    Links(boolean wanted) {
        this.wanted = wanted;
    }

    Collection<TcpProxy> all() {
        return links.values();
    }

    /** Kafka tells its clients where to come again, and so must know before it starts. */
    List<Integer> kafkaAliases() {
        return wanted ? List.of(gatewaysToKafka, workersToKafka) : List.of();
    }

    /** Bootstrap servers for this kind of service. */
    String kafka(String from, KafkaPart kafka) {
        if (!wanted) {
            return kafka.bootstrapServers();
        }
        int alias = from.equals("gateways") ? gatewaysToKafka : workersToKafka;
        links.computeIfAbsent(
                from + " to Kafka",
                name -> TcpProxy.start(name, alias, () -> kafka.portBehind(alias)));
        return "127.0.0.1:" + alias;
    }

    /** The same address, by the link of this name. */
    String by(String name, String address) {
        Matcher port = PORT.matcher(address);
        if (!wanted || !port.find()) {
            return address;
        }
        int target = Integer.parseInt(port.group(1));
        TcpProxy link = links.computeIfAbsent(name, words -> TcpProxy.start(words, () -> target));
        return new StringBuilder(address)
                .replace(port.start(1), port.end(1), "" + link.port())
                .toString();
    }

    @Override
    public void close() {
        links.values().forEach(TcpProxy::close);
    }
}
