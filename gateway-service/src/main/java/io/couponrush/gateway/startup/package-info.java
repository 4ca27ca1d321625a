/** What is said when the gateway must not start: why, and the cure. */
@NullMarked
package io.couponrush.gateway.startup;

import org.jspecify.annotations.NullMarked;
