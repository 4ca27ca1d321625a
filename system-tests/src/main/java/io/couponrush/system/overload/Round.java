package io.couponrush.system.overload;

import java.util.List;

/**
 * @param results the closed loop and each load, in the order they were run
 */
record Round(List<LoadResult> results) {

    Round {
        results = List.copyOf(results);
    }

    /** The best goodput of any load of this round. */
    double best() {
        return results.stream().mapToDouble(LoadResult::goodput).max().orElse(0);
    }

    LoadResult at(int load) {
        return results.stream().filter(it -> it.load() == load).findFirst().orElseThrow();
    }

    /** Goodput under a load as a part of the best. */
    double toBest(int load) {
        return best() == 0 ? 0 : at(load).goodput() / best();
    }

    boolean held() {
        return results.stream().allMatch(it -> it.broken().isEmpty());
    }
}
