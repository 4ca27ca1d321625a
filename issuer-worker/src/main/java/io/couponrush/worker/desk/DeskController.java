package io.couponrush.worker.desk;

import io.couponrush.worker.desk.DeskOutcome.Done;
import io.couponrush.worker.desk.DeskOutcome.NoSuchLetter;
import io.couponrush.worker.desk.DeskOutcome.Refused;
import io.couponrush.worker.desk.DeskOutcome.Unavailable;
import io.couponrush.worker.edge.Page;
import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.security.UserId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.SliceImpl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.ArrayList;
import java.util.List;

/** The desk over HTTP, for admins. */
@RestController
@RequestMapping(DeskController.PATH)
final class DeskController {

    static final String PATH = "/api/v1/admin/dead-letters";

    private final Desk desk;
    private final LetterBook letters;
    private final ActionBook actions;

    DeskController(Desk desk, LetterBook letters, ActionBook actions) {
        this.desk = desk;
        this.letters = letters;
        this.actions = actions;
    }

    /** The answer to an action that was carried out. */
    record Handled(long id, LetterState state, boolean slotReturned) {}

    /**
     * The answer for one of many.
     *
     * @param outcome REPLAYED, NOT_FOUND, REFUSED or UNAVAILABLE
     * @param detail why not; null if it was done
     */
    record Result(long id, String outcome, @Nullable String detail) {}

    @GetMapping
    ResponseEntity<List<LetterSummary>> list(
            @RequestParam(required = false) @RushId @Nullable Long couponId,
            @RequestParam(required = false) @Nullable LetterState state,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z_]{1,64}")
                    @Nullable String cause,
            @RequestParam(defaultValue = "0") @Min(0) @Max(Page.LAST) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(Page.LARGEST) int size) {
        LetterFilter filter = new LetterFilter(couponId, state, cause);
        Page wanted = new Page(PATH + filter.query(), page, size);
        List<LetterSummary> found = letters.list(filter, size, (long) page * size);
        return wanted.answer(
                new SliceImpl<>(
                        found.subList(0, Math.min(size, found.size())),
                        wanted.request(),
                        found.size() > size));
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> one(@PathVariable @RushId long id) {
        return letters.summary(id)
                .flatMap(summary -> letters.letter(id).map(letter -> view(summary, letter)))
                .<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(() -> notFound(id));
    }

    @PostMapping("/{id}/replay")
    ResponseEntity<Object> replay(@PathVariable @RushId long id, UserId admin) {
        return answer(id, desk.replay(id, admin.value()));
    }

    @PostMapping("/{id}/discard")
    ResponseEntity<Object> discard(
            @PathVariable @RushId long id,
            @Valid @RequestBody DiscardLetter request,
            UserId admin) {
        return answer(id, desk.discard(id, admin.value(), request.reason()));
    }

    /** In the order given; after the first that could not be done now, none is tried any more. */
    @PostMapping("/replay")
    List<Result> replayMany(@Valid @RequestBody ReplayLetters request, UserId admin) {
        List<Result> results = new ArrayList<>();
        DeskOutcome last = new Done(LetterState.REPLAYED);
        for (long id : request.ids()) {
            if (!(last instanceof Unavailable)) {
                last = desk.replay(id, admin.value());
            }
            results.add(new Result(id, last.name(), detail(last)));
        }
        return results;
    }

    private static @Nullable String detail(DeskOutcome outcome) {
        return switch (outcome) {
            case Done _, NoSuchLetter _ -> null;
            case Refused(String why) -> why;
            case Unavailable(String why) -> why;
        };
    }

    private ResponseEntity<Object> answer(long id, DeskOutcome outcome) {
        return switch (outcome) {
            case Done _ ->
                    letters.summary(id)
                            .<ResponseEntity<Object>>map(
                                    now ->
                                            ResponseEntity.ok(
                                                    new Handled(
                                                            id, now.state(), now.slotReturned())))
                            .orElseGet(() -> notFound(id));
            case NoSuchLetter _ -> notFound(id);
            case Refused(String why) -> ProblemCode.DEAD_LETTER_CONFLICT.answer(why);
            case Unavailable(String why) ->
                    ProblemCode.UPSTREAM_UNAVAILABLE.answer(why + " Try again later.");
        };
    }

    private LetterView view(LetterSummary summary, Letter letter) {
        return new LetterView(
                summary,
                StoredBytes.of(letter.key()),
                StoredBytes.of(letter.payload()),
                letter.headers().stream()
                        .map(
                                header ->
                                        new LetterView.Header(
                                                header.name(), StoredBytes.of(header.value())))
                        .toList(),
                actions.of(summary.id()));
    }

    private static ResponseEntity<Object> notFound(long id) {
        return ProblemCode.DEAD_LETTER_NOT_FOUND.answer(
                "Nothing died under the number " + id + ".");
    }
}
