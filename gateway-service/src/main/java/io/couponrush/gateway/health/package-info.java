/** Whether this gateway can do its work: what it leans on, told on the management port. */
@NullMarked
package io.couponrush.gateway.health;

import org.jspecify.annotations.NullMarked;
