package io.couponrush.worker.balance;

import java.util.List;

/**
 * Who waits, at one instant.
 *
 * @param pending how many
 * @param head the first of them, at most {@value #SHOWN}; the next to be settled comes first
 * @param tail the last of them, at most {@value #SHOWN}, in the same order; of a short queue the
 *     same people as its head
 */
record Queue(long pending, List<Place> head, List<Place> tail) implements BooksOutcome {

    static final int SHOWN = 10;

    Queue {
        head = List.copyOf(head);
        tail = List.copyOf(tail);
    }

    record Place(long userId, long sequence) {}
}
