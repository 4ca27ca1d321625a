/** Whether what a service needs is there, and whether what it does goes on. */
@NullMarked
package io.couponrush.health;

import org.jspecify.annotations.NullMarked;
