/** What every test of the worker needs: the whole worker on real servers, and a client. */
@NullMarked
package io.couponrush.worker.support;

import org.jspecify.annotations.NullMarked;
