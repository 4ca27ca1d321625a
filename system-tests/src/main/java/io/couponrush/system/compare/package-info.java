/** Ways to do the same thing, measured side by side, as one page for people and as JSON. */
@NullMarked
package io.couponrush.system.compare;

import org.jspecify.annotations.NullMarked;
