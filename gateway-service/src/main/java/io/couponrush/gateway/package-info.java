/** The edge: every request of a user enters here. */
@NullMarked
package io.couponrush.gateway;

import org.jspecify.annotations.NullMarked;
