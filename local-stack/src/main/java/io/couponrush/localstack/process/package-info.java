/** Operating system processes that can be killed, frozen and continued, and never outlive us. */
@NullMarked
package io.couponrush.localstack.process;

import org.jspecify.annotations.NullMarked;
