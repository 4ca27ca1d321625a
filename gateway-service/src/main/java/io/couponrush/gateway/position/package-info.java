/** What is told about claims that wait: tickets, shared progress, streams. */
@NullMarked
package io.couponrush.gateway.position;

import org.jspecify.annotations.NullMarked;
