/** The protocol in one thread: the product's own decisions, on servers that fail by seed. */
@NullMarked
package io.couponrush.worker.model;

import org.jspecify.annotations.NullMarked;
