package io.golden.budget.reservation;

record ReleaseResponse(String status) {
    static final ReleaseResponse RELEASED = new ReleaseResponse("released");
}
