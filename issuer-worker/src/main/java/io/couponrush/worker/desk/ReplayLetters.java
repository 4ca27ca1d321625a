package io.couponrush.worker.desk;

import io.couponrush.worker.edge.RushId;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import java.util.List;

/** The body of a replay of many. */
record ReplayLetters(
        @NotEmpty @Size(max = 100) List<@NotNull @Min(1) @Max(RushId.GREATEST) Long> ids) {}
