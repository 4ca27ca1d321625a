/** What is overdue, decided without a server or a framework. */
@NullMarked
package io.couponrush.worker.recovery.domain;

import org.jspecify.annotations.NullMarked;
