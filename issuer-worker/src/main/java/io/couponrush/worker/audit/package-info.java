/** What admins did, for other admins to read. */
@NullMarked
package io.couponrush.worker.audit;

import org.jspecify.annotations.NullMarked;
