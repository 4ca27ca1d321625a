/** Access tokens for users who exist only during a load: the same kind the worker issues. */
@NullMarked
package io.couponrush.system.token;

import org.jspecify.annotations.NullMarked;
