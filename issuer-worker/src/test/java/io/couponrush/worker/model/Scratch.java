package io.couponrush.worker.model;

import io.couponrush.worker.sim.SimRedis;

/** Scratch. */
final class Scratch {
    public static void main(String[] args) {
        ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("ROOT")).setLevel(ch.qos.logback.classic.Level.OFF);
        long from = Long.parseLong(args[0]);
        int n = Integer.parseInt(args[1]);
        Mutation m = Mutation.valueOf(args[2]);
        int stop = Integer.parseInt(args[3]);
        var lua = new SimRedis.Interpreter();
        long t = System.nanoTime();
        long steps = 0;
        int bad = 0;
        java.util.Map<String,Integer> kinds = new java.util.TreeMap<>();
        for (long s = from; s < from + n; s++) {
            var r = Schedule.run(s, m, lua, false);
            steps += r.steps();
            if (r.broken() != null) {
                bad++;
                String k = String.valueOf(r.broken().getMessage()); k = k.replaceAll("[0-9]+","N"); k=k.substring(0, Math.min(70,k.length()));
                if (kinds.merge(k, 1, Integer::sum) <= 2) System.out.println("seed " + s + ": " + r.broken().getMessage() + (r.broken() instanceof PromiseBroken ? "" : " " + trace(r.broken())));
                if (bad >= stop) break;
            }
        }
        System.out.printf("%d ms, %d steps, %d broken%n", (System.nanoTime() - t) / 1000000, steps, bad);
        kinds.forEach((k, v) -> System.out.println(v + " " + k));
        if (n == 1) { Schedule.run(from, m, lua, true).trace().forEach(System.out::println); }
    }
    static String trace(Throwable e) { var w = new java.io.StringWriter(); e.printStackTrace(new java.io.PrintWriter(w)); String s = w.toString(); return s.substring(0, Math.min(3000, s.length())); }
}
