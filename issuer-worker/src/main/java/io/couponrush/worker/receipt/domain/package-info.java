/** What a receipt says, and the tree over all places, decided without a database or a framework. */
@NullMarked
package io.couponrush.worker.receipt.domain;

import org.jspecify.annotations.NullMarked;
