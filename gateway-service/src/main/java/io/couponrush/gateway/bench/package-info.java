/** What a benchmark measures the gateway against; exists in profile bench only. */
@NullMarked
package io.couponrush.gateway.bench;

import org.jspecify.annotations.NullMarked;
