/** What each step costs, measured side by side on one machine. */
@NullMarked
package io.couponrush.system.bench;

import org.jspecify.annotations.NullMarked;
