/** Brings the product up for a person to try, and keeps it up until told to stop. */
@NullMarked
package io.couponrush.system.up;

import org.jspecify.annotations.NullMarked;
