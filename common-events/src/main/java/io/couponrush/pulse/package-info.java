/** What every instance tells of the last second, for whoever looks at an event while it goes on. */
@NullMarked
package io.couponrush.pulse;

import org.jspecify.annotations.NullMarked;
