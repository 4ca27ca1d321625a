/** What gateway and worker tell each other through Kafka: the events and how they are written. */
@NullMarked
package io.couponrush.events;

import org.jspecify.annotations.NullMarked;
