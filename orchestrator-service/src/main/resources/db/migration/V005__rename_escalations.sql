-- The search_path of an on-call engineer lists all schemas: `escalations` is the supervisor's.
alter table escalations rename to task_escalations;
alter index escalations_of rename to task_escalations_of;
