/** The product's HTTP API as an admin or a single user calls it. */
@NullMarked
package io.couponrush.system.api;

import org.jspecify.annotations.NullMarked;
