package io.couponrush.worker.audit;

/** Where deeds of admins are written down. Nothing is ever changed or taken out. */
public interface AdminLog {

    /**
     * To be called in the transaction that does it: then there is no deed without its line and no
     * line without its deed.
     *
     * @throws IllegalStateException outside of a transaction
     */
    void add(AdminDeed deed);
}
