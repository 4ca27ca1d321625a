/**
 * {@code ./rush lab} and {@code ./rush scenario}: strategies against overselling under one load.
 */
@NullMarked
package io.couponrush.system.lab;

import org.jspecify.annotations.NullMarked;
