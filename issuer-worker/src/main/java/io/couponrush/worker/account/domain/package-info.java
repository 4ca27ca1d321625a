/** Roles and outcomes of accounts, free of any framework. */
@NullMarked
package io.couponrush.worker.account.domain;

import org.jspecify.annotations.NullMarked;
