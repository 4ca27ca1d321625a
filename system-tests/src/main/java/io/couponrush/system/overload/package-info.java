/** More claims than can be served: how many of them are served all the same. */
@NullMarked
package io.couponrush.system.overload;

import org.jspecify.annotations.NullMarked;
