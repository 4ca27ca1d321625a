/** Work that goes on for as long as the gateway runs. */
@NullMarked
package io.couponrush.gateway.loop;

import org.jspecify.annotations.NullMarked;
