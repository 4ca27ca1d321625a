/** What the gateway does not answer itself goes to the worker, and nothing else does. */
@NullMarked
package io.couponrush.gateway.forward;

import org.jspecify.annotations.NullMarked;
