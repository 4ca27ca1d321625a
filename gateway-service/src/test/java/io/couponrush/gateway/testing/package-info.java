/** A running gateway and an issuer of tokens, for tests that go over real HTTP. */
@NullMarked
package io.couponrush.gateway.testing;

import org.jspecify.annotations.NullMarked;
