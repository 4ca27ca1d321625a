/** The description of the whole API, the worker's routes included, and a page that shows it. */
@NullMarked
package io.couponrush.gateway.apidocs;

import org.jspecify.annotations.NullMarked;
