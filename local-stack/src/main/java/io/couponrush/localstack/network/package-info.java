/** A bad network between two processes of this machine. */
@NullMarked
package io.couponrush.localstack.network;

import org.jspecify.annotations.NullMarked;
