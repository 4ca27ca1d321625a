/** Numbers and the machine they were measured on. */
@NullMarked
package io.couponrush.system.measure;

import org.jspecify.annotations.NullMarked;
