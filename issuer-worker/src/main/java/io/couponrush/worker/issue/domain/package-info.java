/** What becomes of a claim, decided without a database, a broker or a framework. */
@NullMarked
package io.couponrush.worker.issue.domain;

import org.jspecify.annotations.NullMarked;
