-- Flyway runs this as the owner at each start, after the migrations and before the service writes anything.
select audit.adopt_cluster();
select audit.allow_oncall();
