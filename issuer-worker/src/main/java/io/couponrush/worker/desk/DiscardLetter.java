package io.couponrush.worker.desk;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The body of a discard.
 *
 * @param reason why, for whoever looks at it later
 */
record DiscardLetter(@NotBlank @Size(max = 500) String reason) {}
