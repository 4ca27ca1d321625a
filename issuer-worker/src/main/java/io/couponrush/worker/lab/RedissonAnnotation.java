package io.couponrush.worker.lab;

/** A lock by an annotation, around the transaction. */
final class RedissonAnnotation implements LabStrategy {

    private final AnnotatedTaking taking;

    RedissonAnnotation(AnnotatedTaking taking) {
        this.taking = taking;
    }

    @Override
    public String name() {
        return "redisson-annotation";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        return taking.take(couponId, userId);
    }
}
