/** What the readers of whole topics share. */
@NullMarked
package io.couponrush.gateway.kafka;

import org.jspecify.annotations.NullMarked;
