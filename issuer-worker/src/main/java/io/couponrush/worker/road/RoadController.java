package io.couponrush.worker.road;

import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.security.UserId;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Claims that are issued in their own request, for comparison with v3. */
@RestController
@ConditionalOnBooleanProperty(name = RoadProperties.ENABLED, matchIfMissing = true)
final class RoadController {

    private final DatabaseRoad databaseRoad;
    private final RedisRoad redisRoad;
    private final RoadReplies replies;

    RoadController(DatabaseRoad databaseRoad, RedisRoad redisRoad, RoadReplies replies) {
        this.databaseRoad = databaseRoad;
        this.redisRoad = redisRoad;
        this.replies = replies;
    }

    @PostMapping("/api/v1/me/coupons/{couponId}/issue")
    ResponseEntity<Object> byDatabase(UserId user, @PathVariable @RushId long couponId) {
        return replies.answer(
                couponId, DatabaseRoad.NAME, () -> databaseRoad.issue(couponId, user.value()));
    }

    @PostMapping("/api/v2/me/coupons/{couponId}/issue")
    ResponseEntity<Object> byRedis(UserId user, @PathVariable @RushId long couponId) {
        return replies.answer(
                couponId, RedisRoad.NAME, () -> redisRoad.issue(couponId, user.value()));
    }
}
