/** What is on offer, kept in memory from the compacted catalogue topic. */
@NullMarked
package io.couponrush.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
