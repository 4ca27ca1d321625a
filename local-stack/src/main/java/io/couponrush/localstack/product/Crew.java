package io.couponrush.localstack.product;

import java.util.List;

/**
 * The services of a product.
 *
 * @param gateways how many, at least 1: gateway-1, gateway-2, …; the n-th forwards to the n-th
 *     worker
 * @param workers how many, at least 1; with more than two services each gets a small JVM
 * @param linked whether they reach everything through links that can be made bad ones
 * @param patches of their jars, for a product that is broken on purpose
 */
public record Crew(int gateways, int workers, boolean linked, List<Patch> patches) {

    static final Crew USUAL = of(1, 1);

    public Crew {
        patches = List.copyOf(patches);
        if (gateways < 1 || workers < 1) {
            throw new IllegalArgumentException("a product has at least one gateway and one worker");
        }
    }

    public static Crew of(int gateways, int workers) {
        return new Crew(gateways, workers, false, List.of());
    }

    public Crew withLinks() {
        return new Crew(gateways, workers, true, patches);
    }

    public Crew withPatches(List<Patch> some) {
        return new Crew(gateways, workers, linked, some);
    }

    boolean isLarge() {
        return gateways + workers > 2;
    }
}
