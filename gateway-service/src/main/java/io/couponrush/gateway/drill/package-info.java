/** Ways to break this gateway on purpose; there under the profile {@code drill} only. */
@NullMarked
package io.couponrush.gateway.drill;

import org.jspecify.annotations.NullMarked;
