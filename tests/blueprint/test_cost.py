"""The cost table follows from the recorded resources, adds up, and leaves nothing out in silence."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pulumi
import pulumi_aws as aws
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.blueprint import Blueprint
from blueprint.cost import CostTable, Line, Usage, price_stack
from blueprint.cost.free import FREE
from blueprint.cost.prices import Price
from blueprint.cost.rules import RULES
from blueprint.recording import record, record_program
from blueprint.tiers import Tier


def priced(program: Callable[[], object], usage: Usage | None = None) -> CostTable:
    return price_stack(record(program), usage)


def line(table: CostTable, label: str) -> Line:
    (found,) = (line for line in table.lines if line.label == label)
    return found


def database(*, minimum: float = 0.5, instances: int = 1, proxy: bool = False) -> Callable[[], None]:
    def program() -> None:
        cluster = aws.rds.Cluster(
            "db",
            engine="aurora-postgresql",
            serverlessv2_scaling_configuration={"min_capacity": minimum, "max_capacity": 16},
        )
        for index in range(instances):
            aws.rds.ClusterInstance(
                f"db-{index}",
                cluster_identifier=cluster.id,
                engine=aws.rds.EngineType.AURORA_POSTGRESQL,
                instance_class="db.serverless",
            )
        if proxy:
            aws.rds.Proxy("proxy", engine_family="POSTGRESQL", role_arn="r", vpc_subnet_ids=[])

    return program


def test_a_nat_gateway_costs_its_hours_and_its_address_is_a_line_of_its_own() -> None:
    def program() -> None:
        address = aws.ec2.Eip("address")
        aws.ec2.NatGateway("nat", allocation_id=address.id, subnet_id="subnet-1")

    table = priced(program)
    assert line(table, "NAT gateways").amount == Decimal("32.85")
    assert line(table, "Public IPv4 addresses").amount == Decimal("3.65")


@pytest.mark.parametrize(("kind", "zones", "amount"), [("Interface", 1, "7.30"), ("Interface", 2, "14.60")])
def test_an_interface_endpoint_is_paid_by_the_zone(kind: str, zones: int, amount: str) -> None:
    def program() -> None:
        aws.ec2.VpcEndpoint(
            "logs",
            vpc_id="vpc-1",
            vpc_endpoint_type=kind,
            service_name="com.amazonaws.us-east-1.logs",
            subnet_ids=[f"subnet-{zone}" for zone in range(zones)],
        )

    assert line(priced(program), "Interface endpoint for logs").amount == Decimal(amount)


def test_a_gateway_endpoint_is_free() -> None:
    def program() -> None:
        aws.ec2.VpcEndpoint("s3", vpc_id="vpc-1", vpc_endpoint_type="Gateway", service_name="s3")

    table = priced(program)
    assert (table.total, table.unpriced) == (Decimal(0), ())


def test_the_database_is_paid_for_its_minimum_times_its_instances() -> None:
    assert line(priced(database(minimum=0.5)), "Aurora capacity").amount == Decimal("43.80")
    assert line(priced(database(minimum=1, instances=2)), "Aurora capacity").amount == Decimal("175.20")


def test_a_database_that_pauses_is_driven_by_usage() -> None:
    capacity = line(priced(database(minimum=0)), "Aurora capacity")
    assert capacity.usage_driven
    assert capacity.amount == Decimal("3.60")


@pytest.mark.parametrize(
    ("minimum", "instances", "amount"), [(0.5, 1, "87.60"), (4, 2, "87.60"), (5, 2, "109.50")]
)
def test_the_proxy_is_billed_for_eight_units_or_for_the_database_if_that_is_more(
    minimum: float, instances: int, amount: str
) -> None:
    table = priced(database(minimum=minimum, instances=instances, proxy=True))
    assert line(table, "RDS Proxy").amount == Decimal(amount)


@pytest.mark.parametrize(
    ("engine", "label", "amount"), [("valkey", "Valkey storage", "6.13"), ("redis", "Redis storage", "91.25")]
)
def test_an_empty_cache_is_billed_for_its_engines_minimum(engine: str, label: str, amount: str) -> None:
    table = priced(lambda: aws.elasticache.ServerlessCache("cache", engine=engine, name="cache"))
    assert line(table, label).amount == Decimal(amount)


def test_warm_functions_are_paid_by_memory_and_architecture() -> None:
    def program(architecture: str) -> Callable[[], None]:
        def build() -> None:
            function = aws.lambda_.Function("f", role="r", memory_size=2048, architectures=[architecture])
            aws.lambda_.ProvisionedConcurrencyConfig(
                "warm",
                function_name=function.name,
                qualifier="live",
                provisioned_concurrent_executions=2,
            )

        return build

    assert line(priced(program("arm64")), "Lambda kept warm").amount == Decimal("35.04")
    assert line(priced(program("x86_64")), "Lambda kept warm").amount == Decimal("43.80")


def test_snapshots_are_paid_for_every_kept_version_and_every_start() -> None:
    def program() -> None:
        api = aws.apigateway.RestApi("api")
        function = aws.lambda_.Function(
            "f", role="r", memory_size=2048, snap_start={"apply_on": "PublishedVersions"}
        )
        aws.lambda_.Permission(
            "p",
            action="lambda:InvokeFunction",
            function=function.name,
            principal="apigateway.amazonaws.com",
            source_arn=api.execution_arn,
        )

    table = priced(program, Usage(daily_users=1000, kept_versions=2))
    # 2 GB x 2 versions x 2,628,000 s; 600,000 calls, of which 3,000 start a copy of 2 GB.
    assert line(table, "Snapshots kept").amount == Decimal("15.82")
    assert not line(table, "Snapshots kept").usage_driven
    assert line(table, "Snapshots restored").amount == Decimal("0.84")


def test_an_alarm_on_an_expression_pays_for_every_metric_it_reads() -> None:
    metric = {"metric_name": "m", "namespace": "n", "period": 60, "stat": "Sum"}

    def program() -> None:
        aws.cloudwatch.MetricAlarm(
            "rate",
            comparison_operator="GreaterThanThreshold",
            evaluation_periods=1,
            metric_queries=[
                {"id": "rate", "expression": "a/b"},
                {"id": "a", "metric": metric},
                {"id": "b", "metric": metric},
            ],
        )
        aws.cloudwatch.MetricAlarm(
            "plain", comparison_operator="GreaterThanThreshold", evaluation_periods=1, metric_name="m"
        )

    assert line(priced(program), "Alarms").quantity == 3


def test_the_databases_own_secret_is_counted() -> None:
    def program() -> None:
        aws.secretsmanager.Secret("s")
        aws.rds.Cluster("db", engine="aurora-postgresql", manage_master_user_password=True)

    assert line(priced(program), "Secrets").amount == Decimal("0.80")


def test_a_type_that_is_neither_priced_nor_free_is_told() -> None:
    table = priced(lambda: aws.ebs.Volume("v", availability_zone="us-east-1a", size=1))
    assert table.unpriced == ("aws:ebs/volume:Volume",)


def test_no_type_is_both_priced_and_free() -> None:
    assert RULES.keys() & FREE == set()


@given(quantity=st.decimals(0, 10**9, places=4), amount=st.decimals(0, 100, places=4))
def test_a_lines_amount_is_its_quantity_times_its_price_to_the_cent(
    quantity: Decimal, amount: Decimal
) -> None:
    price = Price(amount, "unit", "page", 2026)
    result = Line(tier=Tier.DATA, label="", quantity=quantity, price=price, resources=()).amount
    assert abs(result - quantity * amount) <= Decimal("0.005")


@given(users=st.integers(0, 10**7), more=st.integers(0, 10**6))
def test_more_people_never_cost_less_and_never_change_the_fixed_part(users: int, more: int) -> None:
    few, many = (price_stack(DATABASE, Usage(daily_users=count)) for count in (users, users + more))
    assert few.total <= many.total
    assert few.fixed == many.fixed


DATABASE = record(database(proxy=True))


def test_every_recorded_type_of_both_stacks_is_priced_or_known_to_be_free(stack: Blueprint) -> None:
    assert stack.cost.unpriced == ()


def test_the_tiers_add_up_to_the_total_and_so_do_fixed_and_usage(stack: Blueprint) -> None:
    cost = stack.cost
    assert sum(cost.of_tier(tier) for tier in Tier) == cost.total
    assert cost.fixed + cost.usage_driven == cost.total
    assert sum(line.amount for line in cost.lines) == cost.total


def test_every_line_names_recorded_resources_and_a_published_price(stack: Blueprint) -> None:
    recorded = {resource.urn for resource in stack.recording.resources}
    for entry in stack.cost.lines:
        assert entry.resources
        assert {resource.urn for resource in entry.resources} <= recorded
        assert entry.price.page.startswith("https://aws.amazon.com/")
        assert entry.price.read >= 2024


def in_force(blueprint: Blueprint) -> tuple[str, int, Decimal, Decimal]:
    (choice,) = (choice for choice in blueprint.cost.nat if choice.chosen)
    return choice.strategy, choice.gateways, choice.hours, choice.endpoints


def test_the_network_costs_what_the_drawing_says(stacks: Mapping[str, Blueprint]) -> None:
    """~$32 for one NAT gateway and ~$7 for the endpoint in staging, ~$64 of NAT in production."""
    assert in_force(stacks["staging"]) == ("single", 1, Decimal("32.85"), Decimal("7.30"))
    assert in_force(stacks["prod"])[:3] == ("perAz", 2, Decimal("65.70"))


@pytest.mark.parametrize(
    ("strategy", "changes"),
    [
        ("none", {"interfaceEndpoints": "logs,secretsmanager", "mailSender": ""}),
        ("single", {}),
        ("perAz", {}),
    ],
)
def test_the_compared_strategies_cost_what_the_program_would_record(
    strategy: str, changes: Mapping[str, str], stacks: Mapping[str, Blueprint]
) -> None:
    (promised,) = (choice for choice in stacks["staging"].cost.nat if choice.strategy == strategy)
    table = price_stack(record_program("staging", config={"natStrategy": strategy, **changes}))
    (real,) = (choice for choice in table.nat if choice.chosen)
    assert (real.strategy, real.gateways) == (promised.strategy, promised.gateways)
    assert (real.hours, real.endpoints, real.total) == (promised.hours, promised.endpoints, promised.total)
    paid = sum(entry.amount for entry in table.lines if entry.tier is Tier.NETWORK and not entry.usage_driven)
    assert paid == promised.total


@pytest.mark.parametrize("proxy", [True, False])
def test_the_database_with_a_proxy_and_without_costs_what_the_program_would_record(
    proxy: bool, stacks: Mapping[str, Blueprint]
) -> None:
    table = price_stack(record_program("staging", config={"databaseProxy": str(proxy).lower()}))
    (real,) = (choice for choice in table.proxy if choice.chosen)
    (promised,) = (choice for choice in stacks["staging"].cost.proxy if choice.proxy is proxy)
    assert (real.proxy, real.amount) == (proxy, promised.amount)
    assert sum(entry.amount for entry in table.lines if entry.label == "RDS Proxy") == promised.amount


def test_without_a_database_there_is_nothing_to_pool() -> None:
    assert priced(lambda: aws.sns.Topic("topic")).proxy == ()


def test_the_dearest_lines_are_more_than_half_of_the_bill_in_order(stack: Blueprint) -> None:
    dearest = [line.amount for line in stack.cost.dearest(5)]
    assert dearest == sorted((line.amount for line in stack.cost.lines), reverse=True)[:5]
    assert sum(dearest) > stack.cost.total / 2


def test_capacity_under_load_is_paid_above_what_is_paid_anyway() -> None:
    busy = priced(database(minimum=0.5), Usage(database_acu=Decimal(2)))
    assert line(busy, "Aurora capacity in use").amount == Decimal("131.40")
    assert line(priced(database(minimum=2)), "Aurora capacity in use").amount == 0


def test_an_exported_price_region_is_the_recorded_one() -> None:
    recording = record(lambda: pulumi.export("x", 1), config={"aws:region": "eu-north-1"})
    assert price_stack(recording).nat == ()
