/** The promises, checked by name against what users were told and what the stores hold. */
@NullMarked
package io.couponrush.system.guarantee;

import org.jspecify.annotations.NullMarked;
