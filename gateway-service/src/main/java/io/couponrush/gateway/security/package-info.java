/** Who is asking: tokens verified once, and what each kind of caller may do. */
@NullMarked
package io.couponrush.gateway.security;

import org.jspecify.annotations.NullMarked;
