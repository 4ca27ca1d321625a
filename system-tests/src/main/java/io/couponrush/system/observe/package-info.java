/** A Prometheus beside a product on this machine, with the project's own configuration. */
@NullMarked
package io.couponrush.system.observe;

import org.jspecify.annotations.NullMarked;
