/** Tells every second how this gateway answered claims, for live views on any gateway. */
@NullMarked
package io.couponrush.gateway.pulse;

import org.jspecify.annotations.NullMarked;
