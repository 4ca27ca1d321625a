/** What the tests of intake, issue and progress share: coupons, topics, and servers to cut off. */
@NullMarked
package io.couponrush.worker.issuing;

import org.jspecify.annotations.NullMarked;
