/** The lock lab: every strategy in a crowd, and the two known ways to hold a lock wrongly. */
@NullMarked
package io.couponrush.worker.lab;

import org.jspecify.annotations.NullMarked;
