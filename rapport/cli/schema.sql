CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_asset (
    id bigint NOT NULL,
    file character varying(200) NOT NULL,
    mime character varying(60) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    alt character varying(2000) NOT NULL,
    uploaded_by_id bigint,
    uploaded_at timestamp with time zone NOT NULL,
    CONSTRAINT assets_asset_height_check CHECK ((height >= 0)),
    CONSTRAINT assets_asset_width_check CHECK ((width >= 0))
);
ALTER TABLE public.assets_asset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_asset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_outsidepicture (
    id bigint NOT NULL,
    url_digest character varying(64) NOT NULL,
    url character varying(2000) NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(300) NOT NULL,
    file character varying(200) NOT NULL,
    width integer,
    height integer,
    created_at timestamp with time zone NOT NULL,
    fetched_at timestamp with time zone,
    is_kept boolean NOT NULL,
    kind character varying(8) NOT NULL,
    mime character varying(60) NOT NULL,
    name character varying(200) NOT NULL,
    CONSTRAINT assets_outsidepicture_height_check CHECK ((height >= 0)),
    CONSTRAINT assets_outsidepicture_width_check CHECK ((width >= 0))
);
ALTER TABLE public.assets_outsidepicture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_outsidepicture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_account (
    id bigint NOT NULL,
    network character varying(40) NOT NULL,
    handle character varying(300) NOT NULL,
    remote_id character varying(500) NOT NULL,
    name character varying(200) NOT NULL,
    settings jsonb NOT NULL,
    secret bytea,
    session bytea,
    state character varying(10) NOT NULL,
    state_reason character varying(500) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    read_only boolean NOT NULL,
    cursor text NOT NULL,
    cursor_at timestamp with time zone,
    backfilled_at timestamp with time zone,
    lease_owner character varying(80) NOT NULL,
    lease_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    owner_id bigint,
    is_place boolean NOT NULL,
    poll_seconds double precision,
    polled_at timestamp with time zone,
    reached_at timestamp with time zone,
    rule character varying(12) NOT NULL,
    sign_in_ends_at timestamp with time zone
);
ALTER TABLE public.channels_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_delivery (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    origin character varying(10) NOT NULL,
    text text NOT NULL,
    reply_to_key character varying(500) NOT NULL,
    root_key character varying(500) NOT NULL,
    scope character varying(8) NOT NULL,
    asset_ids bigint[] NOT NULL,
    keys character varying(80)[] NOT NULL,
    idempotency_key uuid NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(500) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    remote_key character varying(500) NOT NULL,
    remote_url character varying(2000) NOT NULL,
    account_id bigint NOT NULL,
    member_id bigint,
    hold_id bigint,
    category character varying(7) DEFAULT ''::character varying NOT NULL,
    given_up_at timestamp with time zone,
    given_up_by_id bigint,
    CONSTRAINT channels_delivery_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.channels_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_hold (
    id bigint NOT NULL,
    keys character varying(80)[] NOT NULL,
    exempt_keys character varying(80)[] NOT NULL,
    reason character varying(300) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by_id bigint,
    placed_by_id bigint
);
ALTER TABLE public.channels_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channels_ratebudget (
    id bigint NOT NULL,
    endpoint character varying(40) NOT NULL,
    "left" integer NOT NULL,
    "limit" integer,
    resets_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT channels_ratebudget_left_check CHECK (("left" >= 0)),
    CONSTRAINT channels_ratebudget_limit_check CHECK (("limit" >= 0))
);
ALTER TABLE public.channels_ratebudget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.channels_ratebudget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_answer (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    before jsonb NOT NULL,
    findings jsonb NOT NULL,
    answered_id bigint,
    delivery_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    macro_id bigint,
    macro_done_at timestamp with time zone,
    promises jsonb NOT NULL
);
ALTER TABLE public.converse_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_automaticreply (
    id bigint NOT NULL,
    is_on boolean NOT NULL,
    text text NOT NULL,
    only_closed boolean NOT NULL,
    written_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    account_id bigint NOT NULL,
    written_by_id bigint
);
ALTER TABLE public.converse_automaticreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_automaticreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_brandrouting (
    id bigint NOT NULL,
    is_on boolean NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.converse_brandrouting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_brandrouting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_casekey (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    secret bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    made_by_id bigint
);
ALTER TABLE public.converse_casekey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_casekey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_clockpolicy (
    id bigint NOT NULL,
    acknowledge_minutes integer,
    first_response_minutes integer,
    name character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    condition text NOT NULL,
    next_response_minutes integer,
    resolve_minutes integer,
    warn_minutes integer NOT NULL,
    day_and_night boolean NOT NULL,
    hours_id bigint,
    CONSTRAINT converse_clockpolicy_acknowledge_minutes_check CHECK ((acknowledge_minutes >= 0)),
    CONSTRAINT converse_clockpolicy_answer_minutes_check CHECK ((first_response_minutes >= 0)),
    CONSTRAINT converse_clockpolicy_next_response_minutes_check CHECK ((next_response_minutes >= 0)),
    CONSTRAINT converse_clockpolicy_position_check CHECK (("position" >= 0)),
    CONSTRAINT converse_clockpolicy_resolve_minutes_check CHECK ((resolve_minutes >= 0)),
    CONSTRAINT converse_clockpolicy_warn_minutes_check CHECK ((warn_minutes >= 0))
);
ALTER TABLE public.converse_clockpolicy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_clockpolicy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_consultation (
    id bigint NOT NULL,
    team_name character varying(120) NOT NULL,
    question text NOT NULL,
    at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reminded_at timestamp with time zone,
    state character varying(9) NOT NULL,
    answer text NOT NULL,
    ended_at timestamp with time zone,
    answered_by_id bigint,
    asked_by_id bigint,
    conversation_id bigint NOT NULL,
    team_id bigint
);
ALTER TABLE public.converse_consultation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_consultation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_conversation (
    id bigint NOT NULL,
    status character varying(8) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    waiting_since timestamp with time zone,
    acknowledged_at timestamp with time zone,
    answered_at timestamp with time zone,
    resolved_at timestamp with time zone,
    acknowledge_due_at timestamp with time zone,
    answer_due_at timestamp with time zone,
    danger boolean NOT NULL,
    sentiment character varying(8) NOT NULL,
    intent character varying(20) NOT NULL,
    priority smallint NOT NULL,
    priority_parts jsonb NOT NULL,
    claimed_until timestamp with time zone,
    version integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    assignee_id bigint,
    brand_id bigint NOT NULL,
    claimed_by_id bigint,
    last_customer_message_id bigint,
    last_message_id bigint,
    person_id bigint NOT NULL,
    team_id bigint,
    thread_id bigint,
    came_back character varying(200) DEFAULT ''::character varying NOT NULL,
    first_answered_at timestamp with time zone,
    next_due_at timestamp with time zone,
    resolve_from timestamp with time zone,
    resolve_due_at timestamp with time zone,
    asks boolean DEFAULT false NOT NULL,
    runs_always boolean DEFAULT false NOT NULL,
    warn_minutes integer DEFAULT 10 NOT NULL,
    policy_id bigint,
    case_key character varying(100) DEFAULT ''::character varying NOT NULL,
    case_number character varying(100) DEFAULT ''::character varying NOT NULL,
    case_url character varying(500) DEFAULT ''::character varying NOT NULL,
    merged_into_id bigint,
    resolved_because character varying(20) DEFAULT ''::character varying NOT NULL,
    snoozed_until timestamp with time zone,
    alarmed_to timestamp with time zone,
    alarm_at timestamp with time zone GENERATED ALWAYS AS (LEAST(
CASE
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (acknowledged_at IS NULL) AND (alarmed_to IS NULL)) THEN (((acknowledge_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (acknowledged_at IS NULL) AND (acknowledge_due_at > (((alarmed_to AT TIME ZONE 'UTC'::text) + make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text))) THEN (((acknowledge_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (acknowledged_at IS NULL) AND (acknowledge_due_at > alarmed_to)) THEN acknowledge_due_at
    ELSE NULL::timestamp with time zone
END,
CASE
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (answered_at IS NULL) AND asks AND (first_answered_at IS NULL) AND (alarmed_to IS NULL)) THEN (((answer_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (answered_at IS NULL) AND asks AND (first_answered_at IS NULL) AND (answer_due_at > (((alarmed_to AT TIME ZONE 'UTC'::text) + make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text))) THEN (((answer_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (answered_at IS NULL) AND asks AND (first_answered_at IS NULL) AND (answer_due_at > alarmed_to)) THEN answer_due_at
    ELSE NULL::timestamp with time zone
END,
CASE
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (answered_at IS NULL) AND asks AND (first_answered_at IS NOT NULL) AND (alarmed_to IS NULL)) THEN (((next_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (answered_at IS NULL) AND asks AND (first_answered_at IS NOT NULL) AND (next_due_at > (((alarmed_to AT TIME ZONE 'UTC'::text) + make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text))) THEN (((next_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((NOT ((status)::text = 'past'::text)) AND (waiting_since IS NOT NULL) AND (answered_at IS NULL) AND asks AND (first_answered_at IS NOT NULL) AND (next_due_at > alarmed_to)) THEN next_due_at
    ELSE NULL::timestamp with time zone
END,
CASE
    WHEN ((resolve_from IS NOT NULL) AND ((status)::text = ANY (ARRAY[('open'::character varying)::text, ('waiting'::character varying)::text])) AND (alarmed_to IS NULL)) THEN (((resolve_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((resolve_from IS NOT NULL) AND ((status)::text = ANY (ARRAY[('open'::character varying)::text, ('waiting'::character varying)::text])) AND (resolve_due_at > (((alarmed_to AT TIME ZONE 'UTC'::text) + make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text))) THEN (((resolve_due_at AT TIME ZONE 'UTC'::text) - make_interval(mins => warn_minutes)) AT TIME ZONE 'UTC'::text)
    WHEN ((resolve_from IS NOT NULL) AND ((status)::text = ANY (ARRAY[('open'::character varying)::text, ('waiting'::character varying)::text])) AND (resolve_due_at > alarmed_to)) THEN resolve_due_at
    ELSE NULL::timestamp with time zone
END)) STORED,
    acknowledge_from timestamp with time zone,
    answer_from timestamp with time zone,
    next_from timestamp with time zone,
    split_from_id bigint,
    CONSTRAINT converse_conversation_priority_check CHECK ((priority >= 0)),
    CONSTRAINT converse_conversation_version_check CHECK ((version >= 0)),
    CONSTRAINT converse_conversation_warn_minutes_check CHECK ((warn_minutes >= 0))
);
ALTER TABLE public.converse_conversation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_conversation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_conversationlabel (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    conversation_id bigint NOT NULL,
    member_id bigint,
    label_id bigint NOT NULL,
    rule_id bigint
);
ALTER TABLE public.converse_conversationlabel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_conversationlabel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_escalation (
    id bigint NOT NULL,
    clock character varying(12) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    steps jsonb NOT NULL,
    told smallint NOT NULL,
    next_at timestamp with time zone,
    ended_at timestamp with time zone,
    conversation_id bigint NOT NULL,
    CONSTRAINT converse_escalation_told_check CHECK ((told >= 0))
);
ALTER TABLE public.converse_escalation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_escalation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_failing (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    due_on date,
    made_at timestamp with time zone NOT NULL,
    fixed_at timestamp with time zone,
    brand_id bigint NOT NULL,
    fixed_by_id bigint,
    made_by_id bigint,
    team_id bigint
);
ALTER TABLE public.converse_failing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_failing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_failingcall (
    id bigint NOT NULL,
    what character varying(20) NOT NULL,
    key character varying(40) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    claimed_at timestamp with time zone,
    done_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    failing_id bigint NOT NULL,
    CONSTRAINT converse_failingcall_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.converse_failingcall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_failingcall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_failingevidence (
    id bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    added_by_id bigint,
    conversation_id bigint NOT NULL,
    failing_id bigint NOT NULL
);
ALTER TABLE public.converse_failingevidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_failingevidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_handoveroffer (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    conversation_id bigint NOT NULL,
    to_id bigint NOT NULL
);
ALTER TABLE public.converse_handoveroffer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_handoveroffer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_intentskill (
    id bigint NOT NULL,
    intent character varying(20) NOT NULL,
    skill character varying(40) NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.converse_intentskill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_intentskill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_label (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    key character varying(80) NOT NULL,
    hue smallint NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT converse_label_hue_check CHECK ((hue >= 0))
);
ALTER TABLE public.converse_label ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_label_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_manyatonce (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    member_id bigint
);
ALTER TABLE public.converse_manyatonce ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_manyatonce_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_merging (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    moved jsonb NOT NULL,
    into_before jsonb NOT NULL,
    into_after jsonb NOT NULL,
    merged_before jsonb NOT NULL,
    into_id bigint NOT NULL,
    member_id bigint,
    merged_id bigint NOT NULL
);
ALTER TABLE public.converse_merging ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_merging_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_moderationact (
    id bigint NOT NULL,
    kind character varying(6) NOT NULL,
    state character varying(7) NOT NULL,
    passage_start integer,
    passage_end integer,
    at timestamp with time zone NOT NULL,
    reason character varying(500) NOT NULL,
    undone_at timestamp with time zone,
    account_id bigint NOT NULL,
    conversation_id bigint,
    delivery_id bigint,
    handle_id bigint NOT NULL,
    member_id bigint,
    message_id bigint,
    undo_delivery_id bigint,
    undone_by_id bigint,
    rule_id bigint NOT NULL,
    CONSTRAINT converse_moderationact_passage_end_check CHECK ((passage_end >= 0)),
    CONSTRAINT converse_moderationact_passage_start_check CHECK ((passage_start >= 0))
);
ALTER TABLE public.converse_moderationact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_moderationact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_moderationrule (
    id bigint NOT NULL,
    kind character varying(7) NOT NULL,
    text character varying(1000) NOT NULL,
    url character varying(500) NOT NULL,
    since date NOT NULL,
    version smallint NOT NULL,
    published_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    first_id bigint,
    published_by_id bigint,
    CONSTRAINT converse_moderationrule_version_check CHECK ((version >= 0))
);
ALTER TABLE public.converse_moderationrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_moderationrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_note (
    id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    conversation_id bigint NOT NULL,
    member_id bigint
);
ALTER TABLE public.converse_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_oneofmany (
    id bigint NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    act_id bigint NOT NULL,
    conversation_id bigint NOT NULL
);
ALTER TABLE public.converse_oneofmany ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_oneofmany_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_pause (
    id bigint NOT NULL,
    why character varying(10) NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    conversation_id bigint NOT NULL
);
ALTER TABLE public.converse_pause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_pause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_privatelink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    solved boolean NOT NULL,
    conversation_id bigint NOT NULL,
    made_by_id bigint
);
ALTER TABLE public.converse_privatelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_privatelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_replydraft (
    id bigint NOT NULL,
    text text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    conversation_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.converse_replydraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_replydraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_resolvereason (
    id bigint NOT NULL,
    slug character varying(20) NOT NULL,
    words character varying(60) NOT NULL,
    "position" smallint NOT NULL,
    is_offered boolean NOT NULL,
    CONSTRAINT converse_resolvereason_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.converse_resolvereason ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_resolvereason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_routingstep (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    account_id bigint,
    brand_id bigint NOT NULL,
    team_id bigint NOT NULL,
    CONSTRAINT converse_routingstep_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.converse_routingstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_routingstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_ruleapplied (
    id bigint NOT NULL,
    rule_version integer NOT NULL,
    cause character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    labelled jsonb NOT NULL,
    unlabelled jsonb NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    told jsonb NOT NULL,
    undone_at timestamp with time zone,
    conversation_id bigint NOT NULL,
    undone_by_id bigint,
    rule_id bigint NOT NULL,
    CONSTRAINT converse_ruleapplied_rule_version_check CHECK ((rule_version >= 0))
);
ALTER TABLE public.converse_ruleapplied ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_ruleapplied_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_sharedanswer (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    consultation_id bigint NOT NULL,
    conversation_id bigint NOT NULL
);
ALTER TABLE public.converse_sharedanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_sharedanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_shiftsended (
    id bigint NOT NULL,
    singleton boolean NOT NULL,
    up_to timestamp with time zone NOT NULL
);
ALTER TABLE public.converse_shiftsended ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_shiftsended_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_solvedinpublic (
    id bigint NOT NULL,
    agreed_at timestamp with time zone NOT NULL,
    by_form boolean NOT NULL,
    said_at timestamp with time zone,
    agreed_by_id bigint,
    conversation_id bigint NOT NULL,
    delivery_id bigint
);
ALTER TABLE public.converse_solvedinpublic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_solvedinpublic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_solvedline (
    id bigint NOT NULL,
    singleton boolean NOT NULL,
    text character varying(200) NOT NULL
);
ALTER TABLE public.converse_solvedline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_solvedline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_toldfact (
    id bigint NOT NULL,
    end_told timestamp with time zone,
    at timestamp with time zone NOT NULL,
    conversation_id bigint NOT NULL,
    delivery_id bigint NOT NULL,
    fact_id bigint NOT NULL
);
ALTER TABLE public.converse_toldfact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_toldfact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_triagerule (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    is_on boolean NOT NULL,
    "when" character varying(8) NOT NULL,
    condition text NOT NULL,
    takes_over boolean NOT NULL,
    stops boolean NOT NULL,
    version integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    changed_by_id bigint,
    gives_team_id bigint,
    gives_to_id bigint,
    tells_team_id bigint,
    CONSTRAINT converse_triagerule_position_check CHECK (("position" >= 0)),
    CONSTRAINT converse_triagerule_version_check CHECK ((version >= 0))
);
ALTER TABLE public.converse_triagerule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_triagerule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_triagerule_labels (
    id bigint NOT NULL,
    triagerule_id bigint NOT NULL,
    label_id bigint NOT NULL
);
ALTER TABLE public.converse_triagerule_labels ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_triagerule_labels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_triagerule_tells (
    id bigint NOT NULL,
    triagerule_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.converse_triagerule_tells ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_triagerule_tells_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_triagerule_unlabels (
    id bigint NOT NULL,
    triagerule_id bigint NOT NULL,
    label_id bigint NOT NULL
);
ALTER TABLE public.converse_triagerule_unlabels ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_triagerule_unlabels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_turn (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    conversation_id bigint NOT NULL,
    message_id bigint NOT NULL,
    brought_at timestamp with time zone
);
ALTER TABLE public.converse_turn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_turn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_view (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    text text NOT NULL,
    "order" character varying(10) NOT NULL,
    is_for_all boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    member_id bigint,
    team_id bigint
);
ALTER TABLE public.converse_view ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_view_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.converse_watch (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    conversation_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.converse_watch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.converse_watch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.ledger_storedfact (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.ledger_storedfact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_storedfact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_tick (
    name character varying(80) NOT NULL,
    ran_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ledger_timelineentry (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    fact_id bigint NOT NULL
);
ALTER TABLE public.ledger_timelineentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_timelineentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_backfill (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    reached_at timestamp with time zone NOT NULL,
    cursor text NOT NULL,
    heard integer NOT NULL,
    kept integer NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(500) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    worked_at timestamp with time zone,
    account_id bigint NOT NULL,
    started_by_id bigint,
    query_id bigint,
    CONSTRAINT listen_backfill_heard_check CHECK ((heard >= 0)),
    CONSTRAINT listen_backfill_kept_check CHECK ((kept >= 0))
);
ALTER TABLE public.listen_backfill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_backfill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_boardfact (
    id bigint NOT NULL,
    key character varying(500) NOT NULL,
    what text NOT NULL,
    "where" text NOT NULL,
    cause character varying(300) NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    sayable boolean NOT NULL,
    say character varying(500) NOT NULL,
    url character varying(2000) NOT NULL,
    language character varying(35) NOT NULL,
    translations jsonb NOT NULL,
    told character varying(64) NOT NULL,
    stems character varying(16)[] NOT NULL,
    weights double precision[] NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    over_at timestamp with time zone,
    account_id bigint,
    brand_id bigint NOT NULL,
    owner_id bigint,
    CONSTRAINT listen_boardfact_version_check CHECK ((version >= 0))
);
ALTER TABLE public.listen_boardfact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_boardfact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_boardfactversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    by_source boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    changes jsonb NOT NULL,
    fact_id bigint NOT NULL,
    member_id bigint,
    CONSTRAINT listen_boardfactversion_number_check CHECK ((number >= 0))
);
ALTER TABLE public.listen_boardfactversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_boardfactversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_dayaudit (
    id bigint NOT NULL,
    day date NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(500) NOT NULL,
    fetches_again boolean NOT NULL,
    held integer NOT NULL,
    expected integer,
    missing integer NOT NULL,
    late integer NOT NULL,
    fetched integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone,
    worked_at timestamp with time zone,
    account_id bigint NOT NULL,
    CONSTRAINT listen_dayaudit_expected_check CHECK ((expected >= 0)),
    CONSTRAINT listen_dayaudit_fetched_check CHECK ((fetched >= 0)),
    CONSTRAINT listen_dayaudit_held_check CHECK ((held >= 0)),
    CONSTRAINT listen_dayaudit_late_check CHECK ((late >= 0)),
    CONSTRAINT listen_dayaudit_missing_check CHECK ((missing >= 0))
);
ALTER TABLE public.listen_dayaudit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_dayaudit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_followercount (
    account_id bigint NOT NULL,
    followers integer,
    asked_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    CONSTRAINT listen_followercount_followers_check CHECK ((followers >= 0))
);
CREATE TABLE public.listen_identity (
    id bigint NOT NULL,
    network character varying(40) NOT NULL,
    remote_key character varying(500) NOT NULL,
    content_hash bigint NOT NULL
);
ALTER TABLE public.listen_identity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_identity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_importrun (
    id bigint NOT NULL,
    file_name character varying(300) NOT NULL,
    stored_as character varying(300) NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(500) NOT NULL,
    taken integer NOT NULL,
    doubled integer NOT NULL,
    edited integer NOT NULL,
    quarantined_count integer NOT NULL,
    options jsonb NOT NULL,
    noted jsonb NOT NULL,
    noted_count integer NOT NULL,
    cursor character varying(80) NOT NULL,
    attempts smallint NOT NULL,
    bytes_done bigint NOT NULL,
    bytes_total bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    account_id bigint NOT NULL,
    started_by_id bigint,
    CONSTRAINT listen_importrun_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT listen_importrun_doubled_check CHECK ((doubled >= 0)),
    CONSTRAINT listen_importrun_edited_check CHECK ((edited >= 0)),
    CONSTRAINT listen_importrun_noted_count_check CHECK ((noted_count >= 0)),
    CONSTRAINT listen_importrun_quarantined_count_check CHECK ((quarantined_count >= 0)),
    CONSTRAINT listen_importrun_taken_check CHECK ((taken >= 0))
);
ALTER TABLE public.listen_importrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_importrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_listeningspan (
    id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    is_latest boolean NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.listen_listeningspan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_listeningspan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_mention (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    message_id bigint NOT NULL,
    query_id bigint NOT NULL
);
ALTER TABLE public.listen_mention ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_mention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_message (
    id bigint NOT NULL,
    network character varying(40) NOT NULL,
    remote_key character varying(500) NOT NULL,
    kind character varying(8) NOT NULL,
    scope character varying(8) NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone,
    deleted_at timestamp with time zone,
    parent_key character varying(500) NOT NULL,
    url character varying(2000) NOT NULL,
    media jsonb NOT NULL,
    counts jsonb NOT NULL,
    claimed_language character varying(12) NOT NULL,
    is_own boolean NOT NULL,
    author_id bigint,
    delivery_id bigint,
    parent_id bigint,
    thread_id bigint,
    channel character varying(200) NOT NULL,
    links jsonb NOT NULL,
    title character varying(500) NOT NULL,
    recount_at timestamp with time zone,
    automatic character varying(9) DEFAULT ''::character varying NOT NULL
);
CREATE TABLE public.listen_original (
    message_id bigint NOT NULL,
    html text NOT NULL
);
CREATE TABLE public.listen_quarantined (
    id bigint NOT NULL,
    reason character varying(500) NOT NULL,
    "where" character varying(120) NOT NULL,
    raw text NOT NULL,
    at timestamp with time zone NOT NULL,
    replayed_at timestamp with time zone,
    account_id bigint NOT NULL,
    import_run_id bigint,
    digest character varying(64),
    dropped_at timestamp with time zone
);
ALTER TABLE public.listen_quarantined ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_quarantined_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_query (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    handle character varying(60) NOT NULL,
    topic character varying(80) NOT NULL,
    text text NOT NULL,
    is_listening boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    brand_id bigint,
    created_by_id bigint,
    purpose_id bigint,
    set_aside_at timestamp with time zone,
    set_aside_microseconds double precision NOT NULL,
    set_aside_share double precision NOT NULL,
    CONSTRAINT listen_query_version_check CHECK ((version >= 0))
);
ALTER TABLE public.listen_query ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_query_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_querystamp (
    id bigint NOT NULL,
    number bigint NOT NULL
);
ALTER TABLE public.listen_querystamp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_querystamp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_queryversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint,
    query_id bigint NOT NULL,
    CONSTRAINT listen_queryversion_number_check CHECK ((number >= 0))
);
ALTER TABLE public.listen_queryversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_queryversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_searchdocument (
    message_id bigint NOT NULL,
    terms tsvector NOT NULL,
    created_at timestamp with time zone NOT NULL,
    network character varying(40) NOT NULL,
    channel character varying(200) NOT NULL,
    author character varying(300) NOT NULL,
    language character varying(12) NOT NULL,
    kind character varying(8) NOT NULL,
    followers integer,
    hosts character varying(300)[] NOT NULL,
    has character varying(12)[] NOT NULL,
    claims character varying(12)[] NOT NULL
);
CREATE TABLE public.listen_seencall (
    id bigint NOT NULL,
    call_id character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.listen_seencall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_seencall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_sighting (
    id bigint NOT NULL,
    to_us boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    import_run_id bigint,
    message_id bigint NOT NULL,
    delay_ms integer
);
ALTER TABLE public.listen_sighting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_sighting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_storedlist (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    authors character varying(300)[] NOT NULL,
    sites character varying(300)[] NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    brand_id bigint,
    folded_authors character varying(300)[] NOT NULL
);
ALTER TABLE public.listen_storedlist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_storedlist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_thread (
    id bigint NOT NULL,
    network character varying(40) NOT NULL,
    root_key character varying(500) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    merged_into_id bigint
);
ALTER TABLE public.listen_thread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.listen_thread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.listen_threadreading (
    message_id bigint NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    read_at timestamp with time zone,
    faults smallint NOT NULL,
    reason character varying(500) NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT listen_threadreading_faults_check CHECK ((faults >= 0))
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_erasure (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint,
    rows integer NOT NULL,
    CONSTRAINT people_erasure_rows_check CHECK ((rows >= 0))
);
ALTER TABLE public.people_erasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_erasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_handle (
    id bigint NOT NULL,
    network character varying(40) NOT NULL,
    remote_id character varying(500) NOT NULL,
    name character varying(300) NOT NULL,
    display_name character varying(300) NOT NULL,
    avatar_url character varying(2000) NOT NULL,
    url character varying(2000) NOT NULL,
    followers integer,
    is_ours boolean NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    wrote_at timestamp with time zone,
    folded_name character varying(300) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT people_handle_followers_check CHECK ((followers >= 0))
);
ALTER TABLE public.people_handle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_handle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_person (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    wants_silence_since timestamp with time zone,
    first_seen_at timestamp with time zone NOT NULL
);
ALTER TABLE public.people_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_tombstone (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.people_tombstone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_tombstone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.understand_correction (
    id bigint NOT NULL,
    field character varying(20) NOT NULL,
    machine_value character varying(40) NOT NULL,
    value character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint,
    message_id bigint NOT NULL
);
ALTER TABLE public.understand_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.understand_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.understand_reading (
    message_id bigint NOT NULL,
    language character varying(12) NOT NULL,
    language_confidence double precision NOT NULL,
    covered boolean NOT NULL,
    sentiment character varying(8) NOT NULL,
    probabilities jsonb NOT NULL,
    needs_answer boolean NOT NULL,
    needs_answer_confidence double precision NOT NULL,
    intent character varying(20) NOT NULL,
    danger boolean NOT NULL,
    urgency smallint NOT NULL,
    offensive boolean NOT NULL,
    reasons jsonb NOT NULL,
    gear character varying(12) NOT NULL,
    read_at timestamp with time zone NOT NULL,
    emotion character varying(16) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT understand_reading_urgency_check CHECK ((urgency >= 0))
);
CREATE TABLE public.voice_approval (
    id bigint NOT NULL,
    rule_name character varying(80) NOT NULL,
    asked smallint NOT NULL,
    minutes integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    state character varying(9) NOT NULL,
    decided_at timestamp with time zone,
    original text NOT NULL,
    note character varying(1000) NOT NULL,
    asked_of_id bigint,
    decided_by_id bigint,
    delivery_id bigint NOT NULL,
    deputy_id bigint,
    person_id bigint,
    writer_id bigint,
    rule_id bigint,
    CONSTRAINT voice_approval_asked_check CHECK ((asked >= 0)),
    CONSTRAINT voice_approval_minutes_check CHECK ((minutes >= 0))
);
ALTER TABLE public.voice_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_approvalrule (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    condition character varying(2000) NOT NULL,
    severity character varying(6) NOT NULL,
    public_only boolean NOT NULL,
    newcomers_until integer,
    leads_too boolean NOT NULL,
    minutes integer NOT NULL,
    approver_id bigint,
    brand_id bigint,
    deputy_id bigint,
    CONSTRAINT voice_approvalrule_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT voice_approvalrule_newcomers_until_check CHECK ((newcomers_until >= 0)),
    CONSTRAINT voice_approvalrule_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.voice_approvalrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_approvalrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_caution (
    id bigint NOT NULL,
    keys character varying(80)[] NOT NULL,
    reason character varying(300) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    lifted_at timestamp with time zone,
    lifted_by_id bigint,
    placed_by_id bigint,
    statement_id bigint
);
ALTER TABLE public.voice_caution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_caution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_checksetting (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    least_confidence double precision NOT NULL,
    most character varying(6) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint
);
ALTER TABLE public.voice_checksetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_checksetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_claim (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    terms text[] NOT NULL,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    spoken_id bigint NOT NULL,
    CONSTRAINT voice_claim_end_check CHECK (("end" >= 0)),
    CONSTRAINT voice_claim_start_check CHECK ((start >= 0))
);
ALTER TABLE public.voice_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_objection (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    severity character varying(6) NOT NULL,
    confidence double precision NOT NULL,
    passage character varying(300) NOT NULL,
    why character varying(300) NOT NULL,
    evidence character varying(500) NOT NULL,
    state character varying(6) NOT NULL,
    reason character varying(9) NOT NULL,
    words character varying(500) NOT NULL,
    verdict character varying(5) NOT NULL,
    judged_at timestamp with time zone,
    at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    delivery_id bigint,
    judged_by_id bigint,
    member_id bigint,
    person_id bigint,
    statement_id bigint
);
ALTER TABLE public.voice_objection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_objection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_promise (
    id bigint NOT NULL,
    text character varying(500) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    settled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    message_id bigint,
    person_id bigint NOT NULL,
    recorded_by_id bigint,
    broken_told_at timestamp with time zone,
    remind_at timestamp with time zone,
    reminded_at timestamp with time zone
);
ALTER TABLE public.voice_promise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_promise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_savedreply (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    "position" integer NOT NULL,
    notes text NOT NULL,
    resolves boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    changed_by_id bigint,
    gives_to_id bigint,
    label_ids jsonb NOT NULL,
    snoozes_hours smallint,
    CONSTRAINT voice_savedreply_position_check CHECK (("position" >= 0)),
    CONSTRAINT voice_savedreply_snoozes_hours_check CHECK ((snoozes_hours >= 0))
);
ALTER TABLE public.voice_savedreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_savedreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_savedreplytext (
    id bigint NOT NULL,
    language character varying(8) NOT NULL,
    text text NOT NULL,
    reply_id bigint NOT NULL
);
ALTER TABLE public.voice_savedreplytext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_savedreplytext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_spoken (
    delivery_id bigint,
    text text NOT NULL,
    findings jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    answered_id bigint,
    brand_id bigint NOT NULL,
    person_id bigint,
    id bigint NOT NULL,
    message_id bigint,
    member_id bigint,
    thread_id bigint,
    bands bigint[] NOT NULL,
    drawn_by smallint NOT NULL,
    CONSTRAINT voice_spoken_drawn_by_check CHECK ((drawn_by >= 0)),
    CONSTRAINT voice_spoken_somehow CHECK (((delivery_id IS NOT NULL) OR (message_id IS NOT NULL)))
);
ALTER TABLE public.voice_spoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_spoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.voice_statement (
    id bigint NOT NULL,
    text text NOT NULL,
    topic character varying(120) NOT NULL,
    source character varying(300) NOT NULL,
    valid_from date,
    valid_until date,
    created_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    brand_id bigint NOT NULL,
    created_by_id bigint,
    owner_id bigint,
    replaces_id bigint,
    audience character varying(9) NOT NULL,
    is_holding boolean NOT NULL
);
ALTER TABLE public.voice_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.voice_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_absence (
    id bigint NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT workspace_absence_lasts CHECK ((last_day >= first_day))
);
ALTER TABLE public.workspace_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_brand (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    slug character varying(60) NOT NULL,
    kind character varying(12) NOT NULL
);
ALTER TABLE public.workspace_brand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_brand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_businesshours (
    id bigint NOT NULL,
    singleton boolean NOT NULL,
    day_and_night boolean NOT NULL,
    zone character varying(64) NOT NULL,
    week jsonb NOT NULL,
    country character varying(2) NOT NULL,
    subdivision character varying(60) NOT NULL,
    days jsonb NOT NULL,
    changed_at timestamp with time zone,
    closed_words character varying(300) NOT NULL
);
ALTER TABLE public.workspace_businesshours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_businesshours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE TABLE public.workspace_escalationstep (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    after_minutes integer NOT NULL,
    role character varying(10) NOT NULL,
    member_id bigint,
    team_id bigint,
    CONSTRAINT workspace_escalationstep_after_minutes_check CHECK ((after_minutes >= 0)),
    CONSTRAINT workspace_escalationstep_position_check CHECK (("position" >= 0)),
    CONSTRAINT workspace_step_tells_one CHECK ((((member_id IS NOT NULL) AND ((role)::text = ''::text) AND (team_id IS NULL)) OR ((member_id IS NULL) AND ((role)::text = ''::text) AND (team_id IS NOT NULL)) OR ((member_id IS NULL) AND (team_id IS NULL) AND (NOT ((role)::text = ''::text)))))
);
ALTER TABLE public.workspace_escalationstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_escalationstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_invitation (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(120) NOT NULL,
    role character varying(10) NOT NULL,
    digest character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    invited_by_id bigint NOT NULL
);
ALTER TABLE public.workspace_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_member (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    email character varying(254) NOT NULL,
    name character varying(120) NOT NULL,
    role character varying(10) NOT NULL,
    is_active boolean NOT NULL,
    theme character varying(10) NOT NULL,
    density character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    capacity smallint NOT NULL,
    languages jsonb NOT NULL,
    skills jsonb NOT NULL,
    CONSTRAINT workspace_member_capacity_check CHECK ((capacity >= 0))
);
ALTER TABLE public.workspace_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_morningmail (
    id bigint NOT NULL,
    day date NOT NULL,
    state character varying(8) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT workspace_morningmail_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.workspace_morningmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_morningmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_morningsetting (
    id bigint NOT NULL,
    singleton boolean NOT NULL,
    is_on boolean NOT NULL,
    at time without time zone NOT NULL,
    to_leads boolean NOT NULL,
    changed_at timestamp with time zone
);
ALTER TABLE public.workspace_morningsetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_morningsetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_morningsetting_members (
    id bigint NOT NULL,
    morningsetting_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.workspace_morningsetting_members ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_morningsetting_members_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_namedhours (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    zone character varying(64) NOT NULL,
    week jsonb NOT NULL,
    country character varying(2) NOT NULL,
    subdivision character varying(60) NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
ALTER TABLE public.workspace_namedhours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_namedhours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_notice (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    about character varying(20) NOT NULL,
    about_id bigint NOT NULL,
    weight character varying(4) NOT NULL,
    key character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    by_id bigint,
    member_id bigint NOT NULL,
    done_at timestamp with time zone
);
ALTER TABLE public.workspace_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_noticedelivery (
    id bigint NOT NULL,
    state character varying(8) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    notice_id bigint NOT NULL,
    way_id bigint NOT NULL,
    CONSTRAINT workspace_noticedelivery_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.workspace_noticedelivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_noticedelivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_noticeway (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    name character varying(60) NOT NULL,
    sealed bytea,
    is_on boolean NOT NULL,
    worked_at timestamp with time zone,
    failed_at timestamp with time zone,
    trouble character varying(200) NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.workspace_noticeway ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_noticeway_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_organisation (
    id bigint NOT NULL,
    singleton boolean NOT NULL,
    name character varying(200) NOT NULL,
    timezone character varying(64) NOT NULL,
    read_only boolean NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.workspace_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_phonecall (
    id bigint NOT NULL,
    step smallint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    member_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT workspace_phonecall_step_check CHECK ((step >= 0))
);
ALTER TABLE public.workspace_phonecall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_phonecall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_phonerun (
    id bigint NOT NULL,
    about character varying(20) NOT NULL,
    about_id bigint,
    is_practice boolean NOT NULL,
    started_at timestamp with time zone NOT NULL,
    steps jsonb NOT NULL,
    step_seconds smallint NOT NULL,
    told_steps smallint NOT NULL,
    next_at timestamp with time zone,
    taken_at timestamp with time zone,
    ended_at timestamp with time zone,
    started_by_id bigint,
    taken_by_id bigint,
    CONSTRAINT workspace_phonerun_step_seconds_check CHECK ((step_seconds >= 0)),
    CONSTRAINT workspace_phonerun_told_steps_check CHECK ((told_steps >= 0))
);
ALTER TABLE public.workspace_phonerun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_phonerun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_phonetree (
    id bigint NOT NULL,
    singleton boolean NOT NULL,
    step_seconds smallint NOT NULL,
    script text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint,
    CONSTRAINT workspace_phonetree_step_seconds_check CHECK ((step_seconds >= 0))
);
ALTER TABLE public.workspace_phonetree ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_phonetree_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_phonetreestep (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    member_id bigint,
    team_id bigint,
    CONSTRAINT workspace_phone_step_one CHECK ((((member_id IS NULL) OR (team_id IS NULL)) AND (1 = (
CASE
    WHEN (member_id IS NULL) THEN 1
    ELSE 0
END +
CASE
    WHEN (team_id IS NULL) THEN 1
    ELSE 0
END)))),
    CONSTRAINT workspace_phonetreestep_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.workspace_phonetreestep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_phonetreestep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_practiceanswer (
    id bigint NOT NULL,
    "case" character varying(40) NOT NULL,
    text text NOT NULL,
    points jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.workspace_practiceanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_practiceanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_purpose (
    id bigint NOT NULL,
    sentence character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    brand_id bigint NOT NULL,
    measure character varying(24) DEFAULT ''::character varying NOT NULL,
    target smallint,
    CONSTRAINT workspace_purpose_position_check CHECK (("position" >= 0)),
    CONSTRAINT workspace_purpose_target_check CHECK ((target >= 0))
);
ALTER TABLE public.workspace_purpose ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_purpose_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_replytoken (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    about character varying(20) NOT NULL,
    about_id bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    used_key character varying(64) NOT NULL,
    text text NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.workspace_replytoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_replytoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_retentionrule (
    kind character varying(60) NOT NULL,
    days integer NOT NULL,
    CONSTRAINT workspace_retentionrule_days_check CHECK ((days >= 0))
);
CREATE TABLE public.workspace_setuptoken (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
ALTER TABLE public.workspace_setuptoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_setuptoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_shift (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    leads boolean NOT NULL,
    member_id bigint NOT NULL,
    team_id bigint,
    CONSTRAINT workspace_shift_lasts CHECK ((ends_at > starts_at))
);
ALTER TABLE public.workspace_shift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_shiftpattern (
    id bigint NOT NULL,
    weekday smallint NOT NULL,
    starts smallint NOT NULL,
    ends smallint NOT NULL,
    zone character varying(64) NOT NULL,
    leads boolean NOT NULL,
    on_holidays boolean NOT NULL,
    skips jsonb NOT NULL,
    member_id bigint NOT NULL,
    team_id bigint,
    CONSTRAINT workspace_pattern_is_a_block CHECK (((weekday <= 6) AND (starts < 1440) AND (ends > starts) AND (ends <= (starts + 1440)))),
    CONSTRAINT workspace_shiftpattern_ends_check CHECK ((ends >= 0)),
    CONSTRAINT workspace_shiftpattern_starts_check CHECK ((starts >= 0)),
    CONSTRAINT workspace_shiftpattern_weekday_check CHECK ((weekday >= 0))
);
ALTER TABLE public.workspace_shiftpattern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_shiftpattern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_signinlink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    signs_in_on_open boolean NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.workspace_signinlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_signinlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_stafftask (
    id bigint NOT NULL,
    text character varying(300) NOT NULL,
    about character varying(20) NOT NULL,
    about_id bigint,
    at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    reminded_at timestamp with time zone,
    done_at timestamp with time zone,
    by_id bigint,
    member_id bigint NOT NULL
);
ALTER TABLE public.workspace_stafftask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_stafftask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_team (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    brand_id bigint,
    lead_id bigint,
    purpose character varying(200) NOT NULL
);
ALTER TABLE public.workspace_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_team_members (
    id bigint NOT NULL,
    team_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.workspace_team_members ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_team_members_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspace_teamhook (
    id bigint NOT NULL,
    url character varying(500) NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    team_id bigint NOT NULL
);
ALTER TABLE public.workspace_teamhook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspace_teamhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
INSERT INTO public.auth_permission VALUES
	(1, 'Can add tick', 1, 'add_tick'),
	(2, 'Can change tick', 1, 'change_tick'),
	(3, 'Can delete tick', 1, 'delete_tick'),
	(4, 'Can view tick', 1, 'view_tick'),
	(5, 'Can add stored fact', 2, 'add_storedfact'),
	(6, 'Can change stored fact', 2, 'change_storedfact'),
	(7, 'Can delete stored fact', 2, 'delete_storedfact'),
	(8, 'Can view stored fact', 2, 'view_storedfact'),
	(9, 'Can add timeline entry', 3, 'add_timelineentry'),
	(10, 'Can change timeline entry', 3, 'change_timelineentry'),
	(11, 'Can delete timeline entry', 3, 'delete_timelineentry'),
	(12, 'Can view timeline entry', 3, 'view_timelineentry'),
	(13, 'Can add brand', 4, 'add_brand'),
	(14, 'Can change brand', 4, 'change_brand'),
	(15, 'Can delete brand', 4, 'delete_brand'),
	(16, 'Can view brand', 4, 'view_brand'),
	(17, 'Can add organisation', 5, 'add_organisation'),
	(18, 'Can change organisation', 5, 'change_organisation'),
	(19, 'Can delete organisation', 5, 'delete_organisation'),
	(20, 'Can view organisation', 5, 'view_organisation'),
	(21, 'Can add retention rule', 6, 'add_retentionrule'),
	(22, 'Can change retention rule', 6, 'change_retentionrule'),
	(23, 'Can delete retention rule', 6, 'delete_retentionrule'),
	(24, 'Can view retention rule', 6, 'view_retentionrule'),
	(25, 'Can add setup token', 7, 'add_setuptoken'),
	(26, 'Can change setup token', 7, 'change_setuptoken'),
	(27, 'Can delete setup token', 7, 'delete_setuptoken'),
	(28, 'Can view setup token', 7, 'view_setuptoken'),
	(29, 'Can add member', 8, 'add_member'),
	(30, 'Can change member', 8, 'change_member'),
	(31, 'Can delete member', 8, 'delete_member'),
	(32, 'Can view member', 8, 'view_member'),
	(33, 'Can add invitation', 9, 'add_invitation'),
	(34, 'Can change invitation', 9, 'change_invitation'),
	(35, 'Can delete invitation', 9, 'delete_invitation'),
	(36, 'Can view invitation', 9, 'view_invitation'),
	(37, 'Can add purpose', 10, 'add_purpose'),
	(38, 'Can change purpose', 10, 'change_purpose'),
	(39, 'Can delete purpose', 10, 'delete_purpose'),
	(40, 'Can view purpose', 10, 'view_purpose'),
	(41, 'Can add sign in link', 11, 'add_signinlink'),
	(42, 'Can change sign in link', 11, 'change_signinlink'),
	(43, 'Can delete sign in link', 11, 'delete_signinlink'),
	(44, 'Can view sign in link', 11, 'view_signinlink'),
	(45, 'Can add team', 12, 'add_team'),
	(46, 'Can change team', 12, 'change_team'),
	(47, 'Can delete team', 12, 'delete_team'),
	(48, 'Can view team', 12, 'view_team'),
	(49, 'Can add business hours', 13, 'add_businesshours'),
	(50, 'Can change business hours', 13, 'change_businesshours'),
	(51, 'Can delete business hours', 13, 'delete_businesshours'),
	(52, 'Can view business hours', 13, 'view_businesshours'),
	(53, 'Can add notice', 14, 'add_notice'),
	(54, 'Can change notice', 14, 'change_notice'),
	(55, 'Can delete notice', 14, 'delete_notice'),
	(56, 'Can view notice', 14, 'view_notice'),
	(57, 'Can add notice delivery', 15, 'add_noticedelivery'),
	(58, 'Can change notice delivery', 15, 'change_noticedelivery'),
	(59, 'Can delete notice delivery', 15, 'delete_noticedelivery'),
	(60, 'Can view notice delivery', 15, 'view_noticedelivery'),
	(61, 'Can add notice way', 16, 'add_noticeway'),
	(62, 'Can change notice way', 16, 'change_noticeway'),
	(63, 'Can delete notice way', 16, 'delete_noticeway'),
	(64, 'Can view notice way', 16, 'view_noticeway'),
	(65, 'Can add phone call', 17, 'add_phonecall'),
	(66, 'Can change phone call', 17, 'change_phonecall'),
	(67, 'Can delete phone call', 17, 'delete_phonecall'),
	(68, 'Can view phone call', 17, 'view_phonecall'),
	(69, 'Can add phone run', 18, 'add_phonerun'),
	(70, 'Can change phone run', 18, 'change_phonerun'),
	(71, 'Can delete phone run', 18, 'delete_phonerun'),
	(72, 'Can view phone run', 18, 'view_phonerun'),
	(73, 'Can add phone tree', 19, 'add_phonetree'),
	(74, 'Can change phone tree', 19, 'change_phonetree'),
	(75, 'Can delete phone tree', 19, 'delete_phonetree'),
	(76, 'Can view phone tree', 19, 'view_phonetree'),
	(77, 'Can add phone tree step', 20, 'add_phonetreestep'),
	(78, 'Can change phone tree step', 20, 'change_phonetreestep'),
	(79, 'Can delete phone tree step', 20, 'delete_phonetreestep'),
	(80, 'Can view phone tree step', 20, 'view_phonetreestep'),
	(81, 'Can add reply token', 21, 'add_replytoken'),
	(82, 'Can change reply token', 21, 'change_replytoken'),
	(83, 'Can delete reply token', 21, 'delete_replytoken'),
	(84, 'Can view reply token', 21, 'view_replytoken'),
	(85, 'Can add staff task', 22, 'add_stafftask'),
	(86, 'Can change staff task', 22, 'change_stafftask'),
	(87, 'Can delete staff task', 22, 'delete_stafftask'),
	(88, 'Can view staff task', 22, 'view_stafftask'),
	(89, 'Can add absence', 23, 'add_absence'),
	(90, 'Can change absence', 23, 'change_absence'),
	(91, 'Can delete absence', 23, 'delete_absence'),
	(92, 'Can view absence', 23, 'view_absence'),
	(93, 'Can add shift', 24, 'add_shift'),
	(94, 'Can change shift', 24, 'change_shift'),
	(95, 'Can delete shift', 24, 'delete_shift'),
	(96, 'Can view shift', 24, 'view_shift'),
	(97, 'Can add shift pattern', 25, 'add_shiftpattern'),
	(98, 'Can change shift pattern', 25, 'change_shiftpattern'),
	(99, 'Can delete shift pattern', 25, 'delete_shiftpattern'),
	(100, 'Can view shift pattern', 25, 'view_shiftpattern'),
	(101, 'Can add escalation step', 26, 'add_escalationstep'),
	(102, 'Can change escalation step', 26, 'change_escalationstep'),
	(309, 'Can add note', 78, 'add_note'),
	(103, 'Can delete escalation step', 26, 'delete_escalationstep'),
	(104, 'Can view escalation step', 26, 'view_escalationstep'),
	(105, 'Can add morning setting', 27, 'add_morningsetting'),
	(106, 'Can change morning setting', 27, 'change_morningsetting'),
	(107, 'Can delete morning setting', 27, 'delete_morningsetting'),
	(108, 'Can view morning setting', 27, 'view_morningsetting'),
	(109, 'Can add team hook', 28, 'add_teamhook'),
	(110, 'Can change team hook', 28, 'change_teamhook'),
	(111, 'Can delete team hook', 28, 'delete_teamhook'),
	(112, 'Can view team hook', 28, 'view_teamhook'),
	(113, 'Can add morning mail', 29, 'add_morningmail'),
	(114, 'Can change morning mail', 29, 'change_morningmail'),
	(115, 'Can delete morning mail', 29, 'delete_morningmail'),
	(116, 'Can view morning mail', 29, 'view_morningmail'),
	(117, 'Can add practice answer', 30, 'add_practiceanswer'),
	(118, 'Can change practice answer', 30, 'change_practiceanswer'),
	(119, 'Can delete practice answer', 30, 'delete_practiceanswer'),
	(120, 'Can view practice answer', 30, 'view_practiceanswer'),
	(121, 'Can add named hours', 31, 'add_namedhours'),
	(122, 'Can change named hours', 31, 'change_namedhours'),
	(123, 'Can delete named hours', 31, 'delete_namedhours'),
	(124, 'Can view named hours', 31, 'view_namedhours'),
	(125, 'Can add asset', 32, 'add_asset'),
	(126, 'Can change asset', 32, 'change_asset'),
	(127, 'Can delete asset', 32, 'delete_asset'),
	(128, 'Can view asset', 32, 'view_asset'),
	(129, 'Can add outside picture', 33, 'add_outsidepicture'),
	(130, 'Can change outside picture', 33, 'change_outsidepicture'),
	(131, 'Can delete outside picture', 33, 'delete_outsidepicture'),
	(132, 'Can view outside picture', 33, 'view_outsidepicture'),
	(133, 'Can add erasure', 34, 'add_erasure'),
	(134, 'Can change erasure', 34, 'change_erasure'),
	(135, 'Can delete erasure', 34, 'delete_erasure'),
	(136, 'Can view erasure', 34, 'view_erasure'),
	(137, 'Can add person', 35, 'add_person'),
	(138, 'Can change person', 35, 'change_person'),
	(139, 'Can delete person', 35, 'delete_person'),
	(140, 'Can view person', 35, 'view_person'),
	(141, 'Can add tombstone', 36, 'add_tombstone'),
	(142, 'Can change tombstone', 36, 'change_tombstone'),
	(143, 'Can delete tombstone', 36, 'delete_tombstone'),
	(144, 'Can view tombstone', 36, 'view_tombstone'),
	(145, 'Can add handle', 37, 'add_handle'),
	(146, 'Can change handle', 37, 'change_handle'),
	(147, 'Can delete handle', 37, 'delete_handle'),
	(148, 'Can view handle', 37, 'view_handle'),
	(149, 'Can add account', 38, 'add_account'),
	(150, 'Can change account', 38, 'change_account'),
	(151, 'Can delete account', 38, 'delete_account'),
	(152, 'Can view account', 38, 'view_account'),
	(153, 'Can add hold', 39, 'add_hold'),
	(154, 'Can change hold', 39, 'change_hold'),
	(155, 'Can delete hold', 39, 'delete_hold'),
	(156, 'Can view hold', 39, 'view_hold'),
	(157, 'Can add delivery', 40, 'add_delivery'),
	(158, 'Can change delivery', 40, 'change_delivery'),
	(159, 'Can delete delivery', 40, 'delete_delivery'),
	(160, 'Can view delivery', 40, 'view_delivery'),
	(161, 'Can add rate budget', 41, 'add_ratebudget'),
	(162, 'Can change rate budget', 41, 'change_ratebudget'),
	(163, 'Can delete rate budget', 41, 'delete_ratebudget'),
	(164, 'Can view rate budget', 41, 'view_ratebudget'),
	(165, 'Can add identity', 42, 'add_identity'),
	(166, 'Can change identity', 42, 'change_identity'),
	(167, 'Can delete identity', 42, 'delete_identity'),
	(168, 'Can view identity', 42, 'view_identity'),
	(169, 'Can add import run', 43, 'add_importrun'),
	(170, 'Can change import run', 43, 'change_importrun'),
	(171, 'Can delete import run', 43, 'delete_importrun'),
	(172, 'Can view import run', 43, 'view_importrun'),
	(173, 'Can add quarantined', 44, 'add_quarantined'),
	(174, 'Can change quarantined', 44, 'change_quarantined'),
	(175, 'Can delete quarantined', 44, 'delete_quarantined'),
	(176, 'Can view quarantined', 44, 'view_quarantined'),
	(177, 'Can add sighting', 45, 'add_sighting'),
	(178, 'Can change sighting', 45, 'change_sighting'),
	(179, 'Can delete sighting', 45, 'delete_sighting'),
	(180, 'Can view sighting', 45, 'view_sighting'),
	(181, 'Can add thread', 46, 'add_thread'),
	(182, 'Can change thread', 46, 'change_thread'),
	(183, 'Can delete thread', 46, 'delete_thread'),
	(184, 'Can view thread', 46, 'view_thread'),
	(185, 'Can add message', 47, 'add_message'),
	(186, 'Can change message', 47, 'change_message'),
	(187, 'Can delete message', 47, 'delete_message'),
	(188, 'Can view message', 47, 'view_message'),
	(189, 'Can add query stamp', 48, 'add_querystamp'),
	(190, 'Can change query stamp', 48, 'change_querystamp'),
	(191, 'Can delete query stamp', 48, 'delete_querystamp'),
	(192, 'Can view query stamp', 48, 'view_querystamp'),
	(193, 'Can add stored list', 49, 'add_storedlist'),
	(194, 'Can change stored list', 49, 'change_storedlist'),
	(195, 'Can delete stored list', 49, 'delete_storedlist'),
	(196, 'Can view stored list', 49, 'view_storedlist'),
	(197, 'Can add query', 50, 'add_query'),
	(198, 'Can change query', 50, 'change_query'),
	(199, 'Can delete query', 50, 'delete_query'),
	(200, 'Can view query', 50, 'view_query'),
	(201, 'Can add search document', 51, 'add_searchdocument'),
	(202, 'Can change search document', 51, 'change_searchdocument'),
	(203, 'Can delete search document', 51, 'delete_searchdocument'),
	(204, 'Can view search document', 51, 'view_searchdocument'),
	(205, 'Can add mention', 52, 'add_mention'),
	(206, 'Can change mention', 52, 'change_mention'),
	(207, 'Can delete mention', 52, 'delete_mention'),
	(208, 'Can view mention', 52, 'view_mention'),
	(209, 'Can add backfill', 53, 'add_backfill'),
	(210, 'Can change backfill', 53, 'change_backfill'),
	(211, 'Can delete backfill', 53, 'delete_backfill'),
	(212, 'Can view backfill', 53, 'view_backfill'),
	(213, 'Can add query version', 54, 'add_queryversion'),
	(214, 'Can change query version', 54, 'change_queryversion'),
	(215, 'Can delete query version', 54, 'delete_queryversion'),
	(216, 'Can view query version', 54, 'view_queryversion'),
	(217, 'Can add day audit', 55, 'add_dayaudit'),
	(218, 'Can change day audit', 55, 'change_dayaudit'),
	(219, 'Can delete day audit', 55, 'delete_dayaudit'),
	(220, 'Can view day audit', 55, 'view_dayaudit'),
	(221, 'Can add listening span', 56, 'add_listeningspan'),
	(222, 'Can change listening span', 56, 'change_listeningspan'),
	(223, 'Can delete listening span', 56, 'delete_listeningspan'),
	(224, 'Can view listening span', 56, 'view_listeningspan'),
	(225, 'Can add board fact', 57, 'add_boardfact'),
	(226, 'Can change board fact', 57, 'change_boardfact'),
	(227, 'Can delete board fact', 57, 'delete_boardfact'),
	(228, 'Can view board fact', 57, 'view_boardfact'),
	(229, 'Can add board fact version', 58, 'add_boardfactversion'),
	(230, 'Can change board fact version', 58, 'change_boardfactversion'),
	(231, 'Can delete board fact version', 58, 'delete_boardfactversion'),
	(232, 'Can view board fact version', 58, 'view_boardfactversion'),
	(233, 'Can add seen call', 59, 'add_seencall'),
	(234, 'Can change seen call', 59, 'change_seencall'),
	(235, 'Can delete seen call', 59, 'delete_seencall'),
	(236, 'Can view seen call', 59, 'view_seencall'),
	(237, 'Can add original', 60, 'add_original'),
	(238, 'Can change original', 60, 'change_original'),
	(239, 'Can delete original', 60, 'delete_original'),
	(240, 'Can view original', 60, 'view_original'),
	(241, 'Can add thread reading', 61, 'add_threadreading'),
	(242, 'Can change thread reading', 61, 'change_threadreading'),
	(243, 'Can delete thread reading', 61, 'delete_threadreading'),
	(244, 'Can view thread reading', 61, 'view_threadreading'),
	(245, 'Can add follower count', 62, 'add_followercount'),
	(246, 'Can change follower count', 62, 'change_followercount'),
	(247, 'Can delete follower count', 62, 'delete_followercount'),
	(248, 'Can view follower count', 62, 'view_followercount'),
	(249, 'Can add reading', 63, 'add_reading'),
	(250, 'Can change reading', 63, 'change_reading'),
	(251, 'Can delete reading', 63, 'delete_reading'),
	(252, 'Can view reading', 63, 'view_reading'),
	(253, 'Can add correction', 64, 'add_correction'),
	(254, 'Can change correction', 64, 'change_correction'),
	(255, 'Can delete correction', 64, 'delete_correction'),
	(256, 'Can view correction', 64, 'view_correction'),
	(257, 'Can add statement', 65, 'add_statement'),
	(258, 'Can change statement', 65, 'change_statement'),
	(259, 'Can delete statement', 65, 'delete_statement'),
	(260, 'Can view statement', 65, 'view_statement'),
	(261, 'Can add promise', 66, 'add_promise'),
	(262, 'Can change promise', 66, 'change_promise'),
	(263, 'Can delete promise', 66, 'delete_promise'),
	(264, 'Can view promise', 66, 'view_promise'),
	(265, 'Can add spoken', 67, 'add_spoken'),
	(266, 'Can change spoken', 67, 'change_spoken'),
	(267, 'Can delete spoken', 67, 'delete_spoken'),
	(268, 'Can view spoken', 67, 'view_spoken'),
	(269, 'Can add saved reply', 68, 'add_savedreply'),
	(270, 'Can change saved reply', 68, 'change_savedreply'),
	(271, 'Can delete saved reply', 68, 'delete_savedreply'),
	(272, 'Can view saved reply', 68, 'view_savedreply'),
	(273, 'Can add saved reply text', 69, 'add_savedreplytext'),
	(274, 'Can change saved reply text', 69, 'change_savedreplytext'),
	(275, 'Can delete saved reply text', 69, 'delete_savedreplytext'),
	(276, 'Can view saved reply text', 69, 'view_savedreplytext'),
	(277, 'Can add claim', 70, 'add_claim'),
	(278, 'Can change claim', 70, 'change_claim'),
	(279, 'Can delete claim', 70, 'delete_claim'),
	(280, 'Can view claim', 70, 'view_claim'),
	(281, 'Can add approval rule', 71, 'add_approvalrule'),
	(282, 'Can change approval rule', 71, 'change_approvalrule'),
	(283, 'Can delete approval rule', 71, 'delete_approvalrule'),
	(284, 'Can view approval rule', 71, 'view_approvalrule'),
	(285, 'Can add approval', 72, 'add_approval'),
	(286, 'Can change approval', 72, 'change_approval'),
	(287, 'Can delete approval', 72, 'delete_approval'),
	(288, 'Can view approval', 72, 'view_approval'),
	(289, 'Can add check setting', 73, 'add_checksetting'),
	(290, 'Can change check setting', 73, 'change_checksetting'),
	(291, 'Can delete check setting', 73, 'delete_checksetting'),
	(292, 'Can view check setting', 73, 'view_checksetting'),
	(293, 'Can add objection', 74, 'add_objection'),
	(294, 'Can change objection', 74, 'change_objection'),
	(295, 'Can delete objection', 74, 'delete_objection'),
	(296, 'Can view objection', 74, 'view_objection'),
	(297, 'Can add caution', 75, 'add_caution'),
	(298, 'Can change caution', 75, 'change_caution'),
	(299, 'Can delete caution', 75, 'delete_caution'),
	(300, 'Can view caution', 75, 'view_caution'),
	(301, 'Can add conversation', 76, 'add_conversation'),
	(302, 'Can change conversation', 76, 'change_conversation'),
	(303, 'Can delete conversation', 76, 'delete_conversation'),
	(304, 'Can view conversation', 76, 'view_conversation'),
	(305, 'Can add answer', 77, 'add_answer'),
	(306, 'Can change answer', 77, 'change_answer'),
	(307, 'Can delete answer', 77, 'delete_answer'),
	(308, 'Can view answer', 77, 'view_answer'),
	(310, 'Can change note', 78, 'change_note'),
	(311, 'Can delete note', 78, 'delete_note'),
	(312, 'Can view note', 78, 'view_note'),
	(313, 'Can add reply draft', 79, 'add_replydraft'),
	(314, 'Can change reply draft', 79, 'change_replydraft'),
	(315, 'Can delete reply draft', 79, 'delete_replydraft'),
	(316, 'Can view reply draft', 79, 'view_replydraft'),
	(317, 'Can add turn', 80, 'add_turn'),
	(318, 'Can change turn', 80, 'change_turn'),
	(319, 'Can delete turn', 80, 'delete_turn'),
	(320, 'Can view turn', 80, 'view_turn'),
	(321, 'Can add clock policy', 81, 'add_clockpolicy'),
	(322, 'Can change clock policy', 81, 'change_clockpolicy'),
	(323, 'Can delete clock policy', 81, 'delete_clockpolicy'),
	(324, 'Can view clock policy', 81, 'view_clockpolicy'),
	(325, 'Can add told fact', 82, 'add_toldfact'),
	(326, 'Can change told fact', 82, 'change_toldfact'),
	(327, 'Can delete told fact', 82, 'delete_toldfact'),
	(328, 'Can view told fact', 82, 'view_toldfact'),
	(329, 'Can add pause', 83, 'add_pause'),
	(330, 'Can change pause', 83, 'change_pause'),
	(331, 'Can delete pause', 83, 'delete_pause'),
	(332, 'Can view pause', 83, 'view_pause'),
	(333, 'Can add failing', 84, 'add_failing'),
	(334, 'Can change failing', 84, 'change_failing'),
	(335, 'Can delete failing', 84, 'delete_failing'),
	(336, 'Can view failing', 84, 'view_failing'),
	(337, 'Can add failing evidence', 85, 'add_failingevidence'),
	(338, 'Can change failing evidence', 85, 'change_failingevidence'),
	(339, 'Can delete failing evidence', 85, 'delete_failingevidence'),
	(340, 'Can view failing evidence', 85, 'view_failingevidence'),
	(341, 'Can add private link', 86, 'add_privatelink'),
	(342, 'Can change private link', 86, 'change_privatelink'),
	(343, 'Can delete private link', 86, 'delete_privatelink'),
	(344, 'Can view private link', 86, 'view_privatelink'),
	(345, 'Can add many at once', 87, 'add_manyatonce'),
	(346, 'Can change many at once', 87, 'change_manyatonce'),
	(347, 'Can delete many at once', 87, 'delete_manyatonce'),
	(348, 'Can view many at once', 87, 'view_manyatonce'),
	(349, 'Can add merging', 88, 'add_merging'),
	(350, 'Can change merging', 88, 'change_merging'),
	(351, 'Can delete merging', 88, 'delete_merging'),
	(352, 'Can view merging', 88, 'view_merging'),
	(353, 'Can add one of many', 89, 'add_oneofmany'),
	(354, 'Can change one of many', 89, 'change_oneofmany'),
	(355, 'Can delete one of many', 89, 'delete_oneofmany'),
	(356, 'Can view one of many', 89, 'view_oneofmany'),
	(357, 'Can add resolve reason', 90, 'add_resolvereason'),
	(358, 'Can change resolve reason', 90, 'change_resolvereason'),
	(359, 'Can delete resolve reason', 90, 'delete_resolvereason'),
	(360, 'Can view resolve reason', 90, 'view_resolvereason'),
	(361, 'Can add view', 91, 'add_view'),
	(362, 'Can change view', 91, 'change_view'),
	(363, 'Can delete view', 91, 'delete_view'),
	(364, 'Can view view', 91, 'view_view'),
	(365, 'Can add consultation', 92, 'add_consultation'),
	(366, 'Can change consultation', 92, 'change_consultation'),
	(367, 'Can delete consultation', 92, 'delete_consultation'),
	(368, 'Can view consultation', 92, 'view_consultation'),
	(369, 'Can add shared answer', 93, 'add_sharedanswer'),
	(370, 'Can change shared answer', 93, 'change_sharedanswer'),
	(371, 'Can delete shared answer', 93, 'delete_sharedanswer'),
	(372, 'Can view shared answer', 93, 'view_sharedanswer'),
	(373, 'Can add watch', 94, 'add_watch'),
	(374, 'Can change watch', 94, 'change_watch'),
	(375, 'Can delete watch', 94, 'delete_watch'),
	(376, 'Can view watch', 94, 'view_watch'),
	(377, 'Can add shifts ended', 95, 'add_shiftsended'),
	(378, 'Can change shifts ended', 95, 'change_shiftsended'),
	(379, 'Can delete shifts ended', 95, 'delete_shiftsended'),
	(380, 'Can view shifts ended', 95, 'view_shiftsended'),
	(381, 'Can add brand routing', 96, 'add_brandrouting'),
	(382, 'Can change brand routing', 96, 'change_brandrouting'),
	(383, 'Can delete brand routing', 96, 'delete_brandrouting'),
	(384, 'Can view brand routing', 96, 'view_brandrouting'),
	(385, 'Can add handover offer', 97, 'add_handoveroffer'),
	(386, 'Can change handover offer', 97, 'change_handoveroffer'),
	(387, 'Can delete handover offer', 97, 'delete_handoveroffer'),
	(388, 'Can view handover offer', 97, 'view_handoveroffer'),
	(389, 'Can add intent skill', 98, 'add_intentskill'),
	(390, 'Can change intent skill', 98, 'change_intentskill'),
	(391, 'Can delete intent skill', 98, 'delete_intentskill'),
	(392, 'Can view intent skill', 98, 'view_intentskill'),
	(393, 'Can add routing step', 99, 'add_routingstep'),
	(394, 'Can change routing step', 99, 'change_routingstep'),
	(395, 'Can delete routing step', 99, 'delete_routingstep'),
	(396, 'Can view routing step', 99, 'view_routingstep'),
	(397, 'Can add escalation', 100, 'add_escalation'),
	(398, 'Can change escalation', 100, 'change_escalation'),
	(399, 'Can delete escalation', 100, 'delete_escalation'),
	(400, 'Can view escalation', 100, 'view_escalation'),
	(401, 'Can add failing call', 101, 'add_failingcall'),
	(402, 'Can change failing call', 101, 'change_failingcall'),
	(403, 'Can delete failing call', 101, 'delete_failingcall'),
	(404, 'Can view failing call', 101, 'view_failingcall'),
	(405, 'Can add label', 102, 'add_label'),
	(406, 'Can change label', 102, 'change_label'),
	(407, 'Can delete label', 102, 'delete_label'),
	(408, 'Can view label', 102, 'view_label'),
	(409, 'Can add triage rule', 103, 'add_triagerule'),
	(410, 'Can change triage rule', 103, 'change_triagerule'),
	(411, 'Can delete triage rule', 103, 'delete_triagerule'),
	(412, 'Can view triage rule', 103, 'view_triagerule'),
	(413, 'Can add rule applied', 104, 'add_ruleapplied'),
	(414, 'Can change rule applied', 104, 'change_ruleapplied'),
	(415, 'Can delete rule applied', 104, 'delete_ruleapplied'),
	(416, 'Can view rule applied', 104, 'view_ruleapplied'),
	(417, 'Can add conversation label', 105, 'add_conversationlabel'),
	(418, 'Can change conversation label', 105, 'change_conversationlabel'),
	(419, 'Can delete conversation label', 105, 'delete_conversationlabel'),
	(420, 'Can view conversation label', 105, 'view_conversationlabel'),
	(421, 'Can add moderation rule', 106, 'add_moderationrule'),
	(422, 'Can change moderation rule', 106, 'change_moderationrule'),
	(423, 'Can delete moderation rule', 106, 'delete_moderationrule'),
	(424, 'Can view moderation rule', 106, 'view_moderationrule'),
	(425, 'Can add moderation act', 107, 'add_moderationact'),
	(426, 'Can change moderation act', 107, 'change_moderationact'),
	(427, 'Can delete moderation act', 107, 'delete_moderationact'),
	(428, 'Can view moderation act', 107, 'view_moderationact'),
	(429, 'Can add solved line', 108, 'add_solvedline'),
	(430, 'Can change solved line', 108, 'change_solvedline'),
	(431, 'Can delete solved line', 108, 'delete_solvedline'),
	(432, 'Can view solved line', 108, 'view_solvedline'),
	(433, 'Can add case key', 109, 'add_casekey'),
	(434, 'Can change case key', 109, 'change_casekey'),
	(435, 'Can delete case key', 109, 'delete_casekey'),
	(436, 'Can view case key', 109, 'view_casekey'),
	(437, 'Can add solved in public', 110, 'add_solvedinpublic'),
	(438, 'Can change solved in public', 110, 'change_solvedinpublic'),
	(439, 'Can delete solved in public', 110, 'delete_solvedinpublic'),
	(440, 'Can view solved in public', 110, 'view_solvedinpublic'),
	(441, 'Can add automatic reply', 111, 'add_automaticreply'),
	(442, 'Can change automatic reply', 111, 'change_automaticreply'),
	(443, 'Can delete automatic reply', 111, 'delete_automaticreply'),
	(444, 'Can view automatic reply', 111, 'view_automaticreply'),
	(445, 'Can add permission', 112, 'add_permission'),
	(446, 'Can change permission', 112, 'change_permission'),
	(447, 'Can delete permission', 112, 'delete_permission'),
	(448, 'Can view permission', 112, 'view_permission'),
	(449, 'Can add group', 113, 'add_group'),
	(450, 'Can change group', 113, 'change_group'),
	(451, 'Can delete group', 113, 'delete_group'),
	(452, 'Can view group', 113, 'view_group'),
	(453, 'Can add content type', 114, 'add_contenttype'),
	(454, 'Can change content type', 114, 'change_contenttype'),
	(455, 'Can delete content type', 114, 'delete_contenttype'),
	(456, 'Can view content type', 114, 'view_contenttype'),
	(457, 'Can add session', 115, 'add_session'),
	(458, 'Can change session', 115, 'change_session'),
	(459, 'Can delete session', 115, 'delete_session'),
	(460, 'Can view session', 115, 'view_session'),
	(461, 'Can add procrastinate event', 116, 'add_procrastinateevent'),
	(462, 'Can change procrastinate event', 116, 'change_procrastinateevent'),
	(463, 'Can delete procrastinate event', 116, 'delete_procrastinateevent'),
	(464, 'Can view procrastinate event', 116, 'view_procrastinateevent'),
	(465, 'Can add procrastinate job', 117, 'add_procrastinatejob'),
	(466, 'Can change procrastinate job', 117, 'change_procrastinatejob'),
	(467, 'Can delete procrastinate job', 117, 'delete_procrastinatejob'),
	(468, 'Can view procrastinate job', 117, 'view_procrastinatejob'),
	(469, 'Can add procrastinate periodic defer', 118, 'add_procrastinateperiodicdefer'),
	(470, 'Can change procrastinate periodic defer', 118, 'change_procrastinateperiodicdefer'),
	(471, 'Can delete procrastinate periodic defer', 118, 'delete_procrastinateperiodicdefer'),
	(472, 'Can view procrastinate periodic defer', 118, 'view_procrastinateperiodicdefer'),
	(473, 'Can add procrastinate worker', 119, 'add_procrastinateworker'),
	(474, 'Can change procrastinate worker', 119, 'change_procrastinateworker'),
	(475, 'Can delete procrastinate worker', 119, 'delete_procrastinateworker'),
	(476, 'Can view procrastinate worker', 119, 'view_procrastinateworker'),
	(477, 'Can add email address', 120, 'add_emailaddress'),
	(478, 'Can change email address', 120, 'change_emailaddress'),
	(479, 'Can delete email address', 120, 'delete_emailaddress'),
	(480, 'Can view email address', 120, 'view_emailaddress'),
	(481, 'Can add email confirmation', 121, 'add_emailconfirmation'),
	(482, 'Can change email confirmation', 121, 'change_emailconfirmation'),
	(483, 'Can delete email confirmation', 121, 'delete_emailconfirmation'),
	(484, 'Can view email confirmation', 121, 'view_emailconfirmation'),
	(485, 'Can add authenticator', 122, 'add_authenticator'),
	(486, 'Can change authenticator', 122, 'change_authenticator'),
	(487, 'Can delete authenticator', 122, 'delete_authenticator'),
	(488, 'Can view authenticator', 122, 'view_authenticator'),
	(489, 'Can add social account', 123, 'add_socialaccount'),
	(490, 'Can change social account', 123, 'change_socialaccount'),
	(491, 'Can delete social account', 123, 'delete_socialaccount'),
	(492, 'Can view social account', 123, 'view_socialaccount'),
	(493, 'Can add social application', 124, 'add_socialapp'),
	(494, 'Can change social application', 124, 'change_socialapp'),
	(495, 'Can delete social application', 124, 'delete_socialapp'),
	(496, 'Can view social application', 124, 'view_socialapp'),
	(497, 'Can add social application token', 125, 'add_socialtoken'),
	(498, 'Can change social application token', 125, 'change_socialtoken'),
	(499, 'Can delete social application token', 125, 'delete_socialtoken'),
	(500, 'Can view social application token', 125, 'view_socialtoken');
INSERT INTO public.django_content_type VALUES
	(1, 'ledger', 'tick'),
	(2, 'ledger', 'storedfact'),
	(3, 'ledger', 'timelineentry'),
	(4, 'workspace', 'brand'),
	(5, 'workspace', 'organisation'),
	(6, 'workspace', 'retentionrule'),
	(7, 'workspace', 'setuptoken'),
	(8, 'workspace', 'member'),
	(9, 'workspace', 'invitation'),
	(10, 'workspace', 'purpose'),
	(11, 'workspace', 'signinlink'),
	(12, 'workspace', 'team'),
	(13, 'workspace', 'businesshours'),
	(14, 'workspace', 'notice'),
	(15, 'workspace', 'noticedelivery'),
	(16, 'workspace', 'noticeway'),
	(17, 'workspace', 'phonecall'),
	(18, 'workspace', 'phonerun'),
	(19, 'workspace', 'phonetree'),
	(20, 'workspace', 'phonetreestep'),
	(21, 'workspace', 'replytoken'),
	(22, 'workspace', 'stafftask'),
	(23, 'workspace', 'absence'),
	(24, 'workspace', 'shift'),
	(25, 'workspace', 'shiftpattern'),
	(26, 'workspace', 'escalationstep'),
	(27, 'workspace', 'morningsetting'),
	(28, 'workspace', 'teamhook'),
	(29, 'workspace', 'morningmail'),
	(30, 'workspace', 'practiceanswer'),
	(31, 'workspace', 'namedhours'),
	(32, 'assets', 'asset'),
	(33, 'assets', 'outsidepicture'),
	(34, 'people', 'erasure'),
	(35, 'people', 'person'),
	(36, 'people', 'tombstone'),
	(37, 'people', 'handle'),
	(38, 'channels', 'account'),
	(39, 'channels', 'hold'),
	(40, 'channels', 'delivery'),
	(41, 'channels', 'ratebudget'),
	(42, 'listen', 'identity'),
	(43, 'listen', 'importrun'),
	(44, 'listen', 'quarantined'),
	(45, 'listen', 'sighting'),
	(46, 'listen', 'thread'),
	(47, 'listen', 'message'),
	(48, 'listen', 'querystamp'),
	(49, 'listen', 'storedlist'),
	(50, 'listen', 'query'),
	(51, 'listen', 'searchdocument'),
	(52, 'listen', 'mention'),
	(53, 'listen', 'backfill'),
	(54, 'listen', 'queryversion'),
	(55, 'listen', 'dayaudit'),
	(56, 'listen', 'listeningspan'),
	(57, 'listen', 'boardfact'),
	(58, 'listen', 'boardfactversion'),
	(59, 'listen', 'seencall'),
	(60, 'listen', 'original'),
	(61, 'listen', 'threadreading'),
	(62, 'listen', 'followercount'),
	(63, 'understand', 'reading'),
	(64, 'understand', 'correction'),
	(65, 'voice', 'statement'),
	(66, 'voice', 'promise'),
	(67, 'voice', 'spoken'),
	(68, 'voice', 'savedreply'),
	(69, 'voice', 'savedreplytext'),
	(70, 'voice', 'claim'),
	(71, 'voice', 'approvalrule'),
	(72, 'voice', 'approval'),
	(73, 'voice', 'checksetting'),
	(74, 'voice', 'objection'),
	(75, 'voice', 'caution'),
	(76, 'converse', 'conversation'),
	(77, 'converse', 'answer'),
	(78, 'converse', 'note'),
	(79, 'converse', 'replydraft'),
	(80, 'converse', 'turn'),
	(81, 'converse', 'clockpolicy'),
	(82, 'converse', 'toldfact'),
	(83, 'converse', 'pause'),
	(84, 'converse', 'failing'),
	(85, 'converse', 'failingevidence'),
	(86, 'converse', 'privatelink'),
	(87, 'converse', 'manyatonce'),
	(88, 'converse', 'merging'),
	(89, 'converse', 'oneofmany'),
	(90, 'converse', 'resolvereason'),
	(91, 'converse', 'view'),
	(92, 'converse', 'consultation'),
	(93, 'converse', 'sharedanswer'),
	(94, 'converse', 'watch'),
	(95, 'converse', 'shiftsended'),
	(96, 'converse', 'brandrouting'),
	(97, 'converse', 'handoveroffer'),
	(98, 'converse', 'intentskill'),
	(99, 'converse', 'routingstep'),
	(100, 'converse', 'escalation'),
	(101, 'converse', 'failingcall'),
	(102, 'converse', 'label'),
	(103, 'converse', 'triagerule'),
	(104, 'converse', 'ruleapplied'),
	(105, 'converse', 'conversationlabel'),
	(106, 'converse', 'moderationrule'),
	(107, 'converse', 'moderationact'),
	(108, 'converse', 'solvedline'),
	(109, 'converse', 'casekey'),
	(110, 'converse', 'solvedinpublic'),
	(111, 'converse', 'automaticreply'),
	(112, 'auth', 'permission'),
	(113, 'auth', 'group'),
	(114, 'contenttypes', 'contenttype'),
	(115, 'sessions', 'session'),
	(116, 'procrastinate', 'procrastinateevent'),
	(117, 'procrastinate', 'procrastinatejob'),
	(118, 'procrastinate', 'procrastinateperiodicdefer'),
	(119, 'procrastinate', 'procrastinateworker'),
	(120, 'account', 'emailaddress'),
	(121, 'account', 'emailconfirmation'),
	(122, 'mfa', 'authenticator'),
	(123, 'socialaccount', 'socialaccount'),
	(124, 'socialaccount', 'socialapp'),
	(125, 'socialaccount', 'socialtoken');
INSERT INTO public.django_migrations VALUES
	(1, 'workspace', '0001_initial', '2026-01-01 00:00:00+00'),
	(2, 'account', '0001_initial', '2026-01-01 00:00:00+00'),
	(3, 'account', '0002_email_max_length', '2026-01-01 00:00:00+00'),
	(4, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-01-01 00:00:00+00'),
	(5, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-01-01 00:00:00+00'),
	(6, 'account', '0005_emailaddress_idx_upper_email', '2026-01-01 00:00:00+00'),
	(7, 'account', '0006_emailaddress_lower', '2026-01-01 00:00:00+00'),
	(8, 'account', '0007_emailaddress_idx_email', '2026-01-01 00:00:00+00'),
	(9, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-01-01 00:00:00+00'),
	(10, 'account', '0009_emailaddress_unique_primary_email', '2026-01-01 00:00:00+00'),
	(11, 'assets', '0001_initial', '2026-01-01 00:00:00+00'),
	(12, 'assets', '0002_media', '2026-01-01 00:00:00+00'),
	(13, 'contenttypes', '0001_initial', '2026-01-01 00:00:00+00'),
	(14, 'contenttypes', '0002_remove_content_type_name', '2026-01-01 00:00:00+00'),
	(15, 'auth', '0001_initial', '2026-01-01 00:00:00+00'),
	(16, 'auth', '0002_alter_permission_name_max_length', '2026-01-01 00:00:00+00'),
	(17, 'auth', '0003_alter_user_email_max_length', '2026-01-01 00:00:00+00'),
	(18, 'auth', '0004_alter_user_username_opts', '2026-01-01 00:00:00+00'),
	(19, 'auth', '0005_alter_user_last_login_null', '2026-01-01 00:00:00+00'),
	(20, 'auth', '0006_require_contenttypes_0002', '2026-01-01 00:00:00+00'),
	(21, 'auth', '0007_alter_validators_add_error_messages', '2026-01-01 00:00:00+00'),
	(22, 'auth', '0008_alter_user_username_max_length', '2026-01-01 00:00:00+00'),
	(23, 'auth', '0009_alter_user_last_name_max_length', '2026-01-01 00:00:00+00'),
	(24, 'auth', '0010_alter_group_name_max_length', '2026-01-01 00:00:00+00'),
	(25, 'auth', '0011_update_proxy_permissions', '2026-01-01 00:00:00+00'),
	(26, 'auth', '0012_alter_user_first_name_max_length', '2026-01-01 00:00:00+00'),
	(27, 'channels', '0001_initial', '2026-01-01 00:00:00+00'),
	(28, 'channels', '0002_places', '2026-01-01 00:00:00+00'),
	(29, 'channels', '0003_rate_budgets', '2026-01-01 00:00:00+00'),
	(30, 'channels', '0004_sign_in_ends', '2026-01-01 00:00:00+00'),
	(31, 'channels', '0005_moderation', '2026-01-01 00:00:00+00'),
	(32, 'channels', '0006_review', '2026-01-01 00:00:00+00'),
	(33, 'channels', '0007_delivery_given_up_at_delivery_given_up_by_and_more', '2026-01-01 00:00:00+00'),
	(34, 'channels', '0008_automatic', '2026-01-01 00:00:00+00'),
	(35, 'people', '0001_initial', '2026-01-01 00:00:00+00'),
	(36, 'people', '0002_handle_wrote_at', '2026-01-01 00:00:00+00'),
	(37, 'people', '0003_folded_name', '2026-01-01 00:00:00+00'),
	(38, 'workspace', '0002_cache_table', '2026-01-01 00:00:00+00'),
	(39, 'listen', '0001_initial', '2026-01-01 00:00:00+00'),
	(40, 'listen', '0002_queries', '2026-01-01 00:00:00+00'),
	(41, 'listen', '0003_audits', '2026-01-01 00:00:00+00'),
	(42, 'listen', '0004_recount', '2026-01-01 00:00:00+00'),
	(43, 'listen', '0005_board', '2026-01-01 00:00:00+00'),
	(44, 'listen', '0006_query_set_aside', '2026-01-01 00:00:00+00'),
	(45, 'listen', '0007_originals', '2026-01-01 00:00:00+00'),
	(46, 'listen', '0008_threads_around', '2026-01-01 00:00:00+00'),
	(47, 'listen', '0009_followers', '2026-01-01 00:00:00+00'),
	(48, 'listen', '0010_list_brand', '2026-01-01 00:00:00+00'),
	(49, 'listen', '0011_delays', '2026-01-01 00:00:00+00'),
	(50, 'listen', '0012_folded_authors', '2026-01-01 00:00:00+00'),
	(51, 'workspace', '0003_business_hours', '2026-01-01 00:00:00+00'),
	(52, 'workspace', '0004_notices', '2026-01-01 00:00:00+00'),
	(53, 'workspace', '0005_together', '2026-01-01 00:00:00+00'),
	(54, 'workspace', '0006_rota', '2026-01-01 00:00:00+00'),
	(55, 'workspace', '0007_escalation', '2026-01-01 00:00:00+00'),
	(56, 'workspace', '0008_morning', '2026-01-01 00:00:00+00'),
	(57, 'workspace', '0009_named_hours', '2026-01-01 00:00:00+00'),
	(58, 'voice', '0001_initial', '2026-01-01 00:00:00+00'),
	(59, 'voice', '0002_saved_replies_and_promises', '2026-01-01 00:00:00+00'),
	(60, 'converse', '0001_initial', '2026-01-01 00:00:00+00'),
	(61, 'converse', '0002_told_facts', '2026-01-01 00:00:00+00'),
	(62, 'converse', '0003_elsewhere', '2026-01-01 00:00:00+00'),
	(63, 'converse', '0004_clock_policies', '2026-01-01 00:00:00+00'),
	(64, 'converse', '0005_what_answers_do', '2026-01-01 00:00:00+00'),
	(65, 'converse', '0006_finding', '2026-01-01 00:00:00+00'),
	(66, 'converse', '0007_together', '2026-01-01 00:00:00+00'),
	(67, 'converse', '0008_handing_over', '2026-01-01 00:00:00+00'),
	(68, 'converse', '0009_alarms', '2026-01-01 00:00:00+00'),
	(69, 'converse', '0010_morning', '2026-01-01 00:00:00+00'),
	(70, 'converse', '0011_triage', '2026-01-01 00:00:00+00'),
	(71, 'converse', '0012_moderation', '2026-01-01 00:00:00+00'),
	(72, 'converse', '0013_solved_cases_and_hours', '2026-01-01 00:00:00+00'),
	(73, 'converse', '0014_when_clocks_began', '2026-01-01 00:00:00+00'),
	(74, 'converse', '0015_split_from', '2026-01-01 00:00:00+00'),
	(75, 'converse', '0016_automatic', '2026-01-01 00:00:00+00'),
	(76, 'ledger', '0001_initial', '2026-01-01 00:00:00+00'),
	(77, 'mfa', '0001_initial', '2026-01-01 00:00:00+00'),
	(78, 'mfa', '0002_authenticator_timestamps', '2026-01-01 00:00:00+00'),
	(79, 'mfa', '0003_authenticator_type_uniq', '2026-01-01 00:00:00+00'),
	(80, 'procrastinate', '0001_initial', '2026-01-01 00:00:00+00'),
	(81, 'procrastinate', '0002_drop_started_at_column', '2026-01-01 00:00:00+00'),
	(82, 'procrastinate', '0003_drop_started_at_column', '2026-01-01 00:00:00+00'),
	(83, 'procrastinate', '0004_drop_procrastinate_version_table', '2026-01-01 00:00:00+00'),
	(84, 'procrastinate', '0005_fix_procrastinate_fetch_job', '2026-01-01 00:00:00+00'),
	(85, 'procrastinate', '0006_fix_trigger_status_events_insert', '2026-01-01 00:00:00+00'),
	(86, 'procrastinate', '0007_add_queueing_lock_column', '2026-01-01 00:00:00+00'),
	(87, 'procrastinate', '0008_close_fetch_job_race_condition', '2026-01-01 00:00:00+00'),
	(88, 'procrastinate', '0009_add_defer_job_function', '2026-01-01 00:00:00+00'),
	(89, 'procrastinate', '0010_add_procrastinate_periodic_defers', '2026-01-01 00:00:00+00'),
	(90, 'procrastinate', '0011_add_foreign_key_index', '2026-01-01 00:00:00+00'),
	(91, 'procrastinate', '0012_add_locks_to_periodic_defer', '2026-01-01 00:00:00+00'),
	(92, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '2026-01-01 00:00:00+00'),
	(93, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '2026-01-01 00:00:00+00'),
	(94, 'procrastinate', '0015_add_trigger_on_job_deletion', '2026-01-01 00:00:00+00'),
	(95, 'procrastinate', '0016_delete_finished_jobs', '2026-01-01 00:00:00+00'),
	(96, 'procrastinate', '0017_add_checks_to_finish_job', '2026-01-01 00:00:00+00'),
	(97, 'procrastinate', '0018_add_checks_to_retry_job', '2026-01-01 00:00:00+00'),
	(98, 'procrastinate', '0019_fix_finish_job_compat_issue', '2026-01-01 00:00:00+00'),
	(99, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '2026-01-01 00:00:00+00'),
	(100, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '2026-01-01 00:00:00+00'),
	(101, 'procrastinate', '0022_null_locks_excluded', '2026-01-01 00:00:00+00'),
	(102, 'procrastinate', '0023_remove_old_finish_job_function', '2026-01-01 00:00:00+00'),
	(103, 'procrastinate', '0024_job_id_bigint', '2026-01-01 00:00:00+00'),
	(104, 'procrastinate', '0025_add_models', '2026-01-01 00:00:00+00'),
	(105, 'procrastinate', '0026_add_job_priority', '2026-01-01 00:00:00+00'),
	(106, 'procrastinate', '0027_add_periodic_job_priority', '2026-01-01 00:00:00+00'),
	(107, 'procrastinate', '0028_add_cancel_states', '2026-01-01 00:00:00+00'),
	(108, 'procrastinate', '0029_add_additional_params_to_retry_job', '2026-01-01 00:00:00+00'),
	(109, 'procrastinate', '0030_alter_procrastinateevent_options', '2026-01-01 00:00:00+00'),
	(110, 'procrastinate', '0031_add_indexes_for_fetch_job', '2026-01-01 00:00:00+00'),
	(111, 'procrastinate', '0032_pre_cancel_notification', '2026-01-01 00:00:00+00'),
	(112, 'procrastinate', '0033_post_cancel_notification', '2026-01-01 00:00:00+00'),
	(113, 'procrastinate', '0034_pre_add_heartbeat', '2026-01-01 00:00:00+00'),
	(114, 'procrastinate', '0035_post_add_heartbeat', '2026-01-01 00:00:00+00'),
	(115, 'procrastinate', '0036_add_worker_model', '2026-01-01 00:00:00+00'),
	(116, 'procrastinate', '0037_pre_batch_defer_jobs', '2026-01-01 00:00:00+00'),
	(117, 'procrastinate', '0038_post_batch_defer_jobs', '2026-01-01 00:00:00+00'),
	(118, 'procrastinate', '0039_pre_priority_lock_fetch_job', '2026-01-01 00:00:00+00'),
	(119, 'procrastinate', '0040_pre_retry_failed_job', '2026-01-01 00:00:00+00'),
	(120, 'procrastinate', '0041_post_retry_failed_job', '2026-01-01 00:00:00+00'),
	(121, 'sessions', '0001_initial', '2026-01-01 00:00:00+00'),
	(122, 'socialaccount', '0001_initial', '2026-01-01 00:00:00+00'),
	(123, 'socialaccount', '0002_token_max_lengths', '2026-01-01 00:00:00+00'),
	(124, 'socialaccount', '0003_extra_data_default_dict', '2026-01-01 00:00:00+00'),
	(125, 'socialaccount', '0004_app_provider_id_settings', '2026-01-01 00:00:00+00'),
	(126, 'socialaccount', '0005_socialtoken_nullable_app', '2026-01-01 00:00:00+00'),
	(127, 'socialaccount', '0006_alter_socialaccount_extra_data', '2026-01-01 00:00:00+00'),
	(128, 'understand', '0001_initial', '2026-01-01 00:00:00+00'),
	(129, 'understand', '0002_reading_emotion', '2026-01-01 00:00:00+00'),
	(130, 'workspace', '0010_notices_done', '2026-01-01 00:00:00+00'),
	(131, 'voice', '0003_macros_that_sort', '2026-01-01 00:00:00+00'),
	(132, 'voice', '0004_memory', '2026-01-01 00:00:00+00'),
	(133, 'voice', '0005_indexes_without_a_list', '2026-01-01 00:00:00+00'),
	(134, 'voice', '0006_approvals', '2026-01-01 00:00:00+00'),
	(135, 'voice', '0007_checksetting_objection', '2026-01-01 00:00:00+00'),
	(136, 'voice', '0008_caution', '2026-01-01 00:00:00+00'),
	(137, 'voice', '0009_drawn_index', '2026-01-01 00:00:00+00'),
	(138, 'voice', '0010_audience', '2026-01-01 00:00:00+00'),
	(139, 'voice', '0011_holding_statements', '2026-01-01 00:00:00+00');
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_asset_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_outsidepicture_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 500, true);
SELECT pg_catalog.setval('public.channels_account_id_seq', 1, false);
SELECT pg_catalog.setval('public.channels_delivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.channels_hold_id_seq', 1, false);
SELECT pg_catalog.setval('public.channels_ratebudget_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_answer_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_automaticreply_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_brandrouting_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_casekey_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_clockpolicy_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_consultation_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_conversation_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_conversationlabel_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_escalation_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_failing_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_failingcall_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_failingevidence_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_handoveroffer_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_intentskill_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_label_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_manyatonce_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_merging_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_moderationact_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_moderationrule_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_note_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_oneofmany_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_pause_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_privatelink_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_replydraft_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_resolvereason_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_routingstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_ruleapplied_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_sharedanswer_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_shiftsended_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_solvedinpublic_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_solvedline_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_toldfact_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_triagerule_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_triagerule_labels_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_triagerule_tells_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_triagerule_unlabels_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_turn_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_view_id_seq', 1, false);
SELECT pg_catalog.setval('public.converse_watch_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 125, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 139, true);
SELECT pg_catalog.setval('public.ledger_storedfact_id_seq', 1, false);
SELECT pg_catalog.setval('public.ledger_timelineentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_backfill_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_boardfact_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_boardfactversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_dayaudit_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_identity_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_importrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_listeningspan_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_mention_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_quarantined_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_query_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_querystamp_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_queryversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_seencall_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_sighting_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_storedlist_id_seq', 1, false);
SELECT pg_catalog.setval('public.listen_thread_id_seq', 1, false);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_erasure_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_handle_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_person_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_tombstone_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialaccount_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialapp_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialtoken_id_seq', 1, false);
SELECT pg_catalog.setval('public.understand_correction_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_approval_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_approvalrule_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_caution_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_checksetting_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_claim_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_objection_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_promise_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_savedreply_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_savedreplytext_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_spoken_id_seq', 1, false);
SELECT pg_catalog.setval('public.voice_statement_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_absence_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_brand_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_businesshours_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_escalationstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_member_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_morningmail_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_morningsetting_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_morningsetting_members_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_namedhours_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_notice_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_noticedelivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_noticeway_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_organisation_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_phonecall_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_phonerun_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_phonetree_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_phonetreestep_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_practiceanswer_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_purpose_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_replytoken_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_setuptoken_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_shift_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_shiftpattern_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_signinlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_stafftask_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_team_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_team_members_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspace_teamhook_id_seq', 1, false);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_asset
    ADD CONSTRAINT assets_asset_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_outsidepicture
    ADD CONSTRAINT assets_outsidepicture_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_outsidepicture
    ADD CONSTRAINT assets_outsidepicture_url_digest_key UNIQUE (url_digest);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_account
    ADD CONSTRAINT channels_account_identity UNIQUE (network, remote_id);
ALTER TABLE ONLY public.channels_account
    ADD CONSTRAINT channels_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_idempotency_key_key UNIQUE (idempotency_key);
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_hold
    ADD CONSTRAINT channels_hold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channels_ratebudget
    ADD CONSTRAINT channels_rate_budget_once UNIQUE (account_id, endpoint);
ALTER TABLE ONLY public.channels_ratebudget
    ADD CONSTRAINT channels_ratebudget_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_answer
    ADD CONSTRAINT converse_answer_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.converse_answer
    ADD CONSTRAINT converse_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_automaticreply
    ADD CONSTRAINT converse_automaticreply_account_id_key UNIQUE (account_id);
ALTER TABLE ONLY public.converse_automaticreply
    ADD CONSTRAINT converse_automaticreply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_brandrouting
    ADD CONSTRAINT converse_brandrouting_brand_id_key UNIQUE (brand_id);
ALTER TABLE ONLY public.converse_brandrouting
    ADD CONSTRAINT converse_brandrouting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_casekey
    ADD CONSTRAINT converse_casekey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_clockpolicy
    ADD CONSTRAINT converse_clockpolicy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_consultation
    ADD CONSTRAINT converse_consultation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_conversationlabel
    ADD CONSTRAINT converse_conversationlabel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_replydraft
    ADD CONSTRAINT converse_draft_once UNIQUE (conversation_id, member_id);
ALTER TABLE ONLY public.converse_escalation
    ADD CONSTRAINT converse_escalation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_failingevidence
    ADD CONSTRAINT converse_failing_evidence_once UNIQUE (failing_id, conversation_id);
ALTER TABLE ONLY public.converse_failing
    ADD CONSTRAINT converse_failing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_failingcall
    ADD CONSTRAINT converse_failingcall_key_key UNIQUE (key);
ALTER TABLE ONLY public.converse_failingcall
    ADD CONSTRAINT converse_failingcall_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_failingevidence
    ADD CONSTRAINT converse_failingevidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_handoveroffer
    ADD CONSTRAINT converse_handoveroffer_conversation_id_key UNIQUE (conversation_id);
ALTER TABLE ONLY public.converse_handoveroffer
    ADD CONSTRAINT converse_handoveroffer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_intentskill
    ADD CONSTRAINT converse_intentskill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_label
    ADD CONSTRAINT converse_label_key_key UNIQUE (key);
ALTER TABLE ONLY public.converse_label
    ADD CONSTRAINT converse_label_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_conversationlabel
    ADD CONSTRAINT converse_labelled_once UNIQUE (conversation_id, label_id);
ALTER TABLE ONLY public.converse_manyatonce
    ADD CONSTRAINT converse_manyatonce_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_merging
    ADD CONSTRAINT converse_merging_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationact_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationact_undo_delivery_id_key UNIQUE (undo_delivery_id);
ALTER TABLE ONLY public.converse_moderationrule
    ADD CONSTRAINT converse_moderationrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_note
    ADD CONSTRAINT converse_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_oneofmany
    ADD CONSTRAINT converse_one_of_many UNIQUE (act_id, conversation_id);
ALTER TABLE ONLY public.converse_oneofmany
    ADD CONSTRAINT converse_oneofmany_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_pause
    ADD CONSTRAINT converse_pause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_privatelink
    ADD CONSTRAINT converse_privatelink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.converse_privatelink
    ADD CONSTRAINT converse_privatelink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_replydraft
    ADD CONSTRAINT converse_replydraft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_resolvereason
    ADD CONSTRAINT converse_resolvereason_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_resolvereason
    ADD CONSTRAINT converse_resolvereason_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.converse_routingstep
    ADD CONSTRAINT converse_routingstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_ruleapplied
    ADD CONSTRAINT converse_rule_once_a_cause UNIQUE (rule_id, conversation_id, cause);
ALTER TABLE ONLY public.converse_moderationrule
    ADD CONSTRAINT converse_rule_version_once UNIQUE (first_id, version);
ALTER TABLE ONLY public.converse_ruleapplied
    ADD CONSTRAINT converse_ruleapplied_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_sharedanswer
    ADD CONSTRAINT converse_shared_answer_once UNIQUE (consultation_id, conversation_id);
ALTER TABLE ONLY public.converse_sharedanswer
    ADD CONSTRAINT converse_sharedanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_shiftsended
    ADD CONSTRAINT converse_shiftsended_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_shiftsended
    ADD CONSTRAINT converse_shiftsended_singleton_key UNIQUE (singleton);
ALTER TABLE ONLY public.converse_intentskill
    ADD CONSTRAINT converse_skill_of_intent UNIQUE (brand_id, intent);
ALTER TABLE ONLY public.converse_solvedinpublic
    ADD CONSTRAINT converse_solvedinpublic_conversation_id_key UNIQUE (conversation_id);
ALTER TABLE ONLY public.converse_solvedinpublic
    ADD CONSTRAINT converse_solvedinpublic_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.converse_solvedinpublic
    ADD CONSTRAINT converse_solvedinpublic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_solvedline
    ADD CONSTRAINT converse_solvedline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_solvedline
    ADD CONSTRAINT converse_solvedline_singleton_key UNIQUE (singleton);
ALTER TABLE ONLY public.converse_routingstep
    ADD CONSTRAINT converse_step_once UNIQUE NULLS NOT DISTINCT (brand_id, account_id, "position");
ALTER TABLE ONLY public.converse_toldfact
    ADD CONSTRAINT converse_told_fact_once UNIQUE (fact_id, delivery_id);
ALTER TABLE ONLY public.converse_toldfact
    ADD CONSTRAINT converse_toldfact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_triagerule_labels
    ADD CONSTRAINT converse_triagerule_labels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_triagerule_labels
    ADD CONSTRAINT converse_triagerule_labels_triagerule_id_label_id_af355fe9_uniq UNIQUE (triagerule_id, label_id);
ALTER TABLE ONLY public.converse_triagerule
    ADD CONSTRAINT converse_triagerule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_triagerule_tells
    ADD CONSTRAINT converse_triagerule_tells_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_triagerule_tells
    ADD CONSTRAINT converse_triagerule_tells_triagerule_id_member_id_1613cb1a_uniq UNIQUE (triagerule_id, member_id);
ALTER TABLE ONLY public.converse_triagerule_unlabels
    ADD CONSTRAINT converse_triagerule_unla_triagerule_id_label_id_fb8d551b_uniq UNIQUE (triagerule_id, label_id);
ALTER TABLE ONLY public.converse_triagerule_unlabels
    ADD CONSTRAINT converse_triagerule_unlabels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_turn
    ADD CONSTRAINT converse_turn_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.converse_turn
    ADD CONSTRAINT converse_turn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_view
    ADD CONSTRAINT converse_view_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.converse_watch
    ADD CONSTRAINT converse_watch_once UNIQUE (conversation_id, member_id);
ALTER TABLE ONLY public.converse_watch
    ADD CONSTRAINT converse_watch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.ledger_storedfact
    ADD CONSTRAINT ledger_storedfact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_tick
    ADD CONSTRAINT ledger_tick_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.ledger_timelineentry
    ADD CONSTRAINT ledger_timelineentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_backfill
    ADD CONSTRAINT listen_backfill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_boardfact
    ADD CONSTRAINT listen_board_fact_once UNIQUE (account_id, key);
ALTER TABLE ONLY public.listen_boardfactversion
    ADD CONSTRAINT listen_board_version_once UNIQUE (fact_id, number);
ALTER TABLE ONLY public.listen_boardfact
    ADD CONSTRAINT listen_boardfact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_boardfactversion
    ADD CONSTRAINT listen_boardfactversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_dayaudit
    ADD CONSTRAINT listen_day_audit_once UNIQUE (account_id, day);
ALTER TABLE ONLY public.listen_dayaudit
    ADD CONSTRAINT listen_dayaudit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_followercount
    ADD CONSTRAINT listen_followercount_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY public.listen_identity
    ADD CONSTRAINT listen_identity_once UNIQUE (network, remote_key);
ALTER TABLE ONLY public.listen_identity
    ADD CONSTRAINT listen_identity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_importrun
    ADD CONSTRAINT listen_importrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_listeningspan
    ADD CONSTRAINT listen_listeningspan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_mention
    ADD CONSTRAINT listen_mention_once UNIQUE (message_id, query_id);
ALTER TABLE ONLY public.listen_mention
    ADD CONSTRAINT listen_mention_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_message
    ADD CONSTRAINT listen_message_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.listen_message
    ADD CONSTRAINT listen_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_original
    ADD CONSTRAINT listen_original_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.listen_quarantined
    ADD CONSTRAINT listen_quarantined_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.listen_quarantined
    ADD CONSTRAINT listen_quarantined_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_query
    ADD CONSTRAINT listen_query_handle_key UNIQUE (handle);
ALTER TABLE ONLY public.listen_query
    ADD CONSTRAINT listen_query_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_queryversion
    ADD CONSTRAINT listen_query_version_once UNIQUE (query_id, number);
ALTER TABLE ONLY public.listen_querystamp
    ADD CONSTRAINT listen_querystamp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_queryversion
    ADD CONSTRAINT listen_queryversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_searchdocument
    ADD CONSTRAINT listen_searchdocument_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.listen_seencall
    ADD CONSTRAINT listen_seen_call_once UNIQUE (account_id, call_id);
ALTER TABLE ONLY public.listen_seencall
    ADD CONSTRAINT listen_seencall_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_sighting
    ADD CONSTRAINT listen_sighting_once UNIQUE (message_id, account_id);
ALTER TABLE ONLY public.listen_sighting
    ADD CONSTRAINT listen_sighting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_storedlist
    ADD CONSTRAINT listen_storedlist_name_key UNIQUE (name);
ALTER TABLE ONLY public.listen_storedlist
    ADD CONSTRAINT listen_storedlist_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_thread
    ADD CONSTRAINT listen_thread_identity UNIQUE (network, root_key);
ALTER TABLE ONLY public.listen_thread
    ADD CONSTRAINT listen_thread_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.listen_threadreading
    ADD CONSTRAINT listen_threadreading_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_erasure
    ADD CONSTRAINT people_erasure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_handle
    ADD CONSTRAINT people_handle_identity UNIQUE (network, remote_id);
ALTER TABLE ONLY public.people_handle
    ADD CONSTRAINT people_handle_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_tombstone
    ADD CONSTRAINT people_tombstone_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.people_tombstone
    ADD CONSTRAINT people_tombstone_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.understand_correction
    ADD CONSTRAINT understand_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.understand_reading
    ADD CONSTRAINT understand_reading_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_approvalrule
    ADD CONSTRAINT voice_approvalrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_caution
    ADD CONSTRAINT voice_caution_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_checksetting
    ADD CONSTRAINT voice_checksetting_kind_key UNIQUE (kind);
ALTER TABLE ONLY public.voice_checksetting
    ADD CONSTRAINT voice_checksetting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_claim
    ADD CONSTRAINT voice_claim_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_objection
    ADD CONSTRAINT voice_objection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_promise
    ADD CONSTRAINT voice_promise_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_savedreply
    ADD CONSTRAINT voice_saved_reply_name UNIQUE (brand_id, name);
ALTER TABLE ONLY public.voice_savedreplytext
    ADD CONSTRAINT voice_saved_text_language UNIQUE (reply_id, language);
ALTER TABLE ONLY public.voice_savedreply
    ADD CONSTRAINT voice_savedreply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_savedreplytext
    ADD CONSTRAINT voice_savedreplytext_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_delivery_id_key UNIQUE (delivery_id);
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_statement
    ADD CONSTRAINT voice_statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.voice_statement
    ADD CONSTRAINT voice_statement_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.workspace_absence
    ADD CONSTRAINT workspace_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_brand
    ADD CONSTRAINT workspace_brand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_brand
    ADD CONSTRAINT workspace_brand_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.workspace_businesshours
    ADD CONSTRAINT workspace_businesshours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_businesshours
    ADD CONSTRAINT workspace_businesshours_singleton_key UNIQUE (singleton);
ALTER TABLE ONLY public.workspace_cache
    ADD CONSTRAINT workspace_cache_pkey PRIMARY KEY (cache_key);
ALTER TABLE ONLY public.workspace_escalationstep
    ADD CONSTRAINT workspace_escalationstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_invitation
    ADD CONSTRAINT workspace_invitation_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.workspace_invitation
    ADD CONSTRAINT workspace_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_member
    ADD CONSTRAINT workspace_member_email_key UNIQUE (email);
ALTER TABLE ONLY public.workspace_member
    ADD CONSTRAINT workspace_member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_morningmail
    ADD CONSTRAINT workspace_morning_once_a_day UNIQUE (member_id, day);
ALTER TABLE ONLY public.workspace_morningmail
    ADD CONSTRAINT workspace_morningmail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_morningsetting_members
    ADD CONSTRAINT workspace_morningsetting_members_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_morningsetting_members
    ADD CONSTRAINT workspace_morningsetting_morningsetting_id_member_707dbce2_uniq UNIQUE (morningsetting_id, member_id);
ALTER TABLE ONLY public.workspace_morningsetting
    ADD CONSTRAINT workspace_morningsetting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_morningsetting
    ADD CONSTRAINT workspace_morningsetting_singleton_key UNIQUE (singleton);
ALTER TABLE ONLY public.workspace_namedhours
    ADD CONSTRAINT workspace_namedhours_name_key UNIQUE (name);
ALTER TABLE ONLY public.workspace_namedhours
    ADD CONSTRAINT workspace_namedhours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_notice
    ADD CONSTRAINT workspace_notice_once UNIQUE (member_id, key);
ALTER TABLE ONLY public.workspace_notice
    ADD CONSTRAINT workspace_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_noticedelivery
    ADD CONSTRAINT workspace_notice_way_once UNIQUE (notice_id, way_id);
ALTER TABLE ONLY public.workspace_noticedelivery
    ADD CONSTRAINT workspace_noticedelivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_noticeway
    ADD CONSTRAINT workspace_noticeway_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_organisation
    ADD CONSTRAINT workspace_organisation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_organisation
    ADD CONSTRAINT workspace_organisation_singleton_key UNIQUE (singleton);
ALTER TABLE ONLY public.workspace_phonecall
    ADD CONSTRAINT workspace_phone_call_once UNIQUE (run_id, member_id);
ALTER TABLE ONLY public.workspace_phonecall
    ADD CONSTRAINT workspace_phonecall_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_phonerun
    ADD CONSTRAINT workspace_phonerun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_phonetree
    ADD CONSTRAINT workspace_phonetree_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_phonetree
    ADD CONSTRAINT workspace_phonetree_singleton_key UNIQUE (singleton);
ALTER TABLE ONLY public.workspace_phonetreestep
    ADD CONSTRAINT workspace_phonetreestep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_practiceanswer
    ADD CONSTRAINT workspace_practice_once_a_case UNIQUE (member_id, "case");
ALTER TABLE ONLY public.workspace_practiceanswer
    ADD CONSTRAINT workspace_practiceanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_purpose
    ADD CONSTRAINT workspace_purpose_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_replytoken
    ADD CONSTRAINT workspace_replytoken_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.workspace_replytoken
    ADD CONSTRAINT workspace_replytoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_retentionrule
    ADD CONSTRAINT workspace_retentionrule_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY public.workspace_setuptoken
    ADD CONSTRAINT workspace_setuptoken_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.workspace_setuptoken
    ADD CONSTRAINT workspace_setuptoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_shift
    ADD CONSTRAINT workspace_shift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_shiftpattern
    ADD CONSTRAINT workspace_shiftpattern_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_signinlink
    ADD CONSTRAINT workspace_signinlink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.workspace_signinlink
    ADD CONSTRAINT workspace_signinlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_stafftask
    ADD CONSTRAINT workspace_stafftask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_team_members
    ADD CONSTRAINT workspace_team_members_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_team_members
    ADD CONSTRAINT workspace_team_members_team_id_member_id_1be33d65_uniq UNIQUE (team_id, member_id);
ALTER TABLE ONLY public.workspace_team
    ADD CONSTRAINT workspace_team_name_key UNIQUE (name);
ALTER TABLE ONLY public.workspace_team
    ADD CONSTRAINT workspace_team_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_teamhook
    ADD CONSTRAINT workspace_teamhook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspace_teamhook
    ADD CONSTRAINT workspace_teamhook_team_id_key UNIQUE (team_id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX assets_outsidepicture_url_digest_b536c918_like ON public.assets_outsidepicture USING btree (url_digest varchar_pattern_ops);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX channels_account_brand_id_805578d6 ON public.channels_account USING btree (brand_id);
CREATE INDEX channels_account_owner_id_c1fa0895 ON public.channels_account USING btree (owner_id);
CREATE INDEX channels_delivery_account_id_b0a35d56 ON public.channels_delivery USING btree (account_id);
CREATE INDEX channels_delivery_due ON public.channels_delivery USING btree (due_at) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('unknown'::character varying)::text]));
CREATE INDEX channels_delivery_given_up_by_id_959c33d2 ON public.channels_delivery USING btree (given_up_by_id);
CREATE INDEX channels_delivery_hold_id_83ad2fe6 ON public.channels_delivery USING btree (hold_id);
CREATE INDEX channels_delivery_lost ON public.channels_delivery USING btree (created_at DESC) WHERE ((state)::text = ANY (ARRAY[('held'::character varying)::text, ('refused'::character varying)::text, ('unknown'::character varying)::text]));
CREATE INDEX channels_delivery_machine ON public.channels_delivery USING btree (account_id, created_at) WHERE ((origin)::text = ANY (ARRAY[('rule'::character varying)::text, ('automatic'::character varying)::text]));
CREATE INDEX channels_delivery_member_id_316fa762 ON public.channels_delivery USING btree (member_id);
CREATE INDEX channels_delivery_remote ON public.channels_delivery USING btree (account_id, remote_key);
CREATE INDEX channels_hold_lifted_by_id_6d8cbf7a ON public.channels_hold USING btree (lifted_by_id);
CREATE INDEX channels_hold_placed_by_id_40b5c1b0 ON public.channels_hold USING btree (placed_by_id);
CREATE INDEX channels_ratebudget_account_id_9488caea ON public.channels_ratebudget USING btree (account_id);
CREATE INDEX converse_alarms ON public.converse_conversation USING btree (alarm_at) WHERE (alarm_at IS NOT NULL);
CREATE INDEX converse_answer_answered_id_4fb649ba ON public.converse_answer USING btree (answered_id);
CREATE INDEX converse_answer_conversation_id_b1413fc4 ON public.converse_answer USING btree (conversation_id);
CREATE INDEX converse_answer_macro_id_7b2ba945 ON public.converse_answer USING btree (macro_id);
CREATE INDEX converse_asked_open ON public.converse_consultation USING btree (team_id, due_at) WHERE ((state)::text = 'open'::text);
CREATE INDEX converse_automaticreply_written_by_id_4346c418 ON public.converse_automaticreply USING btree (written_by_id);
CREATE INDEX converse_case ON public.converse_conversation USING btree (case_key) WHERE (NOT ((case_key)::text = ''::text));
CREATE INDEX converse_casekey_made_by_id_0511f794 ON public.converse_casekey USING btree (made_by_id);
CREATE INDEX converse_clockpolicy_hours_id_3501bd10 ON public.converse_clockpolicy USING btree (hours_id);
CREATE INDEX converse_consultation_answered_by_id_fe1b7afa ON public.converse_consultation USING btree (answered_by_id);
CREATE INDEX converse_consultation_asked_by_id_a1834055 ON public.converse_consultation USING btree (asked_by_id);
CREATE INDEX converse_consultation_conversation_id_88b56bdc ON public.converse_consultation USING btree (conversation_id);
CREATE INDEX converse_consultation_team_id_d8c35379 ON public.converse_consultation USING btree (team_id);
CREATE INDEX converse_conversation_account_id_5667783e ON public.converse_conversation USING btree (account_id);
CREATE INDEX converse_conversation_assignee_id_1337047c ON public.converse_conversation USING btree (assignee_id);
CREATE INDEX converse_conversation_brand_id_8ac51d23 ON public.converse_conversation USING btree (brand_id);
CREATE INDEX converse_conversation_claimed_by_id_9ca7df59 ON public.converse_conversation USING btree (claimed_by_id);
CREATE INDEX converse_conversation_last_customer_message_id_d4ba6c06 ON public.converse_conversation USING btree (last_customer_message_id);
CREATE INDEX converse_conversation_last_message_id_7491fc66 ON public.converse_conversation USING btree (last_message_id);
CREATE INDEX converse_conversation_merged_into_id_d37a2af0 ON public.converse_conversation USING btree (merged_into_id);
CREATE INDEX converse_conversation_person_id_a9b02718 ON public.converse_conversation USING btree (person_id);
CREATE INDEX converse_conversation_policy_id_49b21410 ON public.converse_conversation USING btree (policy_id);
CREATE INDEX converse_conversation_split_from_id_4f99c3a6 ON public.converse_conversation USING btree (split_from_id);
CREATE INDEX converse_conversation_team_id_48ecc516 ON public.converse_conversation USING btree (team_id);
CREATE INDEX converse_conversation_thread_id_3a3d1d1b ON public.converse_conversation USING btree (thread_id);
CREATE INDEX converse_conversationlabel_conversation_id_011ad4e8 ON public.converse_conversationlabel USING btree (conversation_id);
CREATE INDEX converse_conversationlabel_label_id_7e3ae260 ON public.converse_conversationlabel USING btree (label_id);
CREATE INDEX converse_conversationlabel_member_id_38cbbaa1 ON public.converse_conversationlabel USING btree (member_id);
CREATE INDEX converse_conversationlabel_rule_id_1136d582 ON public.converse_conversationlabel USING btree (rule_id);
CREATE INDEX converse_escalation_conversation_id_95c8d969 ON public.converse_escalation USING btree (conversation_id);
CREATE INDEX converse_escalation_next ON public.converse_escalation USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX converse_failing_brand_id_62a7b662 ON public.converse_failing USING btree (brand_id);
CREATE INDEX converse_failing_calls_due ON public.converse_failingcall USING btree (due_at) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('calling'::character varying)::text]));
CREATE INDEX converse_failing_fixed_by_id_1bb2bb5d ON public.converse_failing USING btree (fixed_by_id);
CREATE INDEX converse_failing_made_by_id_15e0149e ON public.converse_failing USING btree (made_by_id);
CREATE INDEX converse_failing_open ON public.converse_failing USING btree (due_on) WHERE (fixed_at IS NULL);
CREATE INDEX converse_failing_team_id_275f1c3d ON public.converse_failing USING btree (team_id);
CREATE INDEX converse_failingcall_failing_id_504f602b ON public.converse_failingcall USING btree (failing_id);
CREATE INDEX converse_failingcall_key_d67b09a1_like ON public.converse_failingcall USING btree (key varchar_pattern_ops);
CREATE INDEX converse_failingevidence_added_by_id_f21a3bad ON public.converse_failingevidence USING btree (added_by_id);
CREATE INDEX converse_failingevidence_conversation_id_89e17ec4 ON public.converse_failingevidence USING btree (conversation_id);
CREATE INDEX converse_failingevidence_failing_id_38326f54 ON public.converse_failingevidence USING btree (failing_id);
CREATE INDEX converse_handoveroffer_by_id_28ea6837 ON public.converse_handoveroffer USING btree (by_id);
CREATE INDEX converse_handoveroffer_to_id_4e3ff12c ON public.converse_handoveroffer USING btree (to_id);
CREATE INDEX converse_inbox ON public.converse_conversation USING btree (danger DESC, priority DESC, waiting_since, id) WHERE ((status)::text = 'open'::text);
CREATE INDEX converse_intentskill_brand_id_80de30ac ON public.converse_intentskill USING btree (brand_id);
CREATE INDEX converse_label_key_4b60cd5f_like ON public.converse_label USING btree (key varchar_pattern_ops);
CREATE INDEX converse_labelled ON public.converse_conversationlabel USING btree (label_id, at DESC);
CREATE INDEX converse_manyatonce_member_id_5f2e9b11 ON public.converse_manyatonce USING btree (member_id);
CREATE INDEX converse_merging_into_id_9baca4f1 ON public.converse_merging USING btree (into_id);
CREATE INDEX converse_merging_member_id_f9e47c1a ON public.converse_merging USING btree (member_id);
CREATE INDEX converse_merging_merged_id_79a821a7 ON public.converse_merging USING btree (merged_id);
CREATE UNIQUE INDEX converse_message_moderated_once ON public.converse_moderationact USING btree (kind, message_id, account_id) WHERE (((kind)::text = ANY (ARRAY[('hide'::character varying)::text, ('report'::character varying)::text])) AND ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('done'::character varying)::text, ('undoing'::character varying)::text])));
CREATE INDEX converse_mine ON public.converse_conversation USING btree (assignee_id, status);
CREATE INDEX converse_moderation_latest ON public.converse_moderationact USING btree (at DESC, id DESC);
CREATE INDEX converse_moderationact_account_id_d6edd2d9 ON public.converse_moderationact USING btree (account_id);
CREATE INDEX converse_moderationact_conversation_id_966c485b ON public.converse_moderationact USING btree (conversation_id);
CREATE INDEX converse_moderationact_handle_id_9a0e3133 ON public.converse_moderationact USING btree (handle_id);
CREATE INDEX converse_moderationact_member_id_9fb37959 ON public.converse_moderationact USING btree (member_id);
CREATE INDEX converse_moderationact_message_id_77eb4be5 ON public.converse_moderationact USING btree (message_id);
CREATE INDEX converse_moderationact_rule_id_cd0f20ef ON public.converse_moderationact USING btree (rule_id);
CREATE INDEX converse_moderationact_undone_by_id_1d10a09e ON public.converse_moderationact USING btree (undone_by_id);
CREATE INDEX converse_moderationrule_first_id_b44486d9 ON public.converse_moderationrule USING btree (first_id);
CREATE INDEX converse_moderationrule_published_by_id_e17a4d22 ON public.converse_moderationrule USING btree (published_by_id);
CREATE INDEX converse_note_conversation_id_e3e00efb ON public.converse_note USING btree (conversation_id);
CREATE INDEX converse_note_member_id_ed1fbed6 ON public.converse_note USING btree (member_id);
CREATE UNIQUE INDEX converse_one_escalation_a_clock ON public.converse_escalation USING btree (conversation_id, clock) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX converse_one_live_conversation ON public.converse_conversation USING btree (person_id, account_id) WHERE ((status)::text = ANY (ARRAY[('open'::character varying)::text, ('waiting'::character varying)::text, ('quiet'::character varying)::text]));
CREATE UNIQUE INDEX converse_one_pause_of_a_kind ON public.converse_pause USING btree (conversation_id, why) WHERE (until IS NULL);
CREATE INDEX converse_oneofmany_act_id_aeb08794 ON public.converse_oneofmany USING btree (act_id);
CREATE INDEX converse_oneofmany_conversation_id_3c0ed36e ON public.converse_oneofmany USING btree (conversation_id);
CREATE INDEX converse_past ON public.converse_conversation USING btree (opened_at DESC, id DESC) WHERE ((status)::text = 'past'::text);
CREATE INDEX converse_pause_conversation_id_bdd8cd5a ON public.converse_pause USING btree (conversation_id);
CREATE INDEX converse_pauses ON public.converse_pause USING btree (conversation_id, since);
CREATE INDEX converse_person ON public.converse_conversation USING btree (person_id, opened_at);
CREATE UNIQUE INDEX converse_person_moderated_once ON public.converse_moderationact USING btree (kind, handle_id, account_id) WHERE (((kind)::text = ANY (ARRAY[('mute'::character varying)::text, ('block'::character varying)::text])) AND ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('done'::character varying)::text, ('undoing'::character varying)::text])));
CREATE INDEX converse_policy_order ON public.converse_clockpolicy USING btree ("position", id);
CREATE INDEX converse_privatelink_conversation_id_34e324e0 ON public.converse_privatelink USING btree (conversation_id);
CREATE INDEX converse_privatelink_digest_47094288_like ON public.converse_privatelink USING btree (digest varchar_pattern_ops);
CREATE INDEX converse_privatelink_made_by_id_062fc64e ON public.converse_privatelink USING btree (made_by_id);
CREATE INDEX converse_replydraft_conversation_id_88c4589d ON public.converse_replydraft USING btree (conversation_id);
CREATE INDEX converse_replydraft_member_id_dcbbf8b3 ON public.converse_replydraft USING btree (member_id);
CREATE INDEX converse_resolved ON public.converse_conversation USING btree (resolved_at DESC NULLS LAST, id DESC) WHERE ((status)::text = 'resolved'::text);
CREATE INDEX converse_resolvereason_slug_bcb69f39_like ON public.converse_resolvereason USING btree (slug varchar_pattern_ops);
CREATE INDEX converse_routingstep_account_id_fa327743 ON public.converse_routingstep USING btree (account_id);
CREATE INDEX converse_routingstep_brand_id_63d56c3e ON public.converse_routingstep USING btree (brand_id);
CREATE INDEX converse_routingstep_team_id_d4310464 ON public.converse_routingstep USING btree (team_id);
CREATE INDEX converse_rule_applied ON public.converse_ruleapplied USING btree (rule_id, at DESC);
CREATE INDEX converse_rule_order ON public.converse_triagerule USING btree ("position", id);
CREATE INDEX converse_ruleapplied_conversation_id_ee39e963 ON public.converse_ruleapplied USING btree (conversation_id);
CREATE INDEX converse_ruleapplied_rule_id_0466512d ON public.converse_ruleapplied USING btree (rule_id);
CREATE INDEX converse_ruleapplied_undone_by_id_ab5e3f96 ON public.converse_ruleapplied USING btree (undone_by_id);
CREATE INDEX converse_rules_applied_at ON public.converse_ruleapplied USING btree (at);
CREATE INDEX converse_sharedanswer_by_id_da6740d8 ON public.converse_sharedanswer USING btree (by_id);
CREATE INDEX converse_sharedanswer_consultation_id_4e0fdfc2 ON public.converse_sharedanswer USING btree (consultation_id);
CREATE INDEX converse_sharedanswer_conversation_id_30f6406d ON public.converse_sharedanswer USING btree (conversation_id);
CREATE INDEX converse_snoozed ON public.converse_conversation USING btree (snoozed_until) WHERE (snoozed_until IS NOT NULL);
CREATE INDEX converse_solvedinpublic_agreed_by_id_18b57c5e ON public.converse_solvedinpublic USING btree (agreed_by_id);
CREATE INDEX converse_told_fact_latest ON public.converse_toldfact USING btree (fact_id, conversation_id, at DESC);
CREATE INDEX converse_toldfact_conversation_id_38963c83 ON public.converse_toldfact USING btree (conversation_id);
CREATE INDEX converse_toldfact_delivery_id_3f14f0f4 ON public.converse_toldfact USING btree (delivery_id);
CREATE INDEX converse_toldfact_fact_id_e793337c ON public.converse_toldfact USING btree (fact_id);
CREATE INDEX converse_triagerule_changed_by_id_1f8a2ef1 ON public.converse_triagerule USING btree (changed_by_id);
CREATE INDEX converse_triagerule_gives_team_id_a4d7629d ON public.converse_triagerule USING btree (gives_team_id);
CREATE INDEX converse_triagerule_gives_to_id_22b6c048 ON public.converse_triagerule USING btree (gives_to_id);
CREATE INDEX converse_triagerule_labels_label_id_cea67789 ON public.converse_triagerule_labels USING btree (label_id);
CREATE INDEX converse_triagerule_labels_triagerule_id_38f8b892 ON public.converse_triagerule_labels USING btree (triagerule_id);
CREATE INDEX converse_triagerule_tells_member_id_b832c8bf ON public.converse_triagerule_tells USING btree (member_id);
CREATE INDEX converse_triagerule_tells_team_id_5825d9ad ON public.converse_triagerule USING btree (tells_team_id);
CREATE INDEX converse_triagerule_tells_triagerule_id_1985c0ff ON public.converse_triagerule_tells USING btree (triagerule_id);
CREATE INDEX converse_triagerule_unlabels_label_id_5f66b98f ON public.converse_triagerule_unlabels USING btree (label_id);
CREATE INDEX converse_triagerule_unlabels_triagerule_id_e526e4f5 ON public.converse_triagerule_unlabels USING btree (triagerule_id);
CREATE INDEX converse_turn_conversation_id_0f361101 ON public.converse_turn USING btree (conversation_id);
CREATE INDEX converse_turns ON public.converse_turn USING btree (conversation_id, at);
CREATE INDEX converse_turns_latest ON public.converse_turn USING btree (at DESC, message_id DESC);
CREATE INDEX converse_view_member_id_716b074d ON public.converse_view USING btree (member_id);
CREATE INDEX converse_view_team_id_891fc1f1 ON public.converse_view USING btree (team_id);
CREATE INDEX converse_watch_conversation_id_2969722c ON public.converse_watch USING btree (conversation_id);
CREATE INDEX converse_watch_member_id_30bd28f2 ON public.converse_watch USING btree (member_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX ledger_fact_at ON public.ledger_storedfact USING btree (at);
CREATE INDEX ledger_tick_name_d89758b4_like ON public.ledger_tick USING btree (name varchar_pattern_ops);
CREATE INDEX ledger_timeline_subject ON public.ledger_timelineentry USING btree (subject, at, id);
CREATE INDEX ledger_timelineentry_fact_id_42103e01 ON public.ledger_timelineentry USING btree (fact_id);
CREATE INDEX listen_backfill_account_id_5320acaf ON public.listen_backfill USING btree (account_id);
CREATE INDEX listen_backfill_query_id_88a01685 ON public.listen_backfill USING btree (query_id);
CREATE INDEX listen_backfill_running ON public.listen_backfill USING btree (worked_at) WHERE ((state)::text = 'running'::text);
CREATE INDEX listen_backfill_started_by_id_00118140 ON public.listen_backfill USING btree (started_by_id);
CREATE INDEX listen_board_open ON public.listen_boardfact USING btree (brand_id, ends_at) WHERE (over_at IS NULL);
CREATE INDEX listen_board_over ON public.listen_boardfact USING btree (over_at);
CREATE INDEX listen_boardfact_account_id_cd61a266 ON public.listen_boardfact USING btree (account_id);
CREATE INDEX listen_boardfact_brand_id_627f7510 ON public.listen_boardfact USING btree (brand_id);
CREATE INDEX listen_boardfact_owner_id_4343389f ON public.listen_boardfact USING btree (owner_id);
CREATE INDEX listen_boardfactversion_fact_id_91ce84e0 ON public.listen_boardfactversion USING btree (fact_id);
CREATE INDEX listen_boardfactversion_member_id_64646dcd ON public.listen_boardfactversion USING btree (member_id);
CREATE INDEX listen_day_audit_due ON public.listen_dayaudit USING btree (worked_at) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('counting'::character varying)::text]));
CREATE INDEX listen_dayaudit_account_id_13ef5665 ON public.listen_dayaudit USING btree (account_id);
CREATE INDEX listen_importrun_account_id_50b91d15 ON public.listen_importrun USING btree (account_id);
CREATE INDEX listen_importrun_started_by_id_fbb9bc9b ON public.listen_importrun USING btree (started_by_id);
CREATE INDEX listen_listeningspan_account_id_f63b77aa ON public.listen_listeningspan USING btree (account_id);
CREATE INDEX listen_mention_latest ON public.listen_mention USING btree (query_id, at DESC);
CREATE INDEX listen_mention_message_id_d1a73637 ON public.listen_mention USING btree (message_id);
CREATE INDEX listen_mention_query_id_82ce6ec5 ON public.listen_mention USING btree (query_id);
CREATE INDEX listen_message_author ON public.listen_message USING btree (author_id, created_at);
CREATE INDEX listen_message_author_id_5e89e5fb ON public.listen_message USING btree (author_id);
CREATE INDEX listen_message_created ON public.listen_message USING btree (created_at);
CREATE INDEX listen_message_orphans ON public.listen_message USING btree (network, parent_key) WHERE ((parent_id IS NULL) AND (NOT ((parent_key)::text = ''::text)));
CREATE INDEX listen_message_parent_id_3c214e03 ON public.listen_message USING btree (parent_id);
CREATE INDEX listen_message_recount ON public.listen_message USING btree (network, recount_at) WHERE (recount_at IS NOT NULL);
CREATE INDEX listen_message_thread ON public.listen_message USING btree (thread_id, created_at);
CREATE INDEX listen_message_thread_id_1447f905 ON public.listen_message USING btree (thread_id);
CREATE INDEX listen_quarantined_account ON public.listen_quarantined USING btree (account_id, at);
CREATE INDEX listen_quarantined_account_id_d133c447 ON public.listen_quarantined USING btree (account_id);
CREATE INDEX listen_quarantined_digest_0ec89063_like ON public.listen_quarantined USING btree (digest varchar_pattern_ops);
CREATE INDEX listen_quarantined_import_run_id_34047f63 ON public.listen_quarantined USING btree (import_run_id);
CREATE INDEX listen_query_brand_id_1c0bff13 ON public.listen_query USING btree (brand_id);
CREATE INDEX listen_query_changed_at_c16e0b24 ON public.listen_query USING btree (changed_at);
CREATE INDEX listen_query_created_by_id_aa431a9a ON public.listen_query USING btree (created_by_id);
CREATE INDEX listen_query_handle_65b9398f_like ON public.listen_query USING btree (handle varchar_pattern_ops);
CREATE INDEX listen_query_purpose_id_f4b6ae28 ON public.listen_query USING btree (purpose_id);
CREATE INDEX listen_queryversion_member_id_b26bb8c2 ON public.listen_queryversion USING btree (member_id);
CREATE INDEX listen_queryversion_query_id_a42bfb57 ON public.listen_queryversion USING btree (query_id);
CREATE INDEX listen_search_terms ON public.listen_searchdocument USING gin (terms) WITH (fastupdate='on');
CREATE INDEX listen_searchdocument_created_at_b134cac8 ON public.listen_searchdocument USING btree (created_at);
CREATE INDEX listen_seencall_account_id_d474be8b ON public.listen_seencall USING btree (account_id);
CREATE INDEX listen_seencall_at_21b86ec5 ON public.listen_seencall USING btree (at);
CREATE INDEX listen_sighting_account_id_cb4d2104 ON public.listen_sighting USING btree (account_id);
CREATE INDEX listen_sighting_delay ON public.listen_sighting USING btree (at) INCLUDE (account_id, delay_ms) WHERE (delay_ms IS NOT NULL);
CREATE INDEX listen_sighting_import_run_id_05cfcd86 ON public.listen_sighting USING btree (import_run_id);
CREATE INDEX listen_sighting_message_id_b2ec74a1 ON public.listen_sighting USING btree (message_id);
CREATE INDEX listen_span_account ON public.listen_listeningspan USING btree (account_id, began_at);
CREATE UNIQUE INDEX listen_span_one_latest ON public.listen_listeningspan USING btree (account_id) WHERE is_latest;
CREATE INDEX listen_storedlist_brand_id_45cdb9bf ON public.listen_storedlist USING btree (brand_id);
CREATE INDEX listen_storedlist_name_27c92a7d_like ON public.listen_storedlist USING btree (name varchar_pattern_ops);
CREATE INDEX listen_thread_merged_into_id_c93c5e20 ON public.listen_thread USING btree (merged_into_id);
CREATE INDEX listen_thread_reading_due ON public.listen_threadreading USING btree (account_id, next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX listen_threadreading_account_id_0ea37b71 ON public.listen_threadreading USING btree (account_id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX people_handle_folded ON public.people_handle USING btree (folded_name);
CREATE INDEX people_handle_name ON public.people_handle USING btree (network, name);
CREATE INDEX people_handle_person_id_02114103 ON public.people_handle USING btree (person_id);
CREATE INDEX people_tombstone_digest_870e7bdc_like ON public.people_tombstone USING btree (digest varchar_pattern_ops);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE INDEX understand_correction_member_id_7b3d48fa ON public.understand_correction USING btree (member_id);
CREATE INDEX understand_correction_message_id_2ffd46d4 ON public.understand_correction USING btree (message_id);
CREATE INDEX understand_hurried ON public.understand_reading USING btree (message_id DESC) WHERE (((gear)::text = 'rough'::text) AND ((language)::text = 'en'::text));
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY (ARRAY[('totp'::character varying)::text, ('recovery_codes'::character varying)::text]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX voice_approval_asked_of_id_6ef54ff7 ON public.voice_approval USING btree (asked_of_id);
CREATE INDEX voice_approval_decided_by_id_1b15db54 ON public.voice_approval USING btree (decided_by_id);
CREATE INDEX voice_approval_deputy_id_2601f485 ON public.voice_approval USING btree (deputy_id);
CREATE INDEX voice_approval_person_id_66bcd8bb ON public.voice_approval USING btree (person_id);
CREATE INDEX voice_approval_rule_id_789625b2 ON public.voice_approval USING btree (rule_id);
CREATE INDEX voice_approval_waiting ON public.voice_approval USING btree (asked_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX voice_approval_writer_id_7c7ccb4d ON public.voice_approval USING btree (writer_id);
CREATE INDEX voice_approvalrule_approver_id_bfbd5a55 ON public.voice_approvalrule USING btree (approver_id);
CREATE INDEX voice_approvalrule_brand_id_6bd295e0 ON public.voice_approvalrule USING btree (brand_id);
CREATE INDEX voice_approvalrule_deputy_id_34d97646 ON public.voice_approvalrule USING btree (deputy_id);
CREATE INDEX voice_caution_lifted_by_id_86314765 ON public.voice_caution USING btree (lifted_by_id);
CREATE INDEX voice_caution_placed_by_id_0ad00cc0 ON public.voice_caution USING btree (placed_by_id);
CREATE INDEX voice_caution_standing ON public.voice_caution USING btree (placed_at) WHERE (lifted_at IS NULL);
CREATE INDEX voice_caution_statement_id_ba1deb20 ON public.voice_caution USING btree (statement_id);
CREATE INDEX voice_checksetting_changed_by_id_fbfb680a ON public.voice_checksetting USING btree (changed_by_id);
CREATE INDEX voice_checksetting_kind_a4d573db_like ON public.voice_checksetting USING btree (kind varchar_pattern_ops);
CREATE INDEX voice_claim_brand ON public.voice_claim USING btree (brand_id, at);
CREATE INDEX voice_claim_brand_id_c61ea070 ON public.voice_claim USING btree (brand_id);
CREATE INDEX voice_claim_spoken_id_f5ee1584 ON public.voice_claim USING btree (spoken_id);
CREATE INDEX voice_claim_terms ON public.voice_claim USING gin (terms) WITH (fastupdate=off);
CREATE INDEX voice_objection_at ON public.voice_objection USING btree (at);
CREATE INDEX voice_objection_brand_id_3e5d2301 ON public.voice_objection USING btree (brand_id);
CREATE INDEX voice_objection_delivery_id_9f68f599 ON public.voice_objection USING btree (delivery_id);
CREATE INDEX voice_objection_judged_by_id_0432350b ON public.voice_objection USING btree (judged_by_id);
CREATE INDEX voice_objection_kind ON public.voice_objection USING btree (kind, at DESC);
CREATE INDEX voice_objection_member_id_b064221a ON public.voice_objection USING btree (member_id);
CREATE INDEX voice_objection_open ON public.voice_objection USING btree (member_id, person_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX voice_objection_person_id_93cdf9aa ON public.voice_objection USING btree (person_id);
CREATE INDEX voice_objection_statement_id_116e3b69 ON public.voice_objection USING btree (statement_id);
CREATE INDEX voice_promise_due ON public.voice_promise USING btree (due_at) WHERE ((state)::text = 'open'::text);
CREATE INDEX voice_promise_message_id_b1944c0b ON public.voice_promise USING btree (message_id);
CREATE INDEX voice_promise_person_id_beee185e ON public.voice_promise USING btree (person_id);
CREATE INDEX voice_promise_recorded_by_id_709e4faf ON public.voice_promise USING btree (recorded_by_id);
CREATE INDEX voice_savedreply_brand_id_3f93ce3c ON public.voice_savedreply USING btree (brand_id);
CREATE INDEX voice_savedreply_changed_by_id_3e869fef ON public.voice_savedreply USING btree (changed_by_id);
CREATE INDEX voice_savedreply_gives_to_id_686d3fbd ON public.voice_savedreply USING btree (gives_to_id);
CREATE INDEX voice_savedreplytext_reply_id_3773f5e4 ON public.voice_savedreplytext USING btree (reply_id);
CREATE INDEX voice_spoken_answered_id_e427901b ON public.voice_spoken USING btree (answered_id);
CREATE INDEX voice_spoken_bands ON public.voice_spoken USING gin (bands) WITH (fastupdate=off);
CREATE INDEX voice_spoken_brand_id_fa90d079 ON public.voice_spoken USING btree (brand_id);
CREATE INDEX voice_spoken_drawn ON public.voice_spoken USING btree (drawn_by);
CREATE INDEX voice_spoken_member_id_9489fdc2 ON public.voice_spoken USING btree (member_id);
CREATE INDEX voice_spoken_person ON public.voice_spoken USING btree (person_id, at);
CREATE INDEX voice_spoken_person_id_c1da4919 ON public.voice_spoken USING btree (person_id);
CREATE INDEX voice_spoken_thread ON public.voice_spoken USING btree (thread_id, at);
CREATE INDEX voice_spoken_thread_id_f816ffb4 ON public.voice_spoken USING btree (thread_id);
CREATE INDEX voice_statement_brand_id_d3031068 ON public.voice_statement USING btree (brand_id);
CREATE INDEX voice_statement_created_by_id_a87499bc ON public.voice_statement USING btree (created_by_id);
CREATE INDEX voice_statement_owner_id_c7d04c7f ON public.voice_statement USING btree (owner_id);
CREATE INDEX workspace_absence_member_id_93ef9686 ON public.workspace_absence USING btree (member_id);
CREATE INDEX workspace_brand_slug_61fd59f6_like ON public.workspace_brand USING btree (slug varchar_pattern_ops);
CREATE INDEX workspace_cache_expires ON public.workspace_cache USING btree (expires);
CREATE INDEX workspace_escalationstep_member_id_8646e477 ON public.workspace_escalationstep USING btree (member_id);
CREATE INDEX workspace_escalationstep_team_id_aaad8fa6 ON public.workspace_escalationstep USING btree (team_id);
CREATE INDEX workspace_invitation_digest_b1935f54_like ON public.workspace_invitation USING btree (digest varchar_pattern_ops);
CREATE INDEX workspace_invitation_invited_by_id_bcec306f ON public.workspace_invitation USING btree (invited_by_id);
CREATE UNIQUE INDEX workspace_member_email_any_case ON public.workspace_member USING btree (lower((email)::text));
CREATE INDEX workspace_member_email_c44e973d_like ON public.workspace_member USING btree (email varchar_pattern_ops);
CREATE INDEX workspace_morningmail_member_id_18db2bbc ON public.workspace_morningmail USING btree (member_id);
CREATE INDEX workspace_mornings_due ON public.workspace_morningmail USING btree (due_at) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('sending'::character varying)::text]));
CREATE INDEX workspace_mornings_latest ON public.workspace_morningmail USING btree (day DESC);
CREATE INDEX workspace_morningsetting_members_member_id_c00a6f8d ON public.workspace_morningsetting_members USING btree (member_id);
CREATE INDEX workspace_morningsetting_members_morningsetting_id_d58dc630 ON public.workspace_morningsetting_members USING btree (morningsetting_id);
CREATE INDEX workspace_namedhours_name_c318184c_like ON public.workspace_namedhours USING btree (name varchar_pattern_ops);
CREATE INDEX workspace_notice_by_id_64d24abe ON public.workspace_notice USING btree (by_id);
CREATE INDEX workspace_notice_member_id_1d0c882e ON public.workspace_notice USING btree (member_id);
CREATE INDEX workspace_noticedelivery_notice_id_bb06f656 ON public.workspace_noticedelivery USING btree (notice_id);
CREATE INDEX workspace_noticedelivery_way_id_589ba1d5 ON public.workspace_noticedelivery USING btree (way_id);
CREATE INDEX workspace_notices ON public.workspace_notice USING btree (member_id, at DESC);
CREATE INDEX workspace_notices_due ON public.workspace_noticedelivery USING btree (due_at) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('sending'::character varying)::text]));
CREATE INDEX workspace_notices_not_done ON public.workspace_notice USING btree (kind) WHERE (done_at IS NULL);
CREATE INDEX workspace_notices_unseen ON public.workspace_notice USING btree (member_id) WHERE ((done_at IS NULL) AND (seen_at IS NULL));
CREATE INDEX workspace_noticeway_member_id_aea3d86b ON public.workspace_noticeway USING btree (member_id);
CREATE UNIQUE INDEX workspace_one_mail_way ON public.workspace_noticeway USING btree (member_id) WHERE ((kind)::text = 'mail'::text);
CREATE UNIQUE INDEX workspace_one_phone_run ON public.workspace_phonerun USING btree (about, about_id) WHERE ((ended_at IS NULL) AND (NOT is_practice));
CREATE INDEX workspace_phone_about ON public.workspace_phonerun USING btree (about, about_id);
CREATE INDEX workspace_phone_next ON public.workspace_phonerun USING btree (next_at) WHERE (ended_at IS NULL);
CREATE INDEX workspace_phonecall_member_id_f479497a ON public.workspace_phonecall USING btree (member_id);
CREATE INDEX workspace_phonecall_run_id_137d6552 ON public.workspace_phonecall USING btree (run_id);
CREATE INDEX workspace_phonerun_started_by_id_ef55bc61 ON public.workspace_phonerun USING btree (started_by_id);
CREATE INDEX workspace_phonerun_taken_by_id_b202e4c4 ON public.workspace_phonerun USING btree (taken_by_id);
CREATE INDEX workspace_phonetree_changed_by_id_0a393be6 ON public.workspace_phonetree USING btree (changed_by_id);
CREATE INDEX workspace_phonetreestep_member_id_19f4d690 ON public.workspace_phonetreestep USING btree (member_id);
CREATE INDEX workspace_phonetreestep_team_id_acbbfdd9 ON public.workspace_phonetreestep USING btree (team_id);
CREATE INDEX workspace_practiceanswer_case_823bacea ON public.workspace_practiceanswer USING btree ("case");
CREATE INDEX workspace_practiceanswer_case_823bacea_like ON public.workspace_practiceanswer USING btree ("case" varchar_pattern_ops);
CREATE INDEX workspace_practiceanswer_member_id_06455132 ON public.workspace_practiceanswer USING btree (member_id);
CREATE INDEX workspace_purpose_brand_id_1e97367b ON public.workspace_purpose USING btree (brand_id);
CREATE INDEX workspace_reply_about ON public.workspace_replytoken USING btree (about, about_id);
CREATE INDEX workspace_replytoken_digest_55ff3dcd_like ON public.workspace_replytoken USING btree (digest varchar_pattern_ops);
CREATE INDEX workspace_replytoken_member_id_1a068881 ON public.workspace_replytoken USING btree (member_id);
CREATE INDEX workspace_retentionrule_kind_2fa39847_like ON public.workspace_retentionrule USING btree (kind varchar_pattern_ops);
CREATE INDEX workspace_setuptoken_digest_b5e39f77_like ON public.workspace_setuptoken USING btree (digest varchar_pattern_ops);
CREATE INDEX workspace_shift_member_id_51091fbe ON public.workspace_shift USING btree (member_id);
CREATE INDEX workspace_shift_team_id_362fce6f ON public.workspace_shift USING btree (team_id);
CREATE INDEX workspace_shiftpattern_member_id_bfdcfd1a ON public.workspace_shiftpattern USING btree (member_id);
CREATE INDEX workspace_shiftpattern_team_id_0234dbf4 ON public.workspace_shiftpattern USING btree (team_id);
CREATE INDEX workspace_shifts ON public.workspace_shift USING btree (starts_at);
CREATE INDEX workspace_signinlink_digest_61257cba_like ON public.workspace_signinlink USING btree (digest varchar_pattern_ops);
CREATE INDEX workspace_signinlink_member_id_3c6bf3f7 ON public.workspace_signinlink USING btree (member_id);
CREATE INDEX workspace_stafftask_by_id_34c3759b ON public.workspace_stafftask USING btree (by_id);
CREATE INDEX workspace_stafftask_member_id_bf4ce215 ON public.workspace_stafftask USING btree (member_id);
CREATE INDEX workspace_step_order ON public.workspace_escalationstep USING btree ("position", id);
CREATE INDEX workspace_tasks_about ON public.workspace_stafftask USING btree (about, about_id);
CREATE INDEX workspace_tasks_due ON public.workspace_stafftask USING btree (due_at) WHERE ((done_at IS NULL) AND (reminded_at IS NULL));
CREATE INDEX workspace_tasks_open ON public.workspace_stafftask USING btree (member_id, due_at) WHERE (done_at IS NULL);
CREATE INDEX workspace_team_brand_id_f9682be8 ON public.workspace_team USING btree (brand_id);
CREATE INDEX workspace_team_lead_id_3934d2ae ON public.workspace_team USING btree (lead_id);
CREATE INDEX workspace_team_members_member_id_4116c70d ON public.workspace_team_members USING btree (member_id);
CREATE INDEX workspace_team_members_team_id_519fead7 ON public.workspace_team_members USING btree (team_id);
CREATE INDEX workspace_team_name_f64871e2_like ON public.workspace_team USING btree (name varchar_pattern_ops);
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_workspace_member_id FOREIGN KEY (user_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_account
    ADD CONSTRAINT channels_account_brand_id_805578d6_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_account
    ADD CONSTRAINT channels_account_owner_id_c1fa0895_fk_workspace_member_id FOREIGN KEY (owner_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_account_id_b0a35d56_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_given_up_by_id_959c33d2_fk_workspace FOREIGN KEY (given_up_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_hold_id_83ad2fe6_fk_channels_hold_id FOREIGN KEY (hold_id) REFERENCES public.channels_hold(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_delivery
    ADD CONSTRAINT channels_delivery_member_id_316fa762_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_hold
    ADD CONSTRAINT channels_hold_lifted_by_id_6d8cbf7a_fk_workspace_member_id FOREIGN KEY (lifted_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_hold
    ADD CONSTRAINT channels_hold_placed_by_id_40b5c1b0_fk_workspace_member_id FOREIGN KEY (placed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.channels_ratebudget
    ADD CONSTRAINT channels_ratebudget_account_id_9488caea_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_answer
    ADD CONSTRAINT converse_answer_answered_id_4fb649ba_fk_listen_message_id FOREIGN KEY (answered_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_answer
    ADD CONSTRAINT converse_answer_conversation_id_b1413fc4_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_answer
    ADD CONSTRAINT converse_answer_delivery_id_0bcf96e7_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_answer
    ADD CONSTRAINT converse_answer_macro_id_7b2ba945_fk_voice_savedreply_id FOREIGN KEY (macro_id) REFERENCES public.voice_savedreply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_automaticreply
    ADD CONSTRAINT converse_automaticre_account_id_1613a2fa_fk_channels_ FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_automaticreply
    ADD CONSTRAINT converse_automaticre_written_by_id_4346c418_fk_workspace FOREIGN KEY (written_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_brandrouting
    ADD CONSTRAINT converse_brandrouting_brand_id_51e4ac5e_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_casekey
    ADD CONSTRAINT converse_casekey_made_by_id_0511f794_fk_workspace_member_id FOREIGN KEY (made_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_clockpolicy
    ADD CONSTRAINT converse_clockpolicy_hours_id_3501bd10_fk_workspace FOREIGN KEY (hours_id) REFERENCES public.workspace_namedhours(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_consultation
    ADD CONSTRAINT converse_consultatio_answered_by_id_fe1b7afa_fk_workspace FOREIGN KEY (answered_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_consultation
    ADD CONSTRAINT converse_consultatio_asked_by_id_a1834055_fk_workspace FOREIGN KEY (asked_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_consultation
    ADD CONSTRAINT converse_consultatio_conversation_id_88b56bdc_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_consultation
    ADD CONSTRAINT converse_consultation_team_id_d8c35379_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_account_id_5667783e_fk_channels_ FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_assignee_id_1337047c_fk_workspace FOREIGN KEY (assignee_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_claimed_by_id_9ca7df59_fk_workspace FOREIGN KEY (claimed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversationlabel
    ADD CONSTRAINT converse_conversatio_conversation_id_011ad4e8_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversationlabel
    ADD CONSTRAINT converse_conversatio_label_id_7e3ae260_fk_converse_ FOREIGN KEY (label_id) REFERENCES public.converse_label(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_last_customer_messag_d4ba6c06_fk_listen_me FOREIGN KEY (last_customer_message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_last_message_id_7491fc66_fk_listen_me FOREIGN KEY (last_message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversationlabel
    ADD CONSTRAINT converse_conversatio_member_id_38cbbaa1_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_merged_into_id_d37a2af0_fk_converse_ FOREIGN KEY (merged_into_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_policy_id_49b21410_fk_converse_ FOREIGN KEY (policy_id) REFERENCES public.converse_clockpolicy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversationlabel
    ADD CONSTRAINT converse_conversatio_rule_id_1136d582_fk_converse_ FOREIGN KEY (rule_id) REFERENCES public.converse_triagerule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversatio_split_from_id_4f99c3a6_fk_converse_ FOREIGN KEY (split_from_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversation_brand_id_8ac51d23_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversation_person_id_a9b02718_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversation_team_id_48ecc516_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_conversation
    ADD CONSTRAINT converse_conversation_thread_id_3a3d1d1b_fk_listen_thread_id FOREIGN KEY (thread_id) REFERENCES public.listen_thread(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_escalation
    ADD CONSTRAINT converse_escalation_conversation_id_95c8d969_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failing
    ADD CONSTRAINT converse_failing_brand_id_62a7b662_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failing
    ADD CONSTRAINT converse_failing_fixed_by_id_1bb2bb5d_fk_workspace_member_id FOREIGN KEY (fixed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failing
    ADD CONSTRAINT converse_failing_made_by_id_15e0149e_fk_workspace_member_id FOREIGN KEY (made_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failing
    ADD CONSTRAINT converse_failing_team_id_275f1c3d_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failingcall
    ADD CONSTRAINT converse_failingcall_failing_id_504f602b_fk_converse_failing_id FOREIGN KEY (failing_id) REFERENCES public.converse_failing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failingevidence
    ADD CONSTRAINT converse_failingevid_added_by_id_f21a3bad_fk_workspace FOREIGN KEY (added_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failingevidence
    ADD CONSTRAINT converse_failingevid_conversation_id_89e17ec4_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_failingevidence
    ADD CONSTRAINT converse_failingevid_failing_id_38326f54_fk_converse_ FOREIGN KEY (failing_id) REFERENCES public.converse_failing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_handoveroffer
    ADD CONSTRAINT converse_handoveroff_conversation_id_084b11f1_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_handoveroffer
    ADD CONSTRAINT converse_handoveroffer_by_id_28ea6837_fk_workspace_member_id FOREIGN KEY (by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_handoveroffer
    ADD CONSTRAINT converse_handoveroffer_to_id_4e3ff12c_fk_workspace_member_id FOREIGN KEY (to_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_intentskill
    ADD CONSTRAINT converse_intentskill_brand_id_80de30ac_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_manyatonce
    ADD CONSTRAINT converse_manyatonce_member_id_5f2e9b11_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_merging
    ADD CONSTRAINT converse_merging_into_id_9baca4f1_fk_converse_conversation_id FOREIGN KEY (into_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_merging
    ADD CONSTRAINT converse_merging_member_id_f9e47c1a_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_merging
    ADD CONSTRAINT converse_merging_merged_id_79a821a7_fk_converse_conversation_id FOREIGN KEY (merged_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationa_account_id_d6edd2d9_fk_channels_ FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationa_conversation_id_966c485b_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationa_delivery_id_b9f301fd_fk_channels_ FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationa_member_id_9fb37959_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationa_rule_id_cd0f20ef_fk_converse_ FOREIGN KEY (rule_id) REFERENCES public.converse_moderationrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationa_undo_delivery_id_7c0738ef_fk_channels_ FOREIGN KEY (undo_delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationa_undone_by_id_1d10a09e_fk_workspace FOREIGN KEY (undone_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationact_handle_id_9a0e3133_fk_people_handle_id FOREIGN KEY (handle_id) REFERENCES public.people_handle(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationact
    ADD CONSTRAINT converse_moderationact_message_id_77eb4be5_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationrule
    ADD CONSTRAINT converse_moderationr_first_id_b44486d9_fk_converse_ FOREIGN KEY (first_id) REFERENCES public.converse_moderationrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_moderationrule
    ADD CONSTRAINT converse_moderationr_published_by_id_e17a4d22_fk_workspace FOREIGN KEY (published_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_note
    ADD CONSTRAINT converse_note_conversation_id_e3e00efb_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_note
    ADD CONSTRAINT converse_note_member_id_ed1fbed6_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_oneofmany
    ADD CONSTRAINT converse_oneofmany_act_id_aeb08794_fk_converse_manyatonce_id FOREIGN KEY (act_id) REFERENCES public.converse_manyatonce(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_oneofmany
    ADD CONSTRAINT converse_oneofmany_conversation_id_3c0ed36e_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_pause
    ADD CONSTRAINT converse_pause_conversation_id_bdd8cd5a_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_privatelink
    ADD CONSTRAINT converse_privatelink_conversation_id_34e324e0_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_privatelink
    ADD CONSTRAINT converse_privatelink_made_by_id_062fc64e_fk_workspace_member_id FOREIGN KEY (made_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_replydraft
    ADD CONSTRAINT converse_replydraft_conversation_id_88c4589d_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_replydraft
    ADD CONSTRAINT converse_replydraft_member_id_dcbbf8b3_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_routingstep
    ADD CONSTRAINT converse_routingstep_account_id_fa327743_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_routingstep
    ADD CONSTRAINT converse_routingstep_brand_id_63d56c3e_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_routingstep
    ADD CONSTRAINT converse_routingstep_team_id_d4310464_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_ruleapplied
    ADD CONSTRAINT converse_ruleapplied_conversation_id_ee39e963_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_ruleapplied
    ADD CONSTRAINT converse_ruleapplied_rule_id_0466512d_fk_converse_triagerule_id FOREIGN KEY (rule_id) REFERENCES public.converse_triagerule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_ruleapplied
    ADD CONSTRAINT converse_ruleapplied_undone_by_id_ab5e3f96_fk_workspace FOREIGN KEY (undone_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_sharedanswer
    ADD CONSTRAINT converse_sharedanswe_consultation_id_4e0fdfc2_fk_converse_ FOREIGN KEY (consultation_id) REFERENCES public.converse_consultation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_sharedanswer
    ADD CONSTRAINT converse_sharedanswe_conversation_id_30f6406d_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_sharedanswer
    ADD CONSTRAINT converse_sharedanswer_by_id_da6740d8_fk_workspace_member_id FOREIGN KEY (by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_solvedinpublic
    ADD CONSTRAINT converse_solvedinpub_agreed_by_id_18b57c5e_fk_workspace FOREIGN KEY (agreed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_solvedinpublic
    ADD CONSTRAINT converse_solvedinpub_conversation_id_1f0ec64c_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_solvedinpublic
    ADD CONSTRAINT converse_solvedinpub_delivery_id_97087861_fk_channels_ FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_toldfact
    ADD CONSTRAINT converse_toldfact_conversation_id_38963c83_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_toldfact
    ADD CONSTRAINT converse_toldfact_delivery_id_3f14f0f4_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_toldfact
    ADD CONSTRAINT converse_toldfact_fact_id_e793337c_fk_listen_boardfact_id FOREIGN KEY (fact_id) REFERENCES public.listen_boardfact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule_unlabels
    ADD CONSTRAINT converse_triagerule__label_id_5f66b98f_fk_converse_ FOREIGN KEY (label_id) REFERENCES public.converse_label(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule_labels
    ADD CONSTRAINT converse_triagerule__label_id_cea67789_fk_converse_ FOREIGN KEY (label_id) REFERENCES public.converse_label(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule_tells
    ADD CONSTRAINT converse_triagerule__member_id_b832c8bf_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule_tells
    ADD CONSTRAINT converse_triagerule__triagerule_id_1985c0ff_fk_converse_ FOREIGN KEY (triagerule_id) REFERENCES public.converse_triagerule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule_labels
    ADD CONSTRAINT converse_triagerule__triagerule_id_38f8b892_fk_converse_ FOREIGN KEY (triagerule_id) REFERENCES public.converse_triagerule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule_unlabels
    ADD CONSTRAINT converse_triagerule__triagerule_id_e526e4f5_fk_converse_ FOREIGN KEY (triagerule_id) REFERENCES public.converse_triagerule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule
    ADD CONSTRAINT converse_triagerule_changed_by_id_1f8a2ef1_fk_workspace FOREIGN KEY (changed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule
    ADD CONSTRAINT converse_triagerule_gives_team_id_a4d7629d_fk_workspace_team_id FOREIGN KEY (gives_team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule
    ADD CONSTRAINT converse_triagerule_gives_to_id_22b6c048_fk_workspace_member_id FOREIGN KEY (gives_to_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_triagerule
    ADD CONSTRAINT converse_triagerule_tells_team_id_5825d9ad_fk_workspace_team_id FOREIGN KEY (tells_team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_turn
    ADD CONSTRAINT converse_turn_conversation_id_0f361101_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_turn
    ADD CONSTRAINT converse_turn_message_id_b4b02d8b_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_view
    ADD CONSTRAINT converse_view_member_id_716b074d_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_view
    ADD CONSTRAINT converse_view_team_id_891fc1f1_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_watch
    ADD CONSTRAINT converse_watch_conversation_id_2969722c_fk_converse_ FOREIGN KEY (conversation_id) REFERENCES public.converse_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.converse_watch
    ADD CONSTRAINT converse_watch_member_id_30bd28f2_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_timelineentry
    ADD CONSTRAINT ledger_timelineentry_fact_id_42103e01_fk_ledger_storedfact_id FOREIGN KEY (fact_id) REFERENCES public.ledger_storedfact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_backfill
    ADD CONSTRAINT listen_backfill_account_id_5320acaf_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_backfill
    ADD CONSTRAINT listen_backfill_query_id_88a01685_fk_listen_query_id FOREIGN KEY (query_id) REFERENCES public.listen_query(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_backfill
    ADD CONSTRAINT listen_backfill_started_by_id_00118140_fk_workspace_member_id FOREIGN KEY (started_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_boardfact
    ADD CONSTRAINT listen_boardfact_account_id_cd61a266_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_boardfact
    ADD CONSTRAINT listen_boardfact_brand_id_627f7510_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_boardfact
    ADD CONSTRAINT listen_boardfact_owner_id_4343389f_fk_workspace_member_id FOREIGN KEY (owner_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_boardfactversion
    ADD CONSTRAINT listen_boardfactvers_member_id_64646dcd_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_boardfactversion
    ADD CONSTRAINT listen_boardfactversion_fact_id_91ce84e0_fk_listen_boardfact_id FOREIGN KEY (fact_id) REFERENCES public.listen_boardfact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_dayaudit
    ADD CONSTRAINT listen_dayaudit_account_id_13ef5665_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_followercount
    ADD CONSTRAINT listen_followercount_account_id_f18b58a0_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_importrun
    ADD CONSTRAINT listen_importrun_account_id_50b91d15_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_importrun
    ADD CONSTRAINT listen_importrun_started_by_id_fbb9bc9b_fk_workspace_member_id FOREIGN KEY (started_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_listeningspan
    ADD CONSTRAINT listen_listeningspan_account_id_f63b77aa_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_mention
    ADD CONSTRAINT listen_mention_message_id_d1a73637_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_mention
    ADD CONSTRAINT listen_mention_query_id_82ce6ec5_fk_listen_query_id FOREIGN KEY (query_id) REFERENCES public.listen_query(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_message
    ADD CONSTRAINT listen_message_author_id_5e89e5fb_fk_people_handle_id FOREIGN KEY (author_id) REFERENCES public.people_handle(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_message
    ADD CONSTRAINT listen_message_delivery_id_eb3ae579_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_message
    ADD CONSTRAINT listen_message_id_8d93c138_fk_listen_identity_id FOREIGN KEY (id) REFERENCES public.listen_identity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_message
    ADD CONSTRAINT listen_message_parent_id_3c214e03_fk_listen_message_id FOREIGN KEY (parent_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_message
    ADD CONSTRAINT listen_message_thread_id_1447f905_fk_listen_thread_id FOREIGN KEY (thread_id) REFERENCES public.listen_thread(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_original
    ADD CONSTRAINT listen_original_message_id_492c0f67_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_quarantined
    ADD CONSTRAINT listen_quarantined_account_id_d133c447_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_quarantined
    ADD CONSTRAINT listen_quarantined_import_run_id_34047f63_fk_listen_im FOREIGN KEY (import_run_id) REFERENCES public.listen_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_query
    ADD CONSTRAINT listen_query_brand_id_1c0bff13_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_query
    ADD CONSTRAINT listen_query_created_by_id_aa431a9a_fk_workspace_member_id FOREIGN KEY (created_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_query
    ADD CONSTRAINT listen_query_purpose_id_f4b6ae28_fk_workspace_purpose_id FOREIGN KEY (purpose_id) REFERENCES public.workspace_purpose(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_queryversion
    ADD CONSTRAINT listen_queryversion_member_id_b26bb8c2_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_queryversion
    ADD CONSTRAINT listen_queryversion_query_id_a42bfb57_fk_listen_query_id FOREIGN KEY (query_id) REFERENCES public.listen_query(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_searchdocument
    ADD CONSTRAINT listen_searchdocument_message_id_0077c014_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_seencall
    ADD CONSTRAINT listen_seencall_account_id_d474be8b_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_sighting
    ADD CONSTRAINT listen_sighting_account_id_cb4d2104_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_sighting
    ADD CONSTRAINT listen_sighting_import_run_id_05cfcd86_fk_listen_importrun_id FOREIGN KEY (import_run_id) REFERENCES public.listen_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_sighting
    ADD CONSTRAINT listen_sighting_message_id_b2ec74a1_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_storedlist
    ADD CONSTRAINT listen_storedlist_brand_id_45cdb9bf_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_thread
    ADD CONSTRAINT listen_thread_merged_into_id_c93c5e20_fk_listen_thread_id FOREIGN KEY (merged_into_id) REFERENCES public.listen_thread(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_threadreading
    ADD CONSTRAINT listen_threadreading_account_id_0ea37b71_fk_channels_account_id FOREIGN KEY (account_id) REFERENCES public.channels_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.listen_threadreading
    ADD CONSTRAINT listen_threadreading_message_id_000ef20a_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_workspace_member_id FOREIGN KEY (user_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_handle
    ADD CONSTRAINT people_handle_person_id_02114103_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_workspace FOREIGN KEY (user_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.understand_correction
    ADD CONSTRAINT understand_correction_member_id_7b3d48fa_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.understand_correction
    ADD CONSTRAINT understand_correction_message_id_2ffd46d4_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.understand_reading
    ADD CONSTRAINT understand_reading_message_id_62d22788_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_asked_of_id_6ef54ff7_fk_workspace_member_id FOREIGN KEY (asked_of_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_decided_by_id_1b15db54_fk_workspace_member_id FOREIGN KEY (decided_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_delivery_id_06c6b6f5_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_deputy_id_2601f485_fk_workspace_member_id FOREIGN KEY (deputy_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_person_id_66bcd8bb_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_rule_id_789625b2_fk_voice_approvalrule_id FOREIGN KEY (rule_id) REFERENCES public.voice_approvalrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approval
    ADD CONSTRAINT voice_approval_writer_id_7c7ccb4d_fk_workspace_member_id FOREIGN KEY (writer_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approvalrule
    ADD CONSTRAINT voice_approvalrule_approver_id_bfbd5a55_fk_workspace_member_id FOREIGN KEY (approver_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approvalrule
    ADD CONSTRAINT voice_approvalrule_brand_id_6bd295e0_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_approvalrule
    ADD CONSTRAINT voice_approvalrule_deputy_id_34d97646_fk_workspace_member_id FOREIGN KEY (deputy_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_caution
    ADD CONSTRAINT voice_caution_lifted_by_id_86314765_fk_workspace_member_id FOREIGN KEY (lifted_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_caution
    ADD CONSTRAINT voice_caution_placed_by_id_0ad00cc0_fk_workspace_member_id FOREIGN KEY (placed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_caution
    ADD CONSTRAINT voice_caution_statement_id_ba1deb20_fk_voice_statement_id FOREIGN KEY (statement_id) REFERENCES public.voice_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_checksetting
    ADD CONSTRAINT voice_checksetting_changed_by_id_fbfb680a_fk_workspace FOREIGN KEY (changed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_claim
    ADD CONSTRAINT voice_claim_brand_id_c61ea070_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_claim
    ADD CONSTRAINT voice_claim_spoken_id_f5ee1584_fk_voice_spoken_id FOREIGN KEY (spoken_id) REFERENCES public.voice_spoken(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_objection
    ADD CONSTRAINT voice_objection_brand_id_3e5d2301_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_objection
    ADD CONSTRAINT voice_objection_delivery_id_9f68f599_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_objection
    ADD CONSTRAINT voice_objection_judged_by_id_0432350b_fk_workspace_member_id FOREIGN KEY (judged_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_objection
    ADD CONSTRAINT voice_objection_member_id_b064221a_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_objection
    ADD CONSTRAINT voice_objection_person_id_93cdf9aa_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_objection
    ADD CONSTRAINT voice_objection_statement_id_116e3b69_fk_voice_statement_id FOREIGN KEY (statement_id) REFERENCES public.voice_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_promise
    ADD CONSTRAINT voice_promise_message_id_b1944c0b_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_promise
    ADD CONSTRAINT voice_promise_person_id_beee185e_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_promise
    ADD CONSTRAINT voice_promise_recorded_by_id_709e4faf_fk_workspace_member_id FOREIGN KEY (recorded_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_savedreply
    ADD CONSTRAINT voice_savedreply_brand_id_3f93ce3c_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_savedreply
    ADD CONSTRAINT voice_savedreply_changed_by_id_3e869fef_fk_workspace_member_id FOREIGN KEY (changed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_savedreply
    ADD CONSTRAINT voice_savedreply_gives_to_id_686d3fbd_fk_workspace_member_id FOREIGN KEY (gives_to_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_savedreplytext
    ADD CONSTRAINT voice_savedreplytext_reply_id_3773f5e4_fk_voice_savedreply_id FOREIGN KEY (reply_id) REFERENCES public.voice_savedreply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_answered_id_e427901b_fk_listen_message_id FOREIGN KEY (answered_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_brand_id_fa90d079_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_delivery_id_5a81ff39_fk_channels_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.channels_delivery(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_member_id_9489fdc2_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_message_id_0a8834e6_fk_listen_message_id FOREIGN KEY (message_id) REFERENCES public.listen_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_person_id_c1da4919_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_spoken
    ADD CONSTRAINT voice_spoken_thread_id_f816ffb4_fk_listen_thread_id FOREIGN KEY (thread_id) REFERENCES public.listen_thread(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_statement
    ADD CONSTRAINT voice_statement_brand_id_d3031068_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_statement
    ADD CONSTRAINT voice_statement_created_by_id_a87499bc_fk_workspace_member_id FOREIGN KEY (created_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_statement
    ADD CONSTRAINT voice_statement_owner_id_c7d04c7f_fk_workspace_member_id FOREIGN KEY (owner_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.voice_statement
    ADD CONSTRAINT voice_statement_replaces_id_f09a3061_fk_voice_statement_id FOREIGN KEY (replaces_id) REFERENCES public.voice_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_absence
    ADD CONSTRAINT workspace_absence_member_id_93ef9686_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_escalationstep
    ADD CONSTRAINT workspace_escalation_member_id_8646e477_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_escalationstep
    ADD CONSTRAINT workspace_escalationstep_team_id_aaad8fa6_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_invitation
    ADD CONSTRAINT workspace_invitation_invited_by_id_bcec306f_fk_workspace FOREIGN KEY (invited_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_morningmail
    ADD CONSTRAINT workspace_morningmail_member_id_18db2bbc_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_morningsetting_members
    ADD CONSTRAINT workspace_morningset_member_id_c00a6f8d_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_morningsetting_members
    ADD CONSTRAINT workspace_morningset_morningsetting_id_d58dc630_fk_workspace FOREIGN KEY (morningsetting_id) REFERENCES public.workspace_morningsetting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_notice
    ADD CONSTRAINT workspace_notice_by_id_64d24abe_fk_workspace_member_id FOREIGN KEY (by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_notice
    ADD CONSTRAINT workspace_notice_member_id_1d0c882e_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_noticedelivery
    ADD CONSTRAINT workspace_noticedeli_notice_id_bb06f656_fk_workspace FOREIGN KEY (notice_id) REFERENCES public.workspace_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_noticedelivery
    ADD CONSTRAINT workspace_noticedeli_way_id_589ba1d5_fk_workspace FOREIGN KEY (way_id) REFERENCES public.workspace_noticeway(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_noticeway
    ADD CONSTRAINT workspace_noticeway_member_id_aea3d86b_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_phonecall
    ADD CONSTRAINT workspace_phonecall_member_id_f479497a_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_phonecall
    ADD CONSTRAINT workspace_phonecall_run_id_137d6552_fk_workspace_phonerun_id FOREIGN KEY (run_id) REFERENCES public.workspace_phonerun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_phonerun
    ADD CONSTRAINT workspace_phonerun_started_by_id_ef55bc61_fk_workspace FOREIGN KEY (started_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_phonerun
    ADD CONSTRAINT workspace_phonerun_taken_by_id_b202e4c4_fk_workspace_member_id FOREIGN KEY (taken_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_phonetree
    ADD CONSTRAINT workspace_phonetree_changed_by_id_0a393be6_fk_workspace FOREIGN KEY (changed_by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_phonetreestep
    ADD CONSTRAINT workspace_phonetrees_member_id_19f4d690_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_phonetreestep
    ADD CONSTRAINT workspace_phonetreestep_team_id_acbbfdd9_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_practiceanswer
    ADD CONSTRAINT workspace_practicean_member_id_06455132_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_purpose
    ADD CONSTRAINT workspace_purpose_brand_id_1e97367b_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_replytoken
    ADD CONSTRAINT workspace_replytoken_member_id_1a068881_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_shift
    ADD CONSTRAINT workspace_shift_member_id_51091fbe_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_shift
    ADD CONSTRAINT workspace_shift_team_id_362fce6f_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_shiftpattern
    ADD CONSTRAINT workspace_shiftpatte_member_id_bfdcfd1a_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_shiftpattern
    ADD CONSTRAINT workspace_shiftpattern_team_id_0234dbf4_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_signinlink
    ADD CONSTRAINT workspace_signinlink_member_id_3c6bf3f7_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_stafftask
    ADD CONSTRAINT workspace_stafftask_by_id_34c3759b_fk_workspace_member_id FOREIGN KEY (by_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_stafftask
    ADD CONSTRAINT workspace_stafftask_member_id_bf4ce215_fk_workspace_member_id FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_team
    ADD CONSTRAINT workspace_team_brand_id_f9682be8_fk_workspace_brand_id FOREIGN KEY (brand_id) REFERENCES public.workspace_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_team
    ADD CONSTRAINT workspace_team_lead_id_3934d2ae_fk_workspace_member_id FOREIGN KEY (lead_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_team_members
    ADD CONSTRAINT workspace_team_membe_member_id_4116c70d_fk_workspace FOREIGN KEY (member_id) REFERENCES public.workspace_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_team_members
    ADD CONSTRAINT workspace_team_members_team_id_519fead7_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspace_teamhook
    ADD CONSTRAINT workspace_teamhook_team_id_1b561273_fk_workspace_team_id FOREIGN KEY (team_id) REFERENCES public.workspace_team(id) DEFERRABLE INITIALLY DEFERRED;
