/** The script that decides a claim in Redis, the same for every road that asks Redis. */
@NullMarked
package io.couponrush.gate;

import org.jspecify.annotations.NullMarked;
