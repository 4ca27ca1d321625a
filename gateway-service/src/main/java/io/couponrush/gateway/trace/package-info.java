/** The trace of a claim, carried by hand where threads change; see docs/decisions/0022. */
@NullMarked
package io.couponrush.gateway.trace;

import org.jspecify.annotations.NullMarked;
