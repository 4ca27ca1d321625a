/** The HTTP server's limits: what a slow or greedy client may cost. */
@NullMarked
package io.couponrush.gateway.http;

import org.jspecify.annotations.NullMarked;
