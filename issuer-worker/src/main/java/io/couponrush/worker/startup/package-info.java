/** What is said when the worker can't start: which part, why, and the cure. */
@NullMarked
package io.couponrush.worker.startup;

import org.jspecify.annotations.NullMarked;
