/** The connection to Redis that admission and positions share. */
@NullMarked
package io.couponrush.gateway.redis;

import org.jspecify.annotations.NullMarked;
