package io.couponrush.localstack;

/** Why a part couldn't start, and what to do about it. */
record Diagnosis(String why, String cure) {}
