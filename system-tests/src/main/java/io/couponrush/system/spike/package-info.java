/** Many users, few coupons, one moment: the load, the witnesses and the report. */
@NullMarked
package io.couponrush.system.spike;

import org.jspecify.annotations.NullMarked;
