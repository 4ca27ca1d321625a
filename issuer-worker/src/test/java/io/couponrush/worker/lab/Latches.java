package io.couponrush.worker.lab;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for the other one, under one bound. */
final class Latches {

    private static final long SECONDS = 20;

    private Latches() {}

    static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(SECONDS, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the other one did not come", e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not happen");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
