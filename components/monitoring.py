"""Who is told when, and what they look at: topic, alarms, dashboard, budget."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pulumi_aws import cloudwatch

from components.alarms import Alarm, Rate, alarms
from components.dashboard import dashboard_body
from components.documents import policy_document
from components.metrics import APPLICATION_ERRORS, Watched

RUNBOOK = "docs/runbook.md"


@dataclass(frozen=True, kw_only=True)
class MonitoringArgs:
    watched: Watched
    key_arn: pulumi.Input[str]
    """KMS key of the topic; its policy admits CloudWatch."""
    application_log_group: pulumi.Input[str]
    alert_email: str | None
    """Receives alarms once it has confirmed the subscription, and budget warnings at once."""
    monthly_budget: int
    """US dollars; 0 makes no budget, and neither does a missing address."""


class Monitoring(pulumi.ComponentResource):
    topic_arn: pulumi.Output[str]
    dashboard_name: pulumi.Output[str]

    def __init__(self, name: str, args: MonitoringArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:monitoring:Monitoring", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        topic = self._topic(name, args)
        self._error_count(name, args)
        made = [self._alarm(name, args, alarm, topic) for alarm in alarms(args.watched)]
        dashboard = cloudwatch.Dashboard(
            f"{name}-dashboard",
            dashboard_name=args.watched.place.prefix,
            dashboard_body=pulumi.Output.json_dumps(
                dashboard_body(args.watched, [alarm.arn for alarm in made])
            ),
            opts=self._child,
        )
        if args.alert_email is not None and args.monthly_budget:
            self._budget(name, args, [args.alert_email])

        self.topic_arn = topic.arn
        self.dashboard_name = dashboard.dashboard_name
        self.register_outputs({"topic_arn": self.topic_arn, "dashboard_name": self.dashboard_name})

    def _topic(self, name: str, args: MonitoringArgs) -> aws.sns.Topic:
        place = args.watched.place
        topic = aws.sns.Topic(
            f"{name}-topic",
            name=f"{place.prefix}-alerts",
            kms_master_key_id=args.key_arn,  # AWS's own key for SNS would refuse CloudWatch, silently
            opts=self._child,
        )
        topic_arn = place.arn("sns", f"{place.prefix}-alerts")
        aws.sns.TopicPolicy(
            f"{name}-topic-policy",
            arn=topic.arn,
            policy=policy_document(
                [
                    {
                        "Sid": "AlarmsOfThisAccount",
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudwatch.amazonaws.com"},
                        "Action": "sns:Publish",
                        "Resource": topic_arn,
                        "Condition": {"StringEquals": {"aws:SourceAccount": place.account_id}},
                    },
                    {
                        "Sid": "OnlyByTls",
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "sns:Publish",
                        "Resource": topic_arn,
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    },
                ]
            ),
            opts=self._child,
        )
        if args.alert_email is not None:
            aws.sns.TopicSubscription(
                f"{name}-email",
                topic=topic.arn,
                protocol="email",
                endpoint=args.alert_email,
                opts=self._child,
            )
        return topic

    def _error_count(self, name: str, args: MonitoringArgs) -> None:
        cloudwatch.LogMetricFilter(
            f"{name}-application-errors-count",
            name=f"{args.watched.place.prefix}-application-errors",
            log_group_name=args.application_log_group,
            pattern='{ $.level = "ERROR" || $.level = "CRITICAL" }',
            metric_transformation={
                "namespace": args.watched.own_namespace,
                "name": APPLICATION_ERRORS,
                "value": "1",
                "default_value": "0",
                "unit": "Count",
            },
            opts=self._child,
        )

    def _alarm(
        self, name: str, args: MonitoringArgs, alarm: Alarm, topic: aws.sns.Topic
    ) -> cloudwatch.MetricAlarm:
        shared = cloudwatch.MetricAlarmArgs(
            name=f"{args.watched.place.prefix}-{alarm.key}",
            alarm_description=alarm.description(RUNBOOK),
            comparison_operator="GreaterThanThreshold",
            threshold=alarm.above,
            evaluation_periods=alarm.periods,
            datapoints_to_alarm=alarm.periods,
            treat_missing_data="notBreaching",
            alarm_actions=[topic.arn],
            ok_actions=[topic.arn],
        )
        if isinstance(alarm.measure, Rate):
            shared.metric_queries = _rate_queries(alarm.measure, alarm.period_seconds)
        else:
            shared.namespace = alarm.measure.namespace
            shared.metric_name = alarm.measure.name
            shared.dimensions = alarm.measure.dimensions
            shared.period = alarm.period_seconds
            if alarm.measure.statistic.startswith("p"):
                shared.extended_statistic = alarm.measure.statistic
                shared.evaluate_low_sample_count_percentiles = "ignore"
            else:
                shared.statistic = alarm.measure.statistic
        return cloudwatch.MetricAlarm(f"{name}-{alarm.key}", shared, opts=self._child)

    def _budget(self, name: str, args: MonitoringArgs, addresses: Sequence[str]) -> None:
        """Watches the whole account: a filter by tag stays empty until the tag is activated for billing."""
        aws.budgets.Budget(
            f"{name}-budget",
            name=f"{args.watched.place.prefix}-monthly",
            budget_type="COST",
            limit_amount=str(args.monthly_budget),
            limit_unit="USD",
            time_unit="MONTHLY",
            notifications=[
                {
                    "comparison_operator": "GREATER_THAN",
                    "threshold": share,
                    "threshold_type": "PERCENTAGE",
                    "notification_type": kind,
                    "subscriber_email_addresses": addresses,
                }
                for kind, share in (("FORECASTED", 80), ("ACTUAL", 100))
            ],
            opts=self._child,
        )


def _rate_queries(rate: Rate, period_seconds: int) -> list[cloudwatch.MetricAlarmMetricQueryArgs]:
    """The alarm watches the expression; the metrics under it only feed it."""
    watched = cloudwatch.MetricAlarmMetricQueryArgs(
        id="rate", expression=rate.expression, label="percent", return_data=True
    )
    feeding = [
        cloudwatch.MetricAlarmMetricQueryArgs(
            id=query_id,
            return_data=False,
            metric=cloudwatch.MetricAlarmMetricQueryMetricArgs(
                namespace=metric.namespace,
                metric_name=metric.name,
                dimensions=metric.dimensions,
                period=period_seconds,
                stat=metric.statistic,
            ),
        )
        for query_id, metric in rate.metrics.items()
    ]
    return [watched, *feeding]
