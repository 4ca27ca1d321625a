/** All meters of the gateway; their names and tags are public API. */
@NullMarked
package io.couponrush.gateway.meters;

import org.jspecify.annotations.NullMarked;
