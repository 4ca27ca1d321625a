package io.couponrush.worker.desk;

/** What came of an action. */
sealed interface DeskOutcome {

    /** A stable name, for meters and the record of actions. */
    String name();

    /** What was asked for is so now, by this action or an earlier one. */
    record Done(LetterState state) implements DeskOutcome {

        @Override
        public String name() {
            return state.name();
        }
    }

    record NoSuchLetter() implements DeskOutcome {

        @Override
        public String name() {
            return "NOT_FOUND";
        }
    }

    /**
     * It can't be done, and asking again changes nothing.
     *
     * @param why for people: what to do instead
     */
    record Refused(String why) implements DeskOutcome {

        @Override
        public String name() {
            return "REFUSED";
        }
    }

    /** It can't be done now: a part is away. Asking again is harmless. */
    record Unavailable(String why) implements DeskOutcome {

        @Override
        public String name() {
            return "UNAVAILABLE";
        }
    }
}
