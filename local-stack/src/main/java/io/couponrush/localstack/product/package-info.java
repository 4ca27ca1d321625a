/** The whole product on one machine: the servers, the worker and the gateway as processes. */
@NullMarked
package io.couponrush.localstack.product;

import org.jspecify.annotations.NullMarked;
