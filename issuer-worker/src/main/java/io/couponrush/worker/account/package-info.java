/** People: sign-up, sign-in, passwords, roles. */
@NullMarked
package io.couponrush.worker.account;

import org.jspecify.annotations.NullMarked;
