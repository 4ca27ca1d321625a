package io.couponrush.localstack;

/** Is told what becomes of each part, possibly by several threads at the same time. */
public interface Progress {

    Progress SILENT = new Progress() {};

    /** The part is about to start. */
    default void starting(PartName part) {}

    /** The part answers; it knows its version and how long it took. */
    default void ready(PartName name, Part part) {}
}
