/** Who is asking: access tokens made and checked, and which route needs which role. */
@NullMarked
package io.couponrush.worker.security;

import org.jspecify.annotations.NullMarked;
