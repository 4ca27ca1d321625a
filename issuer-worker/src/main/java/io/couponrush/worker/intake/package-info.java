/** Takes issue requests from Kafka, and lets go of their offsets only when they are settled. */
@NullMarked
package io.couponrush.worker.intake;

import org.jspecify.annotations.NullMarked;
