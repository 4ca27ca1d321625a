/** {@code ./rush drill}: breaks running processes while people claim, and checks every promise. */
@NullMarked
package io.couponrush.system.drill;

import org.jspecify.annotations.NullMarked;
