/** Carries an admitted claim to Kafka and says whether it has arrived. */
@NullMarked
package io.couponrush.gateway.handoff;

import org.jspecify.annotations.NullMarked;
