package io.couponrush.worker.edge;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on what comes in.
 *
 * @param maxBody the largest body that is read; the largest valid one, a coupon with a full
 *     description in escaped characters, has 7 KB
 */
@Validated
@ConfigurationProperties("rush.edge")
record EdgeProperties(@NotNull @DefaultValue("16KB") DataSize maxBody) {}
