package io.couponrush.worker.lab;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;

import java.util.Objects;

/** Does what {@link DistributedLock} says. */
final class DistributedLockInterceptor implements MethodInterceptor {

    private final ObjectProvider<RedissonClient> redisson;
    private final ObjectProvider<LabProperties> settings;

    /** Providers: an advisor is made before other beans are. */
    DistributedLockInterceptor(
            ObjectProvider<RedissonClient> redisson, ObjectProvider<LabProperties> settings) {
        this.redisson = redisson;
        this.settings = settings;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        DistributedLock wanted =
                Objects.requireNonNull(call.getMethod().getAnnotation(DistributedLock.class));
        LabProperties times = settings.getObject();
        return HeldLock.<@Nullable Object, Throwable>during(
                redisson.getObject()
                        .getLock("lab:{" + call.getArguments()[0] + "}:" + wanted.value()),
                times.lockWait().toMillis(),
                times.lockLease().toMillis(),
                call::proceed,
                new LabOutcome.NoLock());
    }
}
