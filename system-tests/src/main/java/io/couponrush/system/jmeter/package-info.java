/** Runs the roads one after the other under the load of JMeter, and reads what it wrote. */
@NullMarked
package io.couponrush.system.jmeter;

import org.jspecify.annotations.NullMarked;
