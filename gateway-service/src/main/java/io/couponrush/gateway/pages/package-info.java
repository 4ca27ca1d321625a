/** The pages that people use, as static files, and the clock that they count down by. */
@NullMarked
package io.couponrush.gateway.pages;

import org.jspecify.annotations.NullMarked;
