/** What every answer of the gateway has in common: problems, replies, the server's limits. */
@NullMarked
package io.couponrush.gateway.edge;

import org.jspecify.annotations.NullMarked;
