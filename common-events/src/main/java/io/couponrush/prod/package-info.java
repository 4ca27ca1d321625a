/** What may not be in production, whichever service it is. */
@NullMarked
package io.couponrush.prod;

import org.jspecify.annotations.NullMarked;
