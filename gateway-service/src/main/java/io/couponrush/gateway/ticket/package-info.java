/** What a user is told about an admitted claim; the words that claim and position share. */
@NullMarked
package io.couponrush.gateway.ticket;

import org.jspecify.annotations.NullMarked;
