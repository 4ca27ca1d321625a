/** Looks past the services into MySQL and Redis, to hold what users were told against it. */
@NullMarked
package io.couponrush.system.store;

import org.jspecify.annotations.NullMarked;
