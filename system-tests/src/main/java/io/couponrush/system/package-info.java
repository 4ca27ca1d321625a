/** The rush command: brings the product up, loads it, and checks what it promised. */
@NullMarked
package io.couponrush.system;

import org.jspecify.annotations.NullMarked;
